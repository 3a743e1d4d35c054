import Foundation
import Journal
import JournalStore
import Records
import Sandbox

/// Both simulated servers in this process with a catalogue, and a folder for the real program.
final class CatalogueStage {
  let shop: SimulatedShop
  let erp: SimulatedERP
  let worker: WorkerProgram
  private let clock: StageClock
  private let shopClock: ShopClock

  /// Filling was long ago: a catalogue is not made in the ten minutes before a run.
  private static let age = 86_400
  /// So many copies are written in one moment, and so many seconds later the next ones.
  private static let writtenTogether = 100
  private static let pause = 60.0

  private init(
    shop: SimulatedShop, erp: SimulatedERP, worker: WorkerProgram, clock: StageClock, shopClock: ShopClock
  ) {
    self.shop = shop
    self.erp = erp
    self.worker = worker
    self.clock = clock
    self.shopClock = shopClock
  }

  /// An empty shop of that release, and an Odoo that sells nothing yet.
  static func make(_ version: ShopVersion, mappings: [String], pace: ShopPace = ShopPace()) async throws
    -> CatalogueStage
  {
    let clock = StageClock(shift: -Double(age))
    let shopClock = ShopClock()
    shopClock.advance(by: -age)
    let shop = try SimulatedShop(version: version, settings: ShopSettings(clock: shopClock, pace: pace))
    let erp = try SimulatedERP(version: .v18, settings: ERPSettings(clock: { clock.now }))
    let shopPort = try await shop.start()
    let erpPort = try await erp.start()
    let folder = try WorkerFolder.make(
      instance: "benchmark", shopURL: "http://127.0.0.1:\(shopPort)",
      erp: "url: \"http://127.0.0.1:\(erpPort)\", database: erp, login: connector", mappings: mappings)
    let worker = WorkerProgram(
      folder: folder, environment: ["BENCHMARK_SHOP_KEY": shop.key, "BENCHMARK_ERP_KEY": "connector-key"])
    return CatalogueStage(shop: shop, erp: erp, worker: worker, clock: clock, shopClock: shopClock)
  }

  // MARK: The catalogue

  /// Sells so many simple products, of which the first is made in the shop by the program itself and the others are copies on both sides:
  /// both agree on every field.
  /// - Returns: the ERP's templates and the shop's products, in the same order.
  func addEqualProducts(_ count: Int) async throws -> (templates: [Int], products: [Int]) {
    let category = erp.addCategory("Lamps")
    var draft = ERPProductDraft(["en_US": "Desk lamp", "fr_FR": "Lampe de bureau"])
    draft.description = ["en_US": "Turns and bends.", "fr_FR": "Se tourne et se plie."]
    draft.reference = "LAMP"
    draft.listPrice = 40
    draft.category = category
    draft.tags = [erp.addTag(["en_US": "light", "fr_FR": "lumière"])].compactMap(\.self)
    draft.fields = ["weight": 2, "standard_price": 25]
    guard let made = erp.add(draft) else { throw StageFailure("The product could not be made.") }
    _ = try await run(["sync"])
    guard let product = shop.records("products").last?.id else {
      throw StageFailure("The first product did not come to the shop.")
    }
    let templates = multiply(made.template, count)
    let products = shop.multiply(product: product, count: count)
    try await link(templates, products)
    return (templates, products)
  }

  /// Writes into the journal what the links would be had the program made the copies.
  private func link(_ templates: [Int], _ products: [Int]) async throws {
    let journal = try SQLiteJournal(path: worker.folder + "/passerelle.sqlite", instance: "benchmark")
    for part in zip(templates, products).map({ ($0, $1) }).chunks(of: 5000) {
      var settlement = PageSettlement()
      for (template, product) in part {
        settlement.links.append(
          Link(
            set: "products", sourceSystem: "odoo", source: RecordKey(template), targetSystem: "prestashop",
            target: RecordKey(product), isAccepted: true))
        guard let variant = erp.variants(ofTemplate: template).first?.id else { continue }
        settlement.links.append(
          Link(
            set: "variants", sourceSystem: "prestashop", source: RecordKey([String(product), "0"]),
            targetSystem: "odoo", target: RecordKey(variant), isAccepted: true))
      }
      try await journal.settle(settlement)
    }
    try journal.close()
  }

  /// Sells so many products in four variants each: two colours, two sizes.
  func addProductsWithCombinations(_ count: Int) throws {
    let colour = erp.addAttribute(
      ["en_US": "Colour", "fr_FR": "Couleur"],
      values: [["en_US": "Red", "fr_FR": "Rouge"], ["en_US": "Blue", "fr_FR": "Bleu"]])
    let size = erp.addAttribute(
      ["en_US": "Size", "fr_FR": "Taille"],
      values: [["en_US": "Small", "fr_FR": "Petit"], ["en_US": "Large", "fr_FR": "Grand"]])
    var draft = ERPProductDraft(["en_US": "Shirt", "fr_FR": "Chemise"])
    draft.listPrice = 30
    draft.category = erp.addCategory("Shirts")
    draft.lines = [(colour.attribute, colour.values), (size.attribute, size.values)]
    guard let made = erp.add(draft) else { throw StageFailure("The product with variants could not be made.") }
    for (number, variant) in made.variants.enumerated() {
      erp.editByHand("product.product", variant, ["default_code": .text("SHIRT-\(number + 1)")])
    }
    _ = multiply(made.template, count)
  }

  /// Copies come in the course of hours, as they do when people or an import make them: a change feed shows moments that differ.
  private func multiply(_ template: Int, _ count: Int) -> [Int] {
    let numbers = count > 1 ? Array(2...count) : []
    return [template]
      + numbers.chunks(of: Self.writtenTogether).flatMap { part -> [Int] in
        clock.advance(by: Self.pause)
        return erp.multiply(template: template, numbers: part[0]..<part[0] + part.count)
      }
  }

  /// A person changes what a product costs, an hour after everything else.
  func reprice(_ template: Int, to price: Int) {
    advance(by: 3600)
    erp.editByHand("product.template", template, ["list_price": .integer(price)])
  }

  /// A person gives a variant another number, an hour after everything else.
  func changeVariant(ofTemplate template: Int) {
    advance(by: 3600)
    for variant in erp.variants(ofTemplate: template) {
      erp.editByHand("product.product", variant.id, ["default_code": .text("LAMP-NEW")])
    }
  }

  /// What the shop asks for a product, without tax.
  func price(_ product: Int) -> Decimal? { shop.record("products", product).flatMap { Decimal(string: $0["price"]) } }

  func advance(by seconds: Int) {
    clock.advance(by: Double(seconds))
    shopClock.advance(by: seconds)
  }

  // MARK: Runs

  /// One run of the program, a minute after the last change, with what the servers counted of it.
  func run(_ arguments: [String], ends: Set<Int32> = [0]) async throws -> SimulatedRun {
    advance(by: 60)
    shop.log.reset()
    erp.log.reset()
    erp.forgetCalls()
    let usage = try await worker.run(arguments, ends: ends)
    return SimulatedRun(
      usage: usage, shop: shop.log.entries, erp: erp.calls, requests: shop.log.entries + erp.log.entries)
  }

  func stop() async {
    await shop.stop()
    await erp.stop()
    try? FileManager.default.removeItem(atPath: worker.folder)
  }
}

/// A benchmark's world could not be made.
struct StageFailure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
