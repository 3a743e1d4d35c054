import Foundation
import Records
import Testing
import XMLStream

@testable import Sandbox

@Suite("Reading a simulated shop")
struct ShopReadingTests {
  let shop: SimulatedShop
  let desk: ShopDesk
  let clock: ShopClock

  init() throws {
    let noon = try #require(Instant(utc: "2026-03-01 11:00:00"))
    clock = ShopClock(standingAt: noon)
    shop = try SimulatedShop(settings: ShopSettings(clock: clock))
    desk = ShopDesk(shop)
    for index in 1...5 {
      shop.addProduct(
        reference: "REF-\(index)", name: "Produit \(index)", price: Decimal(index),
        fields: ["id_manufacturer": "\(6 - index)"])
      clock.advance(by: 60)
    }
  }

  @Test("Without display a list holds only ids and addresses")
  func minimum() throws {
    let reply = desk.get("products?sort=[id_ASC]&limit=2")
    #expect(reply.status == 200)
    let first = try #require(reply.document?.child("products")?.children.first)
    #expect(first.attributes["id"] == "1")
    #expect(first.attributes["xlink:href"]?.hasSuffix("/api/products/1") == true)
    #expect(first.children.isEmpty)
  }

  @Test("Fields come in the shop's order, not in the one asked for")
  func fieldOrder() throws {
    let entity = try #require(desk.get("products?display=[price,reference,id]&limit=1").entities.first)
    #expect(entity.children.map(\.name) == ["id", "reference", "price"])
    #expect(entity.child("price")?.text == "1.000000" || entity.child("price")?.text == "5.000000")
  }

  @Test("An association can be shown in part")
  func partOfAssociation() throws {
    let customer = shop.addCustomer(email: "a@example.org")
    let address = shop.addAddress(customer: customer)
    let order = shop.placeOrder(ShopCart(customer: customer, address: address, rows: [.init(1, quantity: 2)]))
    let reply = desk.get("orders?display=[id,order_rows[product_id,product_quantity]]&filter[id]=[\(order)]")
    let rows = try #require(reply.entities.first?.child("associations")?.child("order_rows"))
    #expect(rows.children.first?.children.map(\.name) == ["product_id", "product_quantity"])
    #expect(rows.children.first?.child("product_quantity")?.text == "2")
  }

  @Test(
    "Every form of filter that the shop understands",
    arguments: [
      ("[2|4|9]", [2, 4]), ("[4,2]", [2, 3, 4]), (">[3]", [4, 5]), ("<[3]", [1, 2]), ("![1|2]", [3, 4, 5]), ("3", [3]),
      ("[5]", [5]),
      (">=[4]", [1, 2, 3, 4, 5]),
    ])
  func filters(_ filter: String, _ expected: [Int]) {
    #expect(desk.get("products?filter[id]=\(filter)&sort=[id_ASC]").ids == expected)
  }

  @Test(
    "Texts are found without regard to case, and by their parts",
    arguments: [
      ("ref-2", [2]), ("[REF-2]", [2]), ("%25[f-3]%25", [3]), ("[ref]%25", [1, 2, 3, 4, 5]), ("%25[4]", [4]),
      ("[x]%25", []),
    ])
  func textFilters(_ filter: String, _ expected: [Int]) {
    #expect(desk.get("products?filter[reference]=\(filter)&sort=[id_ASC]").ids == expected)
  }

  @Test("A translated field is found in any language")
  func translatedFilter() {
    shop.edit("products", 2, [:], texts: ["name": [1: "Cup", 2: "Tasse"]])
    #expect(desk.get("products?filter[name]=[cup]").ids == [2])
  }

  @Test("Dates can only be asked for with date=1, and are of the shop's zone")
  func dates() {
    let refused = desk.get("products?filter[date_upd]=>[2026-03-01 12:02:00]")
    #expect(refused.status == 400)
    #expect(refused.codes == [32])
    let later = desk.get("products?filter[date_upd]=>[2026-03-01 12:02:00]&date=1&sort=[id_ASC]")
    #expect(later.ids == [4, 5])
    let both = desk.get("products?filter[date_upd]=[2026-03-01 12:01:00,2026-03-01 12:02:00]&date=1&sort=[id_ASC]")
    #expect(both.ids == [2, 3])
    #expect(desk.get("products/1?display=[id,date_upd]").texts("date_upd") == ["2026-03-01 12:00:00"])
  }

