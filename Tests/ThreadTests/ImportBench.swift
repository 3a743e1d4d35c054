import Engine
import Foundation
import Journal
import JournalStore
import Logging
import Mapping
import Odoo
import PrestaShop
import Records
import Sandbox

/// A simulated shop with a catalogue, and a simulated ERP without one.
final class ImportBench: Sendable {
  let shop: SimulatedShop
  let erp: SimulatedERP
  let journal: SQLiteJournal
  private let logs = LogRecorder()

  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Mappings")
  private static let catalogue = ["odoo", "odoo-catalogue"].map { root.appending(path: $0).path }
  private static let imports = root.appending(path: "odoo-import").path

  init(_ version: Sandbox.ShopVersion, _ erpVersion: ERPVersion) async throws {
    let clock = ShopClock()
    clock.advance(by: -3600)
    shop = try SimulatedShop(version: version, settings: ShopSettings(clock: clock))
    erp = try SimulatedERP(version: erpVersion, settings: ERPSettings(priceDigits: 6))
    journal = try SQLiteJournal(path: SQLiteJournal.inMemory, instance: "import")
    try Self.fill(shop)
    clock.advance(by: 3600)
    erp.install(language: "fr_FR")
    for reference in ["SHIP", "WRAP", "VOUCHER", "ECO", "ROUND"] { Self.service(reference, erp) }
    _ = try await shop.start()
    _ = try await erp.start()
  }

  private static func service(_ reference: String, _ erp: SimulatedERP) {
    let known = erp.records("product.product", fields: ["default_code"]).contains {
      $0["default_code"]?.text == reference
    }
    if !known { erp.create("product.template", ["name": .text(reference), "type": "service", "sale_ok": false]) }
  }

  func stop() async {
    await shop.stop()
    await erp.stop()
    try? journal.close()
  }

  // MARK: Runs

  /// `passerelle import products`.
  func importProducts() async throws -> RunReport {
    let set = try MappingSet.load(directories: [Self.imports] + Self.catalogue)
    let flows = set.mappings.map(\.name).filter { $0.hasPrefix("import_") }
    return try await withEngine(set) { try await $0.sync(flows) }
  }

  /// `passerelle sync` of the catalogue and all the other flows.
  func sync() async throws -> RunReport {
    try await withEngine(try MappingSet.load(directories: Self.catalogue)) { try await $0.sync([]) }
  }

  private func withEngine(_ mappings: MappingSet, _ body: (Engine) async throws -> RunReport) async throws -> RunReport
  {
    let shopConnector = try PrestaShopConnector(
      PrestaShopConfiguration(
        url: shop.url ?? "", key: shop.key, shopID: 1, maximumInFlight: 2, maximumAttempts: 1,
        retryPause: .milliseconds(4)), logger: logs.logger)
    let erpConnector = OdooConnector(
      OdooConfiguration(
        url: erp.url ?? "", database: "erp", login: "connector", key: "connector-key", maximumInFlight: 2,
        maximumAttempts: 1, retryPause: .milliseconds(4)), logger: logs.logger)
    let parts = EngineParts(
      connectors: ["prestashop": shopConnector, "odoo": erpConnector], mappings: mappings, journal: journal,
      settings: ["go_live": .instant(Instant(secondsSince1970: 0))], instance: "import", clock: { Instant(Date()) },
      pause: { _ in }, logger: logs.logger)
    let report = try await body(Engine(parts))
    await shopConnector.shutdown()
    await erpConnector.shutdown()
    return report
  }

  /// What was asked of the shop that is no question.
  var changesOfShop: [String] {
    shop.log.entries.filter { $0.method != "GET" && $0.method != "HEAD" }.map { "\($0.method) \($0.path)" }
  }

  func faults() async throws -> [String] {
    try await journal.quarantine(flow: nil).map { "\($0.flow) \($0.key): \($0.fault)" }.sorted()
  }

  // MARK: What the shop sells

  /// Chairs below furniture; a stool, a chair in two sizes and two colours of which one is missing, and a product that is switched off.
  private static func fill(_ shop: SimulatedShop) throws {
    let furniture = shop.addCategory("Furniture")
    let chairs = shop.addCategory("Chairs", below: furniture)
    shop.edit("categories", chairs, [:], texts: ["name": [1: "Chairs", 2: "Chaises"]])
    let stool = shop.addProduct(
      reference: "STOOL", name: "Stool", price: Decimal(25) / 3, ean13: "4006381333931",
      fields: ["id_category_default": String(chairs), "weight": "2.5", "wholesale_price": "4.2"])
    shop.edit(
      "products", stool, [:],
      texts: [
        "name": [1: "Stool", 2: "Tabouret"],
        "description": [1: "<p>Of <b>oak</b><br>and beech</p>", 2: "<p>En <b>chêne</b></p>"],
        "description_short": [1: "<p>Oak &amp; beech</p>", 2: "<p>Chêne &amp; hêtre</p>"],
      ])
    shop.addPicture(product: stool, bytes: ERPPicture.png(1))
    shop.addPicture(product: stool, bytes: ERPPicture.png(2))
    let (size, sizes) = shop.addOption("Size", values: ["Small", "Large"])
    let (_, colours) = shop.addOption("Colour", values: ["Red", "Blue"])
    shop.edit("product_options", size, [:], texts: ["name": [1: "Size", 2: "Taille"]], movesDate: false)
    let chair = shop.addProduct(
      reference: "CHAIR", name: "Chair", price: 50, fields: ["id_category_default": String(chairs), "weight": "5"])
    shop.addPicture(product: chair, bytes: ERPPicture.png(3))
    let red = shop.addPicture(product: chair, bytes: ERPPicture.png(4))
    let combinations: [(String, Decimal, [Int])] = [
      ("CHAIR-S-R", 0, [sizes[0], colours[0]]), ("CHAIR-L-R", 10, [sizes[1], colours[0]]),
      ("CHAIR-S-B", 0, [sizes[0], colours[1]]),
    ]
    for (reference, price, options) in combinations {
      shop.addCombination(
        product: chair, reference: reference, price: price, options: options,
        pictures: options.contains(colours[0]) ? [red] : [], fields: ["weight": "0.25"])
    }
    shop.addProduct(reference: "OLD", name: "Old bench", price: 20, fields: ["active": "0"])
  }
}
