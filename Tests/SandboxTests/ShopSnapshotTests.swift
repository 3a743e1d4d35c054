import Records
import Testing

@testable import Sandbox

@Suite("What changed in a simulated shop")
struct ShopSnapshotTests {
  @Test("Every changed field is told, in every language, and every row that came or went")
  func changes() throws {
    let shop = try SimulatedShop()
    let product = shop.addProduct(reference: "A", name: "A", price: 1)
    let before = shop.snapshot()
    #expect(shop.snapshot().changes(since: before) == [])
    shop.edit("products", product, ["price": "2"], texts: ["name": [1: "A", 2: "B"]], movesDate: false)
    let row = try #require(shop.stockRowID(product: product))
    shop.delete("stock_availables", row)
    let changes = shop.snapshot().changes(since: before).map(\.description)
    #expect(
      changes == [
        "products 1 name[2]: A -> B", "products 1 price: 1.000000 -> 2.000000", "stock_availables 1 id: 1 -> -",
      ])
    #expect(shop.snapshot(of: ["orders"]).changes(since: shop.snapshot(of: ["orders"])) == [])
  }

  @Test("A list that was changed is told")
  func lists() throws {
    let shop = try SimulatedShop()
    let product = shop.addProduct(reference: "A", name: "A", price: 1)
    let before = shop.snapshot(of: ["products"])
    _ = ShopDesk(shop).write(
      "PATCH", "products",
      "<product><id>\(product)</id><associations><categories><category><id>1</id></category></categories></associations></product>"
    )
    let changed = shop.snapshot(of: ["products"]).changes(since: before).map(\.field)
    #expect(changed.contains("categories[]"))
  }
}
