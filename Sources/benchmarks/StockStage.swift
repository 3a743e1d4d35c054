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

  /// - Parameter inShop: what the shop says before the first run of a product of that number that the ERP has so many of.
  static func make(rows: Int, mappings: String, inShop: (_ number: Int, _ quantity: Int) -> Int) async throws
    -> StockStage
  {
    let begun = ContinuousClock.now
    let shop = try SimulatedShop()
    let erp = try SimulatedERP(version: .v18)
    let wanted = (0..<rows).map { 5 + $0 % 90 }
    let products = shop.addProducts(rows, reference: reference, quantity: { inShop($0, wanted[$0]) })
    let variants = (0..<rows).map { number in
      let variant = erp.addProduct(reference: reference(number), name: "Article \(number)")
      erp.setOnHand(product: variant, quantity: Decimal(wanted[number]))
      return variant
    }
    let seeding = (ContinuousClock.now - begun) / .seconds(1)
    let shopPort = try await shop.start()
    let erpPort = try await erp.start()
    let folder = try WorkerFolder.make(
      instance: "benchmark", shopURL: "http://127.0.0.1:\(shopPort)",
      erp: "url: \"http://127.0.0.1:\(erpPort)\", database: erp, login: connector", mappings: mappings)
    return StockStage(
      shop: shop, erp: erp,
      worker: WorkerProgram(
        folder: folder, environment: ["BENCHMARK_SHOP_KEY": shop.key, "BENCHMARK_ERP_KEY": "connector-key"]),
      products: Array(products), variants: variants, wanted: wanted, seeding: seeding)
  }

  private init(
    shop: SimulatedShop, erp: SimulatedERP, worker: WorkerProgram, products: [Int], variants: [Int], wanted: [Int],
    seeding: Double
  ) {
    self.shop = shop
    self.erp = erp
    self.worker = worker
    self.products = products
    self.variants = variants
    self.wanted = wanted
    self.seeding = seeding
  }

  private static func reference(_ number: Int) -> String { "BULK-\(number)" }

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

  /// One run of the program, with what the servers counted of it.
  func run(_ arguments: [String], ends: Set<Int32> = [0]) async throws -> SimulatedRun {
    shop.log.reset()
    erp.log.reset()
    erp.forgetCalls()
    let usage = try await worker.run(arguments, ends: ends)
    return SimulatedRun(usage: usage, shop: shop.log.entries, erp: erp.calls)
  }

  // MARK: What happens in the ERP

  /// Changes the stock of so many products, spread over all: one half is counted anew, of the other half one piece each is sold, and
  /// of every second order delivered too.
  func change(_ count: Int) {
    let step = max(1, products.count / max(1, count))
    let numbers = (0..<min(count, products.count)).map { $0 * step }
    let counted = numbers.prefix(numbers.count / 2)
    for number in counted {
      wanted[number] += 3
      erp.setOnHand(product: variants[number], quantity: Decimal(wanted[number]))
    }
    let partner = erp.create("res.partner", ["name": "Benchmark"]) ?? 0
    for (index, lines) in Array(numbers.dropFirst(counted.count)).chunks(of: 50).enumerated() {
      guard let order = erp.create("sale.order", ["partner_id": .integer(partner)]) else { continue }
      for number in lines {
        erp.create(
          "sale.order.line",
          ["order_id": .integer(order), "product_id": .integer(variants[number]), "product_uom_qty": 1])
        wanted[number] -= 1
      }
      erp.confirmOrder(order)
      if index % 2 == 0 { erp.deliver(order: order) }
    }
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
