import Foundation
import Records
import Testing
import XMLStream

@testable import Sandbox

@Suite("Writing to a simulated shop")
struct ShopWritingTests {
  private func shop(_ version: ShopVersion = .v8) throws -> (SimulatedShop, ShopDesk) {
    let shop = try SimulatedShop(version: version)
    for index in 1...3 {
      shop.addProduct(reference: "REF-\(index)", name: "Produit \(index)", price: Decimal(10 * index), quantity: 5)
    }
    return (shop, ShopDesk(shop))
  }

  private func stock(_ id: Int, _ product: Int, _ quantity: String, _ more: String = "<id_shop>1</id_shop>") -> String {
    "<stock_available><id>\(id)</id><id_product>\(product)</id_product><id_product_attribute>0</id_product_attribute>\(more)"
      + "<quantity>\(quantity)</quantity><depends_on_stock>0</depends_on_stock><out_of_stock>2</out_of_stock></stock_available>"
  }

  @Test(
    "Several entities in a body are saved one after another: those before the bad one stay",
    arguments: ShopVersion.allCases)
  func partialSave(_ version: ShopVersion) throws {
    let (shop, desk) = try shop(version)
    let reply = desk.write("PUT", "stock_availables", stock(1, 1, "11") + stock(2, 2, "x") + stock(3, 3, "13"))
    #expect(reply.status == 400)
    #expect(reply.codes == [85])
    #expect([1, 2, 3].map { shop.stock(product: $0) } == [11, 5, 5])
  }

  @Test("What is wrong with ids is said before anything is saved")
  func ids() throws {
    let (shop, desk) = try shop()
    #expect(desk.write("PUT", "stock_availables", stock(1, 1, "11") + stock(1, 1, "12")).codes == [89])
    #expect(desk.write("PUT", "products", "<product><price>1</price></product>").codes == [90])
    #expect(desk.write("PUT", "products", "<products><product><id>1</id></product></products>").codes == [90])
    #expect(desk.write("POST", "products", "<product><id>4</id><price>1</price></product>").codes == [91])
    #expect(desk.send("POST", "products", "<prestashop><product>").codes == [127])
    #expect(desk.write("PUT", "stock_availables", stock(1, 1, "11") + stock(99, 1, "12")).codes == [92])
    #expect(shop.stock(product: 1) == 11)
    #expect(desk.write("POST", "products", "").status == 201)
  }

  @Test("A PUT empties every field that it does not name and keeps the lists")
  func fullReplacement() throws {
    let (shop, desk) = try shop()
    let reply = desk.write("PUT", "products", "<product><id>1</id><price>99</price></product>")
    #expect(reply.status == 200)
    let product = try #require(shop.record("products", 1))
    #expect(product["price"] == "99.000000")
    #expect(product["active"] == "0")
    #expect(product["state"] == "0")
    #expect(product["reference"].isEmpty)
    #expect(product.texts["name"] == [1: "", 2: ""])
    #expect(product.lists["categories"] == [["id": "2"]])
  }

  @Test("A PATCH changes what it names, but a text sent in one language loses the other")
  func patch() throws {
    let (shop, desk) = try shop()
    shop.edit("products", 1, [:], texts: ["name": [1: "Cup", 2: "Tasse"]])
    #expect(desk.write("PATCH", "products", "<product><id>1</id><price>3.5</price></product>").status == 200)
    #expect(shop.record("products", 1)?["reference"] == "REF-1")
    #expect(shop.record("products", 1)?.texts["name"] == [1: "Cup", 2: "Tasse"])
    _ = desk.write("PATCH", "products", "<product><id>1</id><name><language id=\"2\">Bol</language></name></product>")
    #expect(shop.record("products", 1)?.texts["name"] == [1: "", 2: "Bol"])
  }

  @Test(
    "Fields that cannot be written, are missing or are wrong",
    arguments: [
      ("<product><price>1</price><quantity>5</quantity></product>", [93]),
      ("<product><reference>A</reference></product>", [41]),
      ("<product><price>1,5</price></product>", [85]), ("<product><price>1</price><ean13>ABC</ean13></product>", [85]),
      ("<product><price>1</price><name><language id=\"1\">a=b</language></name></product>", [84]),
      ("<product><price>1</price><reference>\(String(repeating: "x", count: 65))</reference></product>", [85]),
    ])
  func refusals(_ body: String, _ codes: [Int]) throws {
    let (shop, desk) = try shop()
    let reply = desk.write("POST", "products", body)
    #expect(reply.status == 400)
    #expect(reply.codes == codes)
    #expect(shop.count("products") == 3)
  }

  @Test("An unknown list is an error, but the fields are saved already")
  func unknownAssociation() throws {
    let (shop, desk) = try shop()
    let reply = desk.write(
      "PATCH", "products",
      "<product><id>1</id><price>7</price><associations><foos><foo><id>1</id></foo></foos></associations></product>")
    #expect(reply.codes == [86])
    #expect(shop.record("products", 1)?["price"] == "7.000000")
  }

