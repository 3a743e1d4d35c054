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

/// A simulated shop with a catalogue of its own, and a simulated ERP without one.
final class ImportBench: Sendable {
  let shop: SimulatedShop
  let erp: SimulatedERP
  let journal: SQLiteJournal
  let folder: Folder
  /// Says what the ERP lacks of the shop's catalogue.
  let truth: ImportTruth
  private let before: ShopSnapshot
  private let logs = LogRecorder()

  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Mappings")
  private static let catalogue = ["odoo", "odoo-catalogue"].map { root.appending(path: $0).path }
  private static let imports = root.appending(path: "odoo-import").path

  /// - Parameter languages: the shop's, by id; the ERP speaks English and French.
  init(
    _ version: Sandbox.ShopVersion, _ erpVersion: ERPVersion,
    languages: [(id: Int, code: String)] = [(1, "en"), (2, "fr")]
  ) async throws {
    let clock = ShopClock()
    clock.advance(by: -3600)
    shop = try SimulatedShop(version: version, settings: ShopSettings(languages: languages, clock: clock))
    erp = try SimulatedERP(version: erpVersion, settings: ERPSettings(priceDigits: 6))
    folder = try Folder()
    journal = try SQLiteJournal(path: SQLiteJournal.inMemory, instance: "import")
    OwnCatalogue.fill(shop)
    clock.advance(by: 3600)
    erp.install(language: "fr_FR")
    for reference in ["SHIP", "WRAP", "VOUCHER", "ECO", "ROUND"] { Self.service(reference, erp) }
    truth = ImportTruth(shop, erp)
    before = shop.snapshot()
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
    folder.remove()
  }

  // MARK: Runs

  /// The real program with a journal of its own, in a folder with the shipped mapping files. The configuration names no catalogue: the import takes it along.
  func program(_ arguments: String..., language: String = "en_US.UTF-8") async throws -> Program.End {
    try folder.write(
      "passerelle.yaml",
      """
      instance: import
      journal: journal.sqlite
      mappings: [Mappings/odoo]
      shop:
        url: \(shop.url ?? "")
        key: {env: SHOP_KEY}
        requests per second: 0
      erp:
        url: \(erp.url ?? "")
        database: erp
        login: connector
        key: {env: ERP_KEY}
      settings:
        go_live: 2020-01-01
      """)
    try? FileManager.default.createSymbolicLink(atPath: folder.path + "/Mappings", withDestinationPath: Self.root.path)
    return try await Program.run(
      arguments, in: folder, environment: ["SHOP_KEY": shop.key, "ERP_KEY": "connector-key", "LANG": language])
  }

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
      settings: ["go_live": .instant(Instant(secondsSince1970: 0)), "shop_id": 1], instance: "import",
      clock: { Instant(Date()) },
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

  /// Every field of the shop that is not as it was before the import.
  var touched: [String] { shop.snapshot().changes(since: before).map(\.description) }

  /// Writing calls to the ERP since it forgot its calls.
  var writesOfERP: [String] {
    erp.calls.filter { ["create", "write", "load", "unlink"].contains($0.method ?? "") }.map {
      "\($0.model ?? "").\($0.method ?? "")"
    }
  }

  func faults() async throws -> [String] {
    try await journal.quarantine(flow: nil).map { "\($0.flow) \($0.key): \($0.fault)" }.sorted()
  }
}
