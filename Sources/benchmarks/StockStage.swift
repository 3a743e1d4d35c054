import Foundation
import Journal
import JournalStore
import Records
import Sandbox

/// Both simulated servers in this process with any number of simple products in stock, and a folder for the real program.
final class StockStage {
  let shop: SimulatedShop
  let erp: SimulatedERP
  let worker: WorkerProgram
  /// The shop's products, and the ERP's variants of the same references.
  let products: [Int]
  let variants: [Int]
  /// What must be for sale of each.
  private(set) var wanted: [Int]
  /// How long filling took, in seconds.
  let seeding: Double
  /// The ERP's. Filling was long ago, changes come over hours: in a real ERP, few rows were written in the last minutes.
  private let clock: StageClock

  /// Products were made one after the other, so that a connection's usual overlap of ten minutes holds as few as in a real ERP.
  private static let secondsBetweenProducts = 10.0

  /// Nothing is for sale in the shop yet. Every product has a number of pieces and a moment of its own.
  static func empty(rows: Int, mappings: String) async throws -> StockStage {
    let begun = ContinuousClock.now
    let clock = StageClock(shift: -86_400 - secondsBetweenProducts * Double(rows))
    let (shop, erp) = (
      try SimulatedShop(), try SimulatedERP(version: .v18, settings: ERPSettings(clock: { clock.now }))
    )
    let wanted = (0..<rows).map { 5 + $0 % 90 }
    let products = shop.addProducts(rows, reference: reference, quantity: { _ in 0 })
    let variants = (0..<rows).map { number in
      clock.advance(by: secondsBetweenProducts)
      let variant = erp.addProduct(reference: reference(number), name: "Article \(number)")
      erp.setOnHand(product: variant, quantity: Decimal(wanted[number]))
      return variant
    }
    return try await make(shop, erp, clock, products, variants, wanted, begun: begun, mappings: mappings)
  }

  /// Both sides agree, but for every ten-thousandth row.
  static func equal(rows: Int, mappings: String) async throws -> StockStage {
    let begun = ContinuousClock.now
    let clock = StageClock(shift: -86_400)
    let (shop, erp) = (
      try SimulatedShop(), try SimulatedERP(version: .v18, settings: ERPSettings(clock: { clock.now }))
    )
    let products = shop.addProducts(rows, reference: reference, quantity: { $0 % 10_000 == 7 ? 39 : 40 })
    let variants = erp.addProducts(count: rows, reference: prefix, quantity: 40)
    let wanted = [Int](repeating: 40, count: rows)
    return try await make(shop, erp, clock, products, Array(variants), wanted, begun: begun, mappings: mappings)
  }

  private static func make(
    _ shop: SimulatedShop, _ erp: SimulatedERP, _ clock: StageClock, _ products: Range<Int>, _ variants: [Int],
    _ wanted: [Int], begun: ContinuousClock.Instant, mappings: String
  ) async throws -> StockStage {
    let seeding = (ContinuousClock.now - begun) / .seconds(1)
    let shopPort = try await shop.start()
    let erpPort = try await erp.start()
    let folder = try WorkerFolder.make(
      instance: "benchmark", shopURL: "http://127.0.0.1:\(shopPort)",
      erp: "url: \"http://127.0.0.1:\(erpPort)\", database: erp, login: connector", mappings: [mappings])
    return StockStage(
      shop: shop, erp: erp,
      worker: WorkerProgram(
        folder: folder, environment: ["BENCHMARK_SHOP_KEY": shop.key, "BENCHMARK_ERP_KEY": "connector-key"]),
      products: Array(products), variants: variants, wanted: wanted, seeding: seeding,
      clock: clock)
  }

  private init(
    shop: SimulatedShop, erp: SimulatedERP, worker: WorkerProgram, products: [Int], variants: [Int], wanted: [Int],
    seeding: Double, clock: StageClock
  ) {
    self.shop = shop
    self.erp = erp
    self.worker = worker
    self.products = products
    self.variants = variants
    self.wanted = wanted
    self.seeding = seeding
    self.clock = clock
  }

  private static let prefix = "BULK-"

  private static func reference(_ number: Int) -> String { prefix + String(number + 1) }

  // MARK: Links

  /// Writes into the journal what `passerelle match variants` would find; returns the seconds.
  func linkDirectly() async throws -> Double {
    let begun = ContinuousClock.now
    let journal = try SQLiteJournal(path: worker.folder + "/passerelle.sqlite", instance: "benchmark")
    for part in zip(products, variants).map({ ($0, $1) }).chunks(of: 5000) {
      var settlement = PageSettlement()
      settlement.links = part.map { product, variant in
        Link(
          set: "variants", sourceSystem: "prestashop", source: RecordKey([String(product), "0"]),
          targetSystem: "odoo", target: RecordKey(variant), isAccepted: true)
      }
      try await journal.settle(settlement)
    }
    try journal.close()
    return (ContinuousClock.now - begun) / .seconds(1)
  }

  // MARK: Runs

  /// One run of the program, a minute after the last change, with what the servers counted of it.
  func run(_ arguments: [String], ends: Set<Int32> = [0]) async throws -> SimulatedRun {
    clock.advance(by: 60)
    shop.log.reset()
    erp.log.reset()
    erp.forgetCalls()
    let usage = try await worker.run(arguments, ends: ends)
    return SimulatedRun(
      usage: usage, shop: shop.log.entries, erp: erp.calls, requests: shop.log.entries + erp.log.entries)
  }

  // MARK: What happens in the ERP

  /// Changes the stock of so many products, spread over all and over an hour: one half is counted anew, of the other half one piece each
  /// is sold, and of every second order delivered too.
  func change(_ count: Int) {
    let count = min(count, products.count)
    let step = products.count / max(1, count)
    let numbers = (0..<count).map { $0 * step }
    let pause = 3600 / Double(max(1, count))
    for number in numbers.prefix(count / 2) { self.count(number, after: pause) }
    for (index, part) in Array(numbers.dropFirst(count / 2)).chunks(of: 50).enumerated() {
      sell(part, delivered: index % 2 == 0)
      clock.advance(by: pause * Double(part.count))
    }
  }

  /// One more product is counted, an hour later.
  func changeOneLater() { count(products.count / 2, after: 3600) }

  private func count(_ number: Int, after seconds: Double) {
    clock.advance(by: seconds)
    wanted[number] += 3
    erp.setOnHand(product: variants[number], quantity: Decimal(wanted[number]))
  }

  private func sell(_ numbers: [Int], delivered: Bool) {
    guard let partner = erp.create("res.partner", ["name": "Benchmark"]),
      let order = erp.create("sale.order", ["partner_id": .integer(partner)])
    else { return }
    for number in numbers {
      erp.create(
        "sale.order.line",
        ["order_id": .integer(order), "product_id": .integer(variants[number]), "product_uom_qty": 1])
      wanted[number] -= 1
    }
    erp.confirmOrder(order)
    if delivered { erp.deliver(order: order) }
  }

  /// How many of the shop's rows do not say what must be for sale.
  var wrongRows: Int {
    var quantities: [String: String] = [:]
    for row in shop.records("stock_availables") { quantities[row["id_product"]] = row["quantity"] }
    return zip(products, wanted).count { quantities[String($0)] != String($1) }
  }

  func stop() async {
    await shop.stop()
    await erp.stop()
    try? FileManager.default.removeItem(atPath: worker.folder)
  }
}
