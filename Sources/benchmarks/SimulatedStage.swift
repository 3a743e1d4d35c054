import Foundation
import Records
import Sandbox

/// Both simulated servers in this process, filled with orders, and a folder for the real program.
struct SimulatedStage {
  let shop: SimulatedShop
  let erp: SimulatedERP
  let worker: WorkerProgram
  let orders: [Int]
  /// What no order has been for yet.
  let unsold: Int
  /// How long filling took, in seconds.
  let seeding: Double

  /// Orders are placed a minute apart, so that a shop's usual overlap of ten minutes holds as many as in a real one.
  static let secondsBetweenOrders = 60

  static func make(orders count: Int, rows: Int, mappings: String) async throws -> SimulatedStage {
    let begun = ContinuousClock.now
    let clock = ShopClock()
    clock.advance(by: -3600 - count * secondsBetweenOrders)
    let shop = try SimulatedShop(settings: ShopSettings(clock: clock))
    let erp = try SimulatedERP(version: .v18, settings: ERPSettings(priceDigits: 6))
    let orders = BulkSeed(orders: count, rows: rows, secondsBetween: secondsBetweenOrders).fill(shop, erp)
    erp.setOnHand(product: erp.addProduct(reference: "UNSOLD", name: "Unsold"), quantity: 100)
    let unsold = shop.addProduct(reference: "UNSOLD", name: "Unsold", price: 12, quantity: 100)
    clock.advance(by: 3600)
    let seeding = (ContinuousClock.now - begun) / .seconds(1)
    let shopPort = try await shop.start()
    let erpPort = try await erp.start()
    let folder = try WorkerFolder.make(
      instance: "benchmark", shopURL: "http://127.0.0.1:\(shopPort)",
      erp: "url: \"http://127.0.0.1:\(erpPort)\", database: erp, login: connector", mappings: [mappings])
    return SimulatedStage(
      shop: shop, erp: erp,
      worker: WorkerProgram(
        folder: folder, environment: ["BENCHMARK_SHOP_KEY": shop.key, "BENCHMARK_ERP_KEY": "connector-key"]),
      orders: orders, unsold: unsold, seeding: seeding)
  }

  /// One run of the program, with what the servers counted of it.
  func sync() async throws -> SimulatedRun {
    shop.log.reset()
    erp.log.reset()
    erp.forgetCalls()
    let usage = try await worker.sync()
    return SimulatedRun(
      usage: usage, shop: shop.log.entries, erp: erp.calls, requests: shop.log.entries + erp.log.entries)
  }

  /// A new customer orders something that nobody ordered before, with a voucher: nothing of it is linked yet.
  func placeFreshOrder() -> Int {
    let customer = shop.addCustomer(email: "fresh@example.com", firstName: "Alix", lastName: "Morel")
    let address = shop.addAddress(customer: customer, fields: ["address1": "1 quai Neuf"])
    let voucher = shop.addCartRule("NEUF", ["reduction_percent": "9.00"])
    let order = shop.placeOrder(
      ShopCart(customer: customer, address: address, rows: [ShopCart.Row(unsold, quantity: 2)], vouchers: [voucher]))
    shop.pay(order)
    return order
  }

  /// How many of these orders the ERP holds confirmed, invoiced and equal to the cent; and how many documents it has in all.
  func proof(_ orders: [Int]) -> (right: Int, documents: Int) {
    let documents = erp.orders()
    let byName = Dictionary(
      documents.flatMap { document in document.externalIDs.map { ($0, document) } }, uniquingKeysWith: { $1 })
    let right = orders.count { id in
      guard let document = byName["passerelle.benchmark-order-\(id)"] else { return false }
      let paid = shop.record("orders", id).flatMap { Decimal(exactly: $0["total_paid_tax_incl"]) }
      return document.total == paid && document.state == "sale" && document.invoices.count == 1
    }
    return (right, documents.count)
  }

  func stop() async {
    await shop.stop()
    await erp.stop()
    try? FileManager.default.removeItem(atPath: worker.folder)
  }
}
