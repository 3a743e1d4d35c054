import Foundation
import Records
import Testing

@testable import Sandbox

@Suite("Who may read and write a simulated shop")
struct ShopAccessTests {
  static let limited = ShopKey(
    "LIMITEDLIMITEDLIMITEDLIMITED0000", rights: ["orders": [.get], "products": [.get, .head]], shopIDs: [1])

  let shop: SimulatedShop

  init() throws {
    shop = try SimulatedShop(
      settings: ShopSettings(keys: [.everything, Self.limited], shopIDs: [1, 2], domain: "shop.example.org"))
  }

  private func desk(_ key: String, host: String = "shop.example.org") -> ShopDesk {
    var desk = ShopDesk(shop)
    desk.key = key
    desk.headers["host"] = host
    return desk
  }

  @Test("Without a key the shop answers a text and not XML")
  func noKey() {
    let reply = desk("").get("products")
    #expect(reply.status == 401)
    #expect(String(decoding: reply.body, as: UTF8.self) == "401 Unauthorized")
    #expect(reply.headers["PSWS-Version"] == nil)
  }

  @Test("A key of another length, and one that nobody knows")
  func wrongKeys() {
    #expect(desk("SHORT").get("products").codes == [18])
    let unknown = desk("UNKNOWNUNKNOWNUNKNOWNUNKNOWN0000").get("products")
    #expect(unknown.status == 401)
    #expect(unknown.codes == [20, 21])
  }

  @Test("A resource without any right is 401, a method without right is 405")
  func rights() {
    let desk = desk(Self.limited.text)
    #expect(desk.get("customers").status == 401)
    #expect(desk.get("customers").codes == [26])
    let write = desk.write("PUT", "products/1", "<product><id>1</id></product>")
    #expect(write.status == 405)
    #expect(write.codes == [25])
    #expect(desk.get("products").status == 200)
  }

  @Test("The root names what the key may do")
  func root() throws {
    let api = try #require(desk(Self.limited.text).get("").document?.child("api"))
    #expect(api.children.map(\.name) == ["orders", "products"])
    #expect(api.child("orders")?.attributes["get"] == "true")
    #expect(api.child("orders")?.attributes["put"] == "false")
    #expect(api.child("orders")?.children("schema").count == 2)
  }

  @Test("Another host or an unknown shop is sent to the front page; a shop that the key is not for is 403")
  func shops() {
    let foreign = desk(shop.key, host: "other.example.org").get("products/1")
    #expect(foreign.status == 302)
    #expect(foreign.headers["Location"] == "http://shop.example.org/?url=products%2F1")
    #expect(desk(shop.key).get("products?id_shop=9").status == 302)
    #expect(desk(shop.key).get("products?id_shop=2").status == 200)
    let refused = desk(Self.limited.text).get("products?id_shop=2")
    #expect(refused.status == 403)
    #expect(refused.codes == [132])
    #expect(desk(shop.key).get("products?id_group_shop=5").codes == [999])
    #expect(desk(shop.key).get("products?id_shop=1,2").codes == [999])
  }

  @Test("Orders are listed by shop, and all of them only on request")
  func ordersByShop() {
    shop.addProduct(reference: "A", name: "A", price: 10)
    let customer = shop.addCustomer(email: "a@example.org")
    let address = shop.addAddress(customer: customer)
    for id in [1, 2] { shop.placeOrder(ShopCart(customer: customer, address: address, rows: [.init(1)], shop: id)) }
    #expect(desk(shop.key).get("orders").ids == [1])
    #expect(desk(shop.key).get("orders?id_shop=2").ids == [2])
    #expect(desk(shop.key).get("orders?id_shop=all").ids == [1, 2])
    #expect(desk(shop.key).get("orders/2").status == 200)
  }

  @Test("PATCH exists since 8, nonsense never", arguments: ShopVersion.allCases)
  func methods(_ version: ShopVersion) throws {
    let shop = try SimulatedShop(version: version)
    shop.addProduct(reference: "A", name: "A", price: 10)
    let desk = ShopDesk(shop)
    let patch = desk.write("PATCH", "products", "<product><id>1</id><price>3</price></product>")
    let isThere = version == .v8 || version == .v9
    #expect(patch.status == (isThere ? 200 : 405))
    #expect(patch.codes == (isThere ? [] : [23]))
    #expect(desk.send("OPTIONS", "products").codes == [23])
  }
}
