import Foundation
import Records

/// Everything a simulated shop holds: a value without any I/O, so that it can be changed under one lock and copied for
/// a test.
struct ShopState: Sendable {
  var version: ShopVersion
  var settings: ShopSettings
  let schema: WebserviceSchema
  var tables: [ShopTable]
  var mails: [ShopMail] = []
  var pictures = ShopPictures()
  var random: ShopRandom
  /// What each carrier takes for a parcel, without tax, in the default currency.
  var carrierPrices: [Int: Decimal] = [:]
  /// The products that a cart rule "on a selection" applies to: the webservice does not serve them.
  var voucherSelections: [Int: Set<Int>] = [:]
  /// Which products stand in which category.
  var shelves = ShopShelves()
  /// What each of several shops has for itself.
  var branches = ShopBranches()
  /// The address that the server is reached by, without a path: what links in answers begin with when no domain is set.
  var authority = "127.0.0.1"

  init(version: ShopVersion, settings: ShopSettings) throws {
    self.version = version
    self.settings = settings
    schema = try WebserviceSchema(version)
    tables = schema.resources.map(ShopTable.init)
    random = ShopRandom(seed: 20)
    addBaseData()
  }

  var languageIDs: [Int] { settings.languages.map(\.id) }

  /// Where the default language stands among them.
  var defaultLanguagePosition: Int? { settings.languages.firstIndex { $0.id == settings.defaultLanguage } }

  /// Now, on the shop's clock and in its zone.
  var localNow: String { settings.clock.now.local(in: settings.timeZone) }

  // MARK: tables

  func table(_ resource: String) -> ShopTable? { schema.index(of: resource).map { tables[$0] } }

  mutating func withTable<Result>(_ resource: String, _ body: (inout ShopTable) -> Result) -> Result? {
    guard let index = schema.index(of: resource) else { return nil }
    return body(&tables[index])
  }

  /// The rows of `resource` whose field holds `value`, by id.
  mutating func rows(_ resource: String, where field: String, is value: some LosslessStringConvertible) -> [ShopRow] {
    withTable(resource) { $0.rows(where: field, is: String(value)) } ?? []
  }

  func row(_ resource: String, _ id: Int) -> ShopRow? { table(resource)?[id] }

  func value(_ resource: String, _ row: ShopRow, _ field: String) -> String {
    guard let position = schema[resource]?.position[field] else { return "" }
    return row.cells[position].plain
  }

  /// The field of the row with that id; empty where either is missing.
  func value(_ resource: String, _ id: Int, _ field: String) -> String {
    row(resource, id).map { value(resource, $0, field) } ?? ""
  }

  func integer(_ resource: String, _ row: ShopRow, _ field: String) -> Int { Int(value(resource, row, field)) ?? 0 }

  /// Moves what is stored into the schema of another release, field by field: what an upgrade does.
  mutating func upgrade(to version: ShopVersion) throws {
    var next = try ShopState(version: version, settings: settings)
    next.mails = mails
    next.pictures = pictures
    next.random = random
    next.authority = authority
    next.carrierPrices = carrierPrices
    next.branches = branches
    next.voucherSelections = voucherSelections
    next.tables = next.schema.resources.map(ShopTable.init)
    for (index, resource) in next.schema.resources.enumerated() {
      let formerly = resource.name == version.orderCartRules ? self.version.orderCartRules : resource.name
      guard let old = table(formerly) else { continue }
      for id in old.ids {
        guard let row = old[id] else { continue }
        next.tables[index].put(Self.moved(row, from: old.resource, to: resource, languages: languageIDs.count))
      }
    }
    self = next
  }

  private static func moved(
    _ row: ShopRow, from old: WebserviceResource, to new: WebserviceResource, languages: Int
  ) -> ShopRow {
    ShopRow(
      id: row.id,
      cells: new.fields.map { field in
        old.position[field.name].map { row.cells[$0] } ?? field.empty(languages: languages)
      },
      lists: new.associations.map { association in old.association(association.name).map { row.lists[$0] } ?? [] })
  }
}