  @Test("Without sort, rows come in the order of an index and not of their ids")
  func indexOrder() {
    let orders = ["a@example.org", "b@example.org"].map { email in
      let customer = shop.addCustomer(email: email)
      return (customer, shop.addAddress(customer: customer))
    }
    let first = shop.placeOrder(ShopCart(customer: orders[0].0, address: orders[0].1, rows: [.init(1)]))
    shop.placeOrder(ShopCart(customer: orders[1].0, address: orders[1].1, rows: [.init(1)]))
    shop.pay(first)
    let histories = desk.get("order_histories?display=[id,id_order]").ids
    #expect(histories == [1, 3, 2])
    #expect(desk.get("order_histories?display=[id]&sort=[id_ASC]").ids == [1, 2, 3])
  }

  @Test("Pages of offset and count, and orders by several fields")
  func pages() {
    #expect(desk.get("products?sort=[price_DESC]&limit=1,2").ids == [4, 3])
    #expect(desk.get("products?sort=[active_ASC,id_DESC]&limit=2").ids == [5, 4])
    #expect(desk.get("products?limit=x").codes == [39])
  }

  @Test(
    "Mistakes have the webservice's codes",
    arguments: [
      ("products?filter[foo]=1", 400, [32]), ("products?filter[quantity]=1", 400, [34]),
      ("products?display=[foo]", 400, [35]),
      ("products?display=nothing", 400, [36]), ("products?sort=[foo_ASC]", 400, [38]), ("foos", 400, [27]),
      ("order_slips", 400, [27]),
      ("products?schema=foo", 400, [28]), ("products/99", 404, []), ("products/abc", 404, []),
    ])
  func mistakes(_ target: String, _ status: Int, _ codes: [Int]) {
    let reply = desk.get(target)
    #expect(reply.status == status)
    #expect(reply.codes == codes)
    #expect(status != 404 || reply.body.isEmpty)
  }

  @Test("The schema tells required fields, formats, sizes and what cannot be written")
  func synopsis() throws {
    let product = try #require(desk.get("products?schema=synopsis").document?.child("product"))
    #expect(product.child("price")?.attributes["required"] == "true")
    #expect(product.child("reference")?.attributes["maxSize"] == "64")
    #expect(product.child("quantity")?.attributes["read_only"] == "true")
    #expect(product.child("name")?.children.map(\.name) == ["language", "language"])
    let blank = try #require(desk.get("products?schema=blank").document?.child("product"))
    #expect(blank.child("id") != nil)
    #expect(blank.child("quantity") == nil)
  }

  @Test("An empty list is a list, in XML and in JSON")
  func emptyList() throws {
    let reply = desk.get("customers?filter[email]=[x@example.org]")
    #expect(reply.status == 200)
    #expect(reply.document?.children.map(\.name) == ["customers"])
    #expect(
      String(decoding: desk.get("customers?filter[email]=[x@example.org]&output_format=JSON").body, as: UTF8.self)
        == "[]")
  }

  @Test("JSON has ids as numbers and everything else as text")
  func json() throws {
    let reply = desk.get("products?display=[id,reference,price]&filter[id]=[2]&output_format=JSON")
    #expect(
      String(decoding: reply.body, as: UTF8.self)
        == "{\"products\":[{\"id\":2,\"reference\":\"REF-2\",\"price\":\"2.000000\"}]}")
  }

  @Test("Answers carry the shop's release, its clock and a sum that spares a second reading")
  func headers() throws {
    var again = desk
    let reply = desk.get("products/1")
    #expect(reply.headers["PSWS-Version"] == "8.2.1")
    #expect(reply.headers["Date"] == "Sun, 01 Mar 2026 11:05:00 GMT")
    let sum: String = try #require(reply.headers["Content-Sha1"])
    again.headers["local-content-sha1"] = sum
    let repeated = again.get("products/1")
    #expect(repeated.status == 304)
    #expect(repeated.body.isEmpty)
  }

  @Test(
    "1.6 writes an empty value as an empty element, later releases as an empty CDATA section",
    arguments: ShopVersion.allCases)
  func emptyValues(_ version: ShopVersion) throws {
    let shop = try SimulatedShop(version: version)
    shop.addProduct(reference: "", name: "Tasse", price: 1)
    let text = String(decoding: ShopDesk(shop).get("products/1").body, as: UTF8.self)
    #expect(text.contains(version == .v16 ? "<reference></reference>" : "<reference><![CDATA[]]></reference>"))
  }

  @Test("A translated field can be read in one language")
  func oneLanguage() throws {
    shop.edit("products", 1, [:], texts: ["name": [1: "Cup", 2: "Tasse"]])
    let name = try #require(desk.get("products/1?language=2").document?.child("product")?.child("name"))
    #expect(name.children.map { $0.attributes["id"] } == ["2"])
    #expect(name.children.first?.text == "Tasse")
  }
}
