import Foundation
import Mapping
import Records
import Sandbox

/// Compares a shop's catalogue with what the ERP says. The worker's journal is not asked.
struct CatalogueOracle {
  /// What the shop held before the ERP's catalogue came: all of it is people's own, unless the ERP has the same.
  let first: ShopSnapshot
  /// Rows that people at the shop have made since, by resource.
  var handmade: [String: Set<Int>] = [:]
  /// Fields of each resource that the mapping files may write to a row that is there already.
  private let mapped: [String: Set<String>]

  /// What the shop itself moves when rows come, change and go.
  private static let derived: [String: Set<String>] = [
    "products": ["date_upd", "cache_default_attribute", "product_type", "quantity", "unit_price_ratio"],
    "categories": ["date_upd", "level_depth", "nleft", "nright"],
    "combinations": ["default_on", "quantity"],
    "stock_availables": ["quantity"],
    "images": ["position", "cover"],
    "suppliers": ["date_upd", "link_rewrite"],
  ]

  init(first: ShopSnapshot, mappings: [String]) throws {
    self.first = first
    var mapped = Self.derived
    for mapping in try MappingSet.load(directories: mappings).mappings where mapping.target.system == "prestashop" {
      let fields = mapping.fields.filter { $0.policy != .onCreate }.map(\.name)
      mapped[mapping.target.resource, default: []].formUnion(fields)
    }
    self.mapped = mapped
  }

  /// - Parameters:
  ///   - truth: what must be there.
  ///   - before: the shop as it was when the run that was killed began.
  func compare(_ shop: SimulatedShop, _ truth: CatalogueTruth, before: ShopSnapshot, into row: inout KillRow) {
    let shelf = CatalogueShelf(shop, own: first.resources.mapValues { Set($0.keys) })
    let rows = Dictionary(grouping: shelf.rows, by: \.row.name)
    let wanted = Dictionary(truth.rows.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
    for (name, wanted) in wanted.sorted(by: { $0.key < $1.key }) { compare(rows[name] ?? [], wanted, &row) }
    for (name, found) in rows.sorted(by: { $0.key < $1.key }) where wanted[name] == nil {
      for surplus in found where !isOwn(surplus.row.kind, surplus.id) {
        row.duplicates += 1
        row.why += " \(name) (\(surplus.id)) is too much."
      }
    }
    let ours = Set(wanted.keys.flatMap { name in (rows[name] ?? []).map { Place(kind: $0.row.kind, id: $0.id) } })
    compareFields(shop.snapshot(), before, ours, &row)
  }

  private func compare(_ found: [(id: Int, row: CatalogueWords)], _ wanted: CatalogueWords, _ row: inout KillRow) {
    guard let one = found.first else {
      row.missing += 1
      row.why += " \(wanted.name) is missing."
      return
    }
    if found.count > 1 {
      row.duplicates += found.count - 1
      row.why += " \(wanted.name) is there \(found.count) times: \(found.map(\.id))."
    }
    for (detail, value) in wanted.details.sorted(by: { $0.key < $1.key }) where one.row.details[detail] != value {
      row.differing += 1
      row.why += " \(wanted.name): \(detail) is '\(one.row.details[detail] ?? "")' instead of '\(value)'."
    }
  }

  /// Made by people at the shop: before the ERP's catalogue came, or since.
  private func isOwn(_ kind: String, _ id: Int) -> Bool {
    first.resources[kind]?[id] != nil || handmade[kind]?.contains(id) ?? false
  }

  // MARK: What nobody may touch

  private struct Place: Hashable {
    let kind: String
    let id: Int
  }

  /// A row that was there may go only if it is not people's own and the ERP does not have it any more, and it may change only in fields that the
  /// mapping files name, or that the shop itself moves. Rows that came are compared with the truth, where the ERP has their like at all.
  private func compareFields(
    _ now: ShopSnapshot, _ before: ShopSnapshot, _ ours: Set<Place>, _ row: inout KillRow
  ) {
    for change in now.changes(since: before) where !isRight(change, ours) {
      row.unmapped += 1
      row.why += " \(change)."
    }
  }

  private func isRight(_ change: ShopFieldChange, _ ours: Set<Place>) -> Bool {
    let parts = change.resource.split(separator: "@")
    let kind = String(parts[0])
    let field = String(change.field.prefix { $0 != "[" })
    // What a shop that is not served has for itself stays; lists and the tree of categories are all shops'.
    if parts.count == 2, parts[1] != "1" {
      let isShared = change.field.hasSuffix("[]") || kind == "categories"
      guard isShared || (field == "id" && change.after == nil) else { return false }
    }
    if field == "id" {
      if change.before == nil { return mapped[kind] != nil }
      return Self.perishable.contains(kind) && !isOwn(kind, change.id)
    }
    guard mapped[kind]?.contains(field) ?? false else { return false }
    // German is a language of the shop's alone.
    if change.field.hasSuffix("[3]") { return kind == "categories" && field == "name" }
    return ours.contains(Place(kind: kind, id: change.id)) || kind == "stock_availables" || kind == "images"
  }

  private static let perishable: Set = ["combinations", "specific_prices", "images", "stock_availables"]
}