  @Test(
    "A new product gets its stock row; one without a name is a PHP warning before 8", arguments: ShopVersion.allCases)
  func newProduct(_ version: ShopVersion) throws {
    let (shop, desk) = try shop(version)
    let nameless = desk.write("POST", "products", "<product><price>3</price></product>")
    #expect(nameless.status == (version == .v8 || version == .v9 ? 201 : 500))
    let named = desk.write(
      "POST", "products",
      "<product><price>3</price><name><language id=\"2\">Tasse</language></name><link_rewrite><language id=\"2\">tasse</language></link_rewrite></product>"
    )
    #expect(named.status == 201)
    let id = try #require(named.ids.first)
    #expect(shop.stock(product: id) == 0)
    #expect(shop.record("products", id)?["active"] == "0")
  }

  @Test(
    "A stock row written without its shop belongs to none: it is lost for sale and for reading",
    arguments: [ShopVersion.v8, .v9])
  func stockTrap(_ version: ShopVersion) throws {
    let (shop, desk) = try shop(version)
    #expect(desk.write("PUT", "stock_availables", stock(1, 1, "8", "")).status == 200)
    #expect(shop.stock(product: 1) == nil)
    let lost = desk.get("stock_availables/1")
    #expect(lost.status == 404)
    #expect(lost.codes == [131])
    #expect(desk.write("PUT", "stock_availables", stock(1, 1, "8")).status == 200)
    #expect(shop.stock(product: 1) == 8)
  }

  @Test("Stock rows can neither be made nor deleted, and follow no warehouse before 9", arguments: ShopVersion.allCases)
  func stockRules(_ version: ShopVersion) throws {
    let (_, desk) = try shop(version)
    #expect(
      desk.write("POST", "stock_availables", "<stock_available><id_product>1</id_product></stock_available>").codes == [
        101
      ])
    #expect(desk.send("DELETE", "stock_availables/1").codes == [101])
    let managed = stock(1, 1, "8").replacing("<depends_on_stock>0", with: "<depends_on_stock>1")
    let reply = desk.write("PUT", "stock_availables", managed)
    #expect(reply.codes == (version == .v9 ? [] : [133, 46]))
  }

  @Test("The product's stock is the sum of its combinations'")
  func sums() throws {
    let (shop, desk) = try shop()
    let values = shop.addOption("Taille", values: ["38", "40"]).values
    let combinations = values.map {
      shop.addCombination(product: 1, reference: "REF-1-\($0)", quantity: 3, options: [$0])
    }
    #expect(shop.stock(product: 1) == 6)
    let row = try #require(
      shop.records("stock_availables", where: "id_product_attribute", is: "\(combinations[0])").first)
    _ = desk.write(
      "PATCH", "stock_availables", "<stock_available><id>\(row.id)</id><quantity>10</quantity></stock_available>")
    #expect(shop.stock(product: 1) == 13)
    let product = try #require(desk.get("products/1").document?.child("product")?.child("associations"))
    #expect(product.child("combinations")?.children.count == 2)
    #expect(product.child("stock_availables")?.children.count == 3)
  }

  @Test("Deleting several: one unknown id and none is deleted")
  func delete() throws {
    let (shop, desk) = try shop()
    let refused = desk.send("DELETE", "products/?id=[1,99]")
    #expect(refused.status == 404)
    #expect(refused.codes == [87])
    #expect(shop.count("products") == 3)
    #expect(desk.send("DELETE", "products/?id=[1,2]").status == 200)
    #expect(shop.records("products").map(\.id) == [3])
    #expect(shop.records("stock_availables").map { $0["id_product"] } == ["3"])
  }

  @Test("Who may share an e-mail address depends on the release", arguments: ShopVersion.allCases)
  func emails(_ version: ShopVersion) throws {
    let (shop, desk) = try shop(version)
    shop.addCustomer(email: "jeanne@example.org")
    let twin =
      "<customer><firstname>J</firstname><lastname>M</lastname><email>JEANNE@example.org</email><passwd>secret-secret</passwd>"
    let registered = desk.write("POST", "customers", twin + "</customer>")
    let guest = desk.write("POST", "customers", twin + "<is_guest>1</is_guest></customer>")
    switch version {
    case .v16:
      #expect(registered.status == 201)
      #expect(guest.codes == [46])
    case .v17, .v8:
      #expect(registered.codes == [140, 46])
      #expect(guest.codes == [140, 46])
    case .v9:
      #expect(registered.codes == [140, 46])
      #expect(guest.status == 201)
    }
  }

  @Test("On 9 a PUT of a customer destroys the secret key for good")
  func secretKey() throws {
    let (shop, desk) = try shop(.v9)
    let id = shop.addCustomer(email: "a@example.org")
    let fields =
      "<id>\(id)</id><firstname>J</firstname><lastname>M</lastname><email>a@example.org</email><passwd>secret-secret</passwd>"
    #expect(desk.write("PATCH", "customers", "<customer><id>\(id)</id><company>X</company></customer>").status == 200)
    #expect(shop.record("customers", id)?["secure_key"].count == 32)
    #expect(desk.write("PUT", "customers", "<customer>\(fields)<secure_key>0</secure_key></customer>").codes == [93])
    #expect(desk.write("PUT", "customers", "<customer>\(fields)</customer>").status == 200)
    #expect(shop.record("customers", id)?["secure_key"].isEmpty == true)
  }
}
