import Foundation
import Records
import Testing
import XMLStream

@testable import Sandbox

@Suite("Stock of a simulated shop")
struct ShopStockTests {
  private struct Scene {
    let shop: SimulatedShop
    let desk: ShopDesk
    let customer: Int
    let address: Int

    init(_ version: ShopVersion = .v8, settings: ShopSettings = ShopSettings()) throws {
      shop = try SimulatedShop(version: version, settings: settings)
      desk = ShopDesk(shop)
      customer = shop.addCustomer(email: "a@example.com")
      address = shop.addAddress(customer: customer)
    }

    func cart(_ rows: [ShopCart.Row], state: Int = 2, shop: Int = 1) -> ShopCart {
      ShopCart(customer: customer, address: address, rows: rows, state: state, shop: shop)
    }
  }

  private func body(_ row: ShopRecord, quantity: Int) -> String {
    let names = [
      "id", "id_product", "id_product_attribute", "id_shop", "id_shop_group", "depends_on_stock", "out_of_stock",
    ]
    let fields = names.map { "<\($0)>\(row[$0])</\($0)>" }.joined()
    return "<stock_available>\(fields)<quantity>\(quantity)</quantity></stock_available>"
  }

  @Test("A sale takes from the combination's row and from the sum")
  func sale() throws {
    let scene = try Scene()
    let product = scene.shop.addProduct(reference: "P", name: "P", price: 10)
    let small = scene.shop.addCombination(product: product, reference: "P-S", quantity: 5)
    let large = scene.shop.addCombination(product: product, reference: "P-L", quantity: 7)
    scene.shop.placeOrder(scene.cart([.init(product, combination: small, quantity: 2)]))
    #expect(scene.shop.stock(product: product, combination: small) == 3)
    #expect(scene.shop.stock(product: product, combination: large) == 7)
    #expect(scene.shop.stock(product: product) == 10)
  }

  @Test(
    "Cancelling gives back, paying a cancelled order takes again, and waiting in between takes nothing",
    arguments: [
      ([2, 6], 10), ([2, 6, 2], 8), ([10, 6], 10), ([10, 8], 10), ([10, 2], 8), ([2, 7], 8), ([2, 6, 8], 10),
      // A cancelled order that waits for its money is not taken again, not even when the money comes.
      ([10, 6, 10], 10), ([10, 6, 10, 2], 10), ([10, 6, 10, 6], 12), ([10, 6, 10, 2, 6], 12), ([2, 7, 6], 10),
    ])
  func cancelling(_ states: [Int], _ left: Int) throws {
    let scene = try Scene()
    let product = scene.shop.addProduct(reference: "P", name: "P", price: 10, quantity: 10)
    let order = scene.shop.placeOrder(scene.cart([.init(product, quantity: 2)], state: states[0]))
    #expect(scene.shop.stock(product: product) == 8)
    for state in states.dropFirst() { scene.shop.changeState(order, to: state) }
    #expect(scene.shop.stock(product: product) == left)
    #expect(scene.shop.histories(of: order).map(\.state) == states)
  }

  @Test("An order that begins cancelled takes nothing")
  func bornCancelled() throws {
    let scene = try Scene()
    let product = scene.shop.addProduct(reference: "P", name: "P", price: 10, quantity: 10)
    let order = scene.shop.placeOrder(scene.cart([.init(product, quantity: 2)], state: 8))
    #expect(scene.shop.stock(product: product) == 10)
    scene.shop.pay(order)
    #expect(scene.shop.stock(product: product) == 8)
  }

  @Test("A customer cannot have more than there is, unless the product may be ordered without")
  func outOfStock() throws {
    let scene = try Scene()
    let product = scene.shop.addProduct(reference: "P", name: "P", price: 10, quantity: 3)
    let cart = scene.cart([.init(product, quantity: 2), .init(product, quantity: 2)])
    #expect(scene.shop.placeOrderIfInStock(cart) == nil)
    #expect(scene.shop.stock(product: product) == 3)
    #expect(scene.shop.placeOrderIfInStock(scene.cart([.init(product, quantity: 3)])) != nil)
    #expect(scene.shop.stock(product: product) == 0)
    let row = try #require(scene.shop.stockRowID(product: product))
    scene.shop.edit("stock_availables", row, ["out_of_stock": "1"])
    #expect(scene.shop.placeOrderIfInStock(cart) != nil)
    #expect(scene.shop.stock(product: product) == -4)
  }

  @Test("Each shop has rows of its own, and a product shows those of the shop that is asked")
  func twoShops() throws {
    let scene = try Scene(settings: ShopSettings(shopIDs: [1, 2]))
    let product = scene.shop.addProduct(reference: "P", name: "P", price: 10)
    let size = scene.shop.addCombination(product: product, reference: "P-S", quantity: 5)
    scene.shop.placeOrder(scene.cart([.init(product, combination: size, quantity: 2)], shop: 2))
    #expect(scene.shop.stock(product: product, shop: 1) == 5)
    #expect(scene.shop.stock(product: product, shop: 2) == 3)
    let second = try #require(scene.shop.stockRowID(product: product, combination: size, shop: 2))
    #expect(scene.desk.get("stock_availables/\(second)").codes == [131])
    #expect(scene.desk.get("stock_availables/\(second)?id_shop=2").status == 200)
    func shown(_ shop: Int) -> [String] {
      let list = scene.desk.get("products/\(product)?id_shop=\(shop)").entities.first?.child("associations")?
        .child("stock_availables")
      return (list?.children ?? []).map { $0.child("id")?.text ?? "" }
    }
    #expect(shown(2).contains("\(second)"))
    #expect(Set(shown(1)).isDisjoint(with: shown(2)))
    let row = try #require(scene.shop.record("stock_availables", second))
    #expect(scene.desk.write("PUT", "stock_availables", body(row, quantity: 9)).status == 200)
    #expect(scene.shop.stock(product: product, shop: 2) == 9)
    #expect(scene.shop.stock(product: product, shop: 1) == 5)
  }

