import Foundation
import Records
import Sandbox

/// The simulated shop before a real ERP, and a folder for the real program. What is made there is cancelled at the end.
struct RealStage {
  private static let customers = 10
  private static let articles = 20

  let shop: SimulatedShop
  let rpc: PlainRPC
  let worker: WorkerProgram
  /// The connection's name, another one each time.
  let instance: String
  private let clock: ShopClock
  private let buyers: [(customer: Int, address: Int)]
  private let products: [Int]

  /// - Throws: `RPCError` when the environment names no ERP, or the ERP sells nothing that has a reference of its own.
  static func make(mappings: String) async throws -> RealStage {
    let environment = ProcessInfo.processInfo.environment
    func setting(_ name: String) throws -> String {
      guard let value = environment["PASSERELLE_TEST_ERP_" + name], !value.isEmpty else {
        throw RPCError("Set PASSERELLE_TEST_ERP_URL, _DB, _LOGIN and _KEY: a test database, for orders are made in it.")
      }
      return value
    }
    let (url, database, login, key) = try (setting("URL"), setting("DB"), setting("LOGIN"), setting("KEY"))
    let rpc = try await PlainRPC(url: url, database: database, login: login, key: key)
    let instance = "benchmark-" + UUID().uuidString.prefix(6).lowercased()
    let clock = ShopClock()
    clock.advance(by: -86_400)
    let shop = try SimulatedShop(settings: ShopSettings(clock: clock))
    let products = try await references(rpc).enumerated().map { number, reference in
      shop.addProduct(
        reference: reference, name: reference, price: Decimal(5 + number * 3) + Decimal(number * 13 % 100) / 100,
        taxGroup: 1 + number % 3, quantity: 1_000_000)
    }
    let buyers = (0..<customers).map { number in
      let customer = shop.addCustomer(email: "client\(number).\(instance)@example.com", firstName: "Dominique")
      return (customer, shop.addAddress(customer: customer, fields: ["address1": "\(number) rue du Port"]))
    }
    let folder = try WorkerFolder.make(
      instance: instance, shopURL: "http://127.0.0.1:\(try await shop.start())",
      erp: "url: \"\(url)\", database: \"\(database)\", login: \"\(login)\"", mappings: [mappings])
    return RealStage(
      shop: shop, rpc: rpc,
      worker: WorkerProgram(
        folder: folder, environment: ["BENCHMARK_SHOP_KEY": shop.key, "BENCHMARK_ERP_KEY": key]),
      instance: instance, clock: clock, buyers: buyers, products: products)
  }

  /// References that one storable article each has.
  private static func references(_ rpc: PlainRPC) async throws -> [String] {
    let found = try await rpc.call(
      "product.product", "search_read",
      [[["default_code", "!=", false], ["sale_ok", "=", true], ["type", "!=", "service"]]],
      ["fields": ["default_code"], "order": "id desc", "limit": 500])
    let counted = Dictionary(grouping: found.list.compactMap { $0["default_code"].text }) { $0 }
    let unique = counted.filter { $0.value.count == 1 }.keys.sorted()
    guard unique.count >= 3 else { throw RPCError("The ERP has no articles with internal references to sell.") }
    return Array(unique.suffix(articles))
  }

  /// Paid orders of `rows` articles each; returns their ids in the shop.
  func placeOrders(_ count: Int, rows: Int) -> [Int] {
    (0..<count).map { number in
      let buyer = buyers[number % buyers.count]
      let chosen = (0..<rows).map { ShopCart.Row(products[(number * 3 + $0 * 7) % products.count], quantity: 1) }
      let order = shop.placeOrder(ShopCart(customer: buyer.customer, address: buyer.address, rows: chosen))
      shop.pay(order)
      clock.advance(by: 10)
      return order
    }
  }

  /// The sales orders made of these, by the shop's references, with how many are not as they should be.
  func salesOrders(of orders: [Int]) async throws -> (ids: [Int], wrong: Int) {
    let paid = Dictionary(
      orders.compactMap { shop.record("orders", $0) }.map { ($0["reference"], $0["total_paid_tax_incl"]) },
      uniquingKeysWith: { $1 })
    let found = try await rpc.call(
      "sale.order", "search_read", [[["client_order_ref", "in", .texts(Array(paid.keys))], ["origin", "!=", false]]],
      ["fields": ["client_order_ref", "amount_total", "state", "invoice_ids"], "order": "id"]
    ).list
    let right = found.count { order in
      Decimal(exactly: paid[order["client_order_ref"].text ?? ""] ?? "") == order["amount_total"].number
        && order["state"].text == "sale" && order["invoice_ids"].list.count == 1
    }
    return (found.compactMap { $0["id"].id }, orders.count - right)
  }

  /// Cancels sales orders, so that they hold no stock.
  func cancel(_ orders: [Int]) async throws {
    _ = try await rpc.call("sale.order", "action_cancel", [.ids(orders)], ["context": ["disable_cancel_warning": true]])
  }

  func stop() async {
    await rpc.close()
    await shop.stop()
    try? FileManager.default.removeItem(atPath: worker.folder)
  }
}
