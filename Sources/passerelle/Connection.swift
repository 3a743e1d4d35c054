import Console
import Engine
import Foundation
import Journal
import JournalStore
import Logging
import Mapping
import Odoo
import PrestaShop
import Records
import Transport

/// Everything that a command works with, made from the configuration file.
struct Connection {
  let file: ConnectionFile
  let mappings: MappingSet
  let journal: SQLiteJournal
  let shop: PrestaShopConnector
  let erp: OdooConnector
  let logger: Logger

  /// Opens the journal and reads the mapping files; nothing is sent to either system yet.
  /// - Throws: `Fault`, or `MappingErrors` with every place that is wrong.
  /// - Parameter mappings: other files than those that the configuration names.
  static func open(_ file: ConnectionFile, mappings: MappingSet? = nil, logger: Logger) throws -> Connection {
    let mappings =
      try mappings ?? MappingSet.load(directories: file.mappings.isEmpty ? [defaultMappings()] : file.mappings)
    try demandKnown(file, mappings)
    let shop = try PrestaShopConnector(
      PrestaShopConfiguration(
        url: file.shop.url, key: try file.shop.key.value(of: "shop's webservice key"), shopID: file.shop.shopID,
        minimumSpacing: TransportConfiguration.spacing(requestsPerSecond: file.shop.requestsPerSecond),
        maximumInFlight: file.shop.requestsInFlight,
        plainHTTPHosts: file.plainHTTPHosts, certificateAuthorityFile: file.certificateAuthorityFile),
      logger: logger)
    guard let wireProtocol = OdooConfiguration.WireProtocol(rawValue: file.erp.protocolName) else {
      throw Fault(
        .configuration, "CONFIGURATION_INVALID", "\(file.path): erp.protocol cannot be \"\(file.erp.protocolName)\".",
        context: ["file": file.path, "field": "erp.protocol"],
        hint: "Known: \(OdooConfiguration.WireProtocol.allCases.map(\.rawValue).joined(separator: ", ")).")
    }
    let erp = OdooConnector(
      OdooConfiguration(
        url: file.erp.url, database: file.erp.database, login: file.erp.login,
        key: try file.erp.key.value(of: "ERP's API key"),
        protocol: wireProtocol, company: file.erp.company > 0 ? file.erp.company : nil,
        minimumSpacing: TransportConfiguration.spacing(requestsPerSecond: file.erp.requestsPerSecond),
        maximumInFlight: file.erp.requestsInFlight,
        plainHTTPHosts: file.plainHTTPHosts, certificateAuthorityFile: file.certificateAuthorityFile),
      logger: logger)
    let journal = try SQLiteJournal(path: file.journal, instance: file.instance)
    return Connection(file: file, mappings: mappings, journal: journal, shop: shop, erp: erp, logger: logger)
  }

  /// A setting that no mapping file asks for was written for nothing: it is a slip of the pen more often than not.
  private static func demandKnown(_ file: ConnectionFile, _ mappings: MappingSet) throws {
    if let line = file.settingLines[shopID] {
      throw Fault(
        .configuration, "CONFIGURATION_INVALID",
        "\(file.path), line \(line): \(shopID) is what `shop id` under `shop` says.",
        context: ["file": file.path, "line": String(line), "field": "settings.\(shopID)"],
        hint: "Take it out here, and write `shop id` under `shop`.")
    }
    let known = mappings.settingsUsed.subtracting([shopID])
    let unknown = file.settings.keys.sorted().filter { !known.contains($0) }
    guard !unknown.isEmpty, let name = unknown.first(where: { !ImportFolders.settings.contains($0) }) else { return }
    let line = file.settingLines[name] ?? 1
    throw Fault(
      .configuration, "CONFIGURATION_UNKNOWN_FIELD",
      "\(file.path), line \(line): no mapping file asks for the setting \(name).",
      context: ["file": file.path, "line": String(line), "field": "settings.\(name)"],
      hint: "Known: \(known.sorted().joined(separator: ", ")).")
  }

  /// The setting by which mapping files know which of the shops this connection is about.
  private static let shopID = "shop_id"

  /// What the file sets, and what it says of the shop.
  private var settings: [String: Value] {
    file.settings.merging([Self.shopID: .integer(file.shop.shopID)]) { _, own in own }
  }

  func engine(observer: (any RunObserver)? = nil) -> Engine {
    Engine(
      EngineParts(
        connectors: [shop.system: shop, erp.system: erp], mappings: mappings, journal: journal, settings: settings,
        instance: file.instance, clock: { Instant(Date()) }, logger: logger, observer: observer))
  }

  func close() async {
    await shop.shutdown()
    await erp.shutdown()
    try? journal.close()
  }

  /// The shipped files that every connection uses.
  static func defaultMappings() -> String { shipped("odoo") }

  /// A folder of shipped files: beside the working directory, or beside the program.
  static func shipped(_ name: String) -> String {
    let beside =
      (CommandLine.arguments.first.map { ($0 as NSString).deletingLastPathComponent } ?? ".")
      + "/../share/passerelle/Mappings/\(name)"
    return ["Mappings/\(name)", beside].first { FileManager.default.fileExists(atPath: $0) } ?? "Mappings/\(name)"
  }
}