  @Test("Shops that share stock sell from one row, and a stale row changes nothing for sale")
  func sharedStock() throws {
    let scene = try Scene(settings: ShopSettings(shopIDs: [1, 2], sharesStock: true))
    let product = scene.shop.addProduct(reference: "P", name: "P", price: 10, quantity: 5)
    let stale = scene.shop.insert(
      "stock_availables", ["id_product": "\(product)", "id_shop": "1", "quantity": "3", "out_of_stock": "2"])
    scene.shop.placeOrder(scene.cart([.init(product)], shop: 2))
    #expect(scene.shop.stock(product: product, shop: 1) == 4)
    let row = try #require(scene.shop.record("stock_availables", stale))
    #expect(scene.desk.write("PUT", "stock_availables", body(row, quantity: 99)).status == 200)
    #expect(scene.shop.stock(product: product) == 4)
    #expect(scene.desk.get("stock_availables?filter[id_product]=\(product)&sort=[id_ASC]").ids.count == 2)
    #expect(scene.desk.get("stock_availables/\(stale)").codes == [131])
  }

  @Test("A row that lost its shop is listed since 8 and not before", arguments: ShopVersion.allCases)
  func orphan(_ version: ShopVersion) throws {
    let scene = try Scene(version)
    let product = scene.shop.addProduct(reference: "P", name: "P", price: 10, quantity: 5)
    let row = try #require(scene.shop.stockRowID(product: product))
    scene.shop.edit("stock_availables", row, ["id_shop": "0"])
    #expect(scene.desk.get("stock_availables?filter[id]=\(row)").ids == (version.hasPatch ? [row] : []))
    #expect(scene.shop.stock(product: product) == nil)
  }

  @Test("A row that is missing comes back with the next sale, and the last combination leaves nothing for sale")
  func missingRow() throws {
    let scene = try Scene()
    let product = scene.shop.addProduct(reference: "P", name: "P", price: 10, quantity: 5)
    let row = try #require(scene.shop.stockRowID(product: product))
    scene.shop.delete("stock_availables", row)
    #expect(scene.desk.write("PATCH", "stock_availables", "<s><id>\(row)</id><quantity>4</quantity></s>").codes == [92])
    #expect(scene.shop.placeOrderIfInStock(scene.cart([.init(product)])) == nil)
    scene.shop.placeOrder(scene.cart([.init(product, quantity: 2)]))
    #expect(scene.shop.stock(product: product) == -2)
    let size = scene.shop.addCombination(product: product, reference: "P-S", quantity: 4)
    #expect(scene.shop.stock(product: product) == 4)
    scene.shop.delete("combinations", size)
    #expect(scene.shop.stock(product: product) == 0)
  }

  @Test("Products added in bulk answer as those added one by one", arguments: ShopVersion.allCases)
  func bulk(_ version: ShopVersion) throws {
    let settings = ShopSettings(shopIDs: [1, 2], clock: ShopClock(standingAt: Instant(utc: "2026-03-01 11:00:00")))
    let (single, many) = (try Scene(version, settings: settings), try Scene(version, settings: settings))
    for number in 0..<5 {
      single.shop.addProduct(reference: "R-\(number)", name: "Article R-\(number)", price: 10, quantity: number * 3)
    }
    let ids = many.shop.addProducts(5, reference: { "R-\($0)" }, quantity: { $0 * 3 })
    #expect(ids == 1..<6)
    #expect(many.shop.snapshot().changes(since: single.shop.snapshot()) == [])
    #expect(many.desk.get("products?display=full").body == single.desk.get("products?display=full").body)
    #expect(many.desk.get("products?filter[reference]=[R-3|R-4]&sort=[id_ASC]").ids == [4, 5])
  }

  @Test("A body of a hundred rows among a hundred thousand takes milliseconds, and so does reading four hundred")
  func speed() throws {
    let scene = try Scene()
    scene.shop.addProducts(100_000, reference: { "R-\($0)" }, quantity: { $0 % 50 })
    let ids = (1...100).map { $0 * 997 }
    let text = ids.compactMap { scene.shop.record("stock_availables", $0) }.map { body($0, quantity: 7) }.joined()
    let filter = (1...400).map { String($0 * 241) }.joined(separator: "|")
    let address = "stock_availables?display=full&filter[id_product]=[\(filter)]&filter[id_shop]=1&sort=[id_ASC]"
    #expect(scene.desk.get(address).ids.count == 400)
    let begun = ContinuousClock.now
    for _ in 1...10 {
      #expect(scene.desk.write("PUT", "stock_availables", text).status == 200)
      #expect(scene.desk.get(address).ids.count == 400)
    }
    // Far above what it takes, far below what going over all rows takes.
    #expect(ContinuousClock.now - begun < .seconds(20))
    #expect(scene.shop.stock(product: 997) == 7)
  }
}
