import Foundation
import Testing

@testable import Sandbox

@Suite("Several shops, more languages, and a shop that gets slower")
struct ShopBranchTests {
  private func shops() throws -> (SimulatedShop, ShopDesk) {
    let shop = try SimulatedShop(settings: ShopSettings(shopIDs: [1, 2]))
    return (shop, ShopDesk(shop))
  }

  private static let product =
    "<product><price>10</price><active>1</active><reference>NEU</reference><name><language id=\"1\">Cup</language>"
    + "<language id=\"2\">Tasse</language></name></product>"

  @Test("A product made in one shop is in no list of the other and cannot be read there")
  func made() throws {
    let (shop, desk) = try shops()
    let id = try #require(desk.write("POST", "products?id_shop=2", Self.product).ids.first)
    #expect(desk.get("products/\(id)?id_shop=1").codes == [131])
    #expect(desk.get("products/\(id)").status == 404)
    #expect(desk.get("products?filter[reference]=[NEU]&id_shop=1").ids == [])
    #expect(desk.get("products?filter[reference]=[NEU]&id_shop=2").ids == [id])
    #expect(desk.get("products?id_shop=all").ids == [])
    #expect(shop.stock(product: id, shop: 1) == nil)
    #expect(shop.stock(product: id, shop: 2) == 0)
  }

  @Test("A write for one shop leaves the other's price and texts, and shares the reference")
  func written() throws {
    let (shop, desk) = try shops()
    let id = shop.addProduct(reference: "A", name: "Tasse", price: 10)
    let before = shop.snapshot()
    let body =
      "<product><id>\(id)</id><price>12</price><reference>B</reference><name><language id=\"1\">Mug</language>"
      + "<language id=\"2\">Gobelet</language></name></product>"
    #expect(desk.write("PATCH", "products?id_shop=2", body).status == 200)
    #expect(shop.record("products", id, shop: 1)?["price"] == "10.000000")
    #expect(shop.record("products", id, shop: 1)?.texts["name"] == [1: "Tasse", 2: "Tasse"])
    #expect(shop.record("products", id, shop: 2)?["price"] == "12.000000")
    #expect(shop.record("products", id, shop: 2)?.texts["name"] == [1: "Mug", 2: "Gobelet"])
    #expect(shop.record("products", id, shop: 1)?["reference"] == "B")
    let changed = shop.snapshot().changes(since: before).filter { $0.resource == "products@1" }.map(\.field)
    #expect(changed == ["reference"])
  }

  @Test("A PATCH for a shop that does not have the product adds it there, inactive and empty")
  func added() throws {
    let (shop, desk) = try shops()
    let id = try #require(desk.write("POST", "products?id_shop=1", Self.product).ids.first)
    let price = "<product><id>\(id)</id><price>7</price></product>"
    #expect(desk.write("PATCH", "products?id_shop=2", price).status == 200)
    let other = try #require(shop.record("products", id, shop: 2))
    #expect(other["active"] == "0")
    #expect(other["price"] == "7.000000")
    #expect(other.texts["name"] == [1: "", 2: ""])
    #expect(shop.record("products", id, shop: 1)?["active"] == "1")
    #expect(shop.record("products", id, shop: 1)?["price"] == "10.000000")
  }

  @Test("A write for all shops puts the first shop's texts into every one")
  func everywhere() throws {
    let (shop, desk) = try shops()
    let id = shop.addProduct(reference: "A", name: "Tasse", price: 10)
    let name = "<name><language id=\"1\">Mug</language><language id=\"2\">Gobelet</language></name>"
    _ = desk.write("PATCH", "products?id_shop=2", "<product><id>\(id)</id>\(name)</product>")
    _ = desk.write("PATCH", "products?id_shop=all", "<product><id>\(id)</id><price>9</price></product>")
    #expect(shop.record("products", id, shop: 2)?.texts["name"] == [1: "Tasse", 2: "Tasse"])
  }

  @Test("Deleted in one shop, a product stays in the other; deleted there too, it is gone")
  func deleted() throws {
    let (shop, desk) = try shops()
    let id = shop.addProduct(reference: "A", name: "Tasse", price: 10, quantity: 3)
    #expect(desk.send("DELETE", "products/\(id)?id_shop=2").status == 200)
    #expect(shop.record("products", id, shop: 2) == nil)
    #expect(shop.stock(product: id, shop: 2) == nil)
    #expect(shop.stock(product: id, shop: 1) == 3)
    #expect(desk.send("DELETE", "products/\(id)?id_shop=1").status == 200)
    #expect(shop.record("products", id) == nil)
  }

  @Test("A combination is refused where it is not")
  func combination() throws {
    let (shop, desk) = try shops()
    let product = shop.addProduct(reference: "A", name: "Tasse", price: 10)
    let body = "<combination><id_product>\(product)</id_product><minimal_quantity>1</minimal_quantity></combination>"
    let id = try #require(desk.write("POST", "combinations?id_shop=1", body).ids.first)
    #expect(desk.get("combinations/\(id)?id_shop=2").codes == [131])
    let patch = "<combination><id>\(id)</id><price>1</price></combination>"
    #expect(desk.write("PATCH", "combinations?id_shop=2", patch).codes == [85])
  }

  @Test("A new language begins with the default one's texts")
  func language() throws {
    let shop = try SimulatedShop()
    let id = shop.addProduct(reference: "A", name: "Tasse", price: 10)
    shop.edit("products", id, [:], texts: ["name": [1: "Cup", 2: "Tasse"]])
    #expect(shop.addLanguage("de") == 3)
    #expect(shop.record("products", id)?.texts["name"] == [1: "Cup", 2: "Tasse", 3: "Tasse"])
    #expect(ShopDesk(shop).get("languages").ids == [1, 2, 3])
  }

  @Test("The shop says that it works longer the more it holds")
  func pace() throws {
    var settings = ShopSettings()
    settings.pace = ShopPace(entity: .milliseconds(10), entityPerThousandRows: .milliseconds(100))
    let shop = try SimulatedShop(settings: settings)
    let desk = ShopDesk(shop)
    func time() -> String? { desk.write("POST", "products", Self.product).headers["Execution-Time"] }
    #expect(time() == "0.015")
    shop.addProducts(3000, reference: { "R-\($0)" }, quantity: { $0 })
    #expect(time() == "0.315")
    #expect(desk.get("products/1").headers["Execution-Time"] == "0.005")
  }
}
