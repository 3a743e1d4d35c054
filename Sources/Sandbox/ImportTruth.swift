import Foundation
import Records

/// Compares an ERP with the catalogue of a shop that was to be brought into it, table by table and apart from the mapping files: names in both
/// languages, texts, references, barcodes, prices without tax, weights, costs, the tree of categories, attributes, features, tags, suppliers, and pictures
/// by the SHA-1 of their bytes. The shop's languages are English (1) and French (2).
public struct ImportTruth: Sendable {
  private let shop: SimulatedShop
  private let erp: SimulatedERP
  /// What the ERP had before, by model.
  private let known: [String: Set<Int>]

  /// To be made before anything is imported.
  public init(_ shop: SimulatedShop, _ erp: SimulatedERP) {
    self.shop = shop
    self.erp = erp
    known = ImportedShelf.known(erp)
  }

  /// Empty where the ERP has all of it, once, and nothing else.
  public var differences: [ImportDifference] {
    let found = Dictionary(grouping: ImportedShelf(erp, known: known).rows, by: \.name)
    let wanted = OwnShelf(shop).rows
    let names = Set(wanted.map(\.name))
    let surplus = found.filter { !names.contains($0.key) }.keys.sorted()
    return wanted.flatMap { compare($0, found[$0.name] ?? []) }
      + surplus.map { ImportDifference(kind: .surplus, description: "\($0) is too much") }
  }

  private func compare(_ wanted: CatalogueWords, _ found: [CatalogueWords]) -> [ImportDifference] {
    guard let one = found.first else {
      return [ImportDifference(kind: .missing, description: "\(wanted.name) is missing")]
    }
    var differences = wanted.details.sorted { $0.key < $1.key }.filter { one.details[$0.key] != $0.value }.map {
      ImportDifference(
        kind: .differing,
        description: "\(wanted.name): \($0.key) is '\(one.details[$0.key] ?? "")' instead of '\($0.value)'")
    }
    if found.count > 1 {
      differences.append(
        ImportDifference(kind: .surplus, description: "\(wanted.name) is there \(found.count) times"))
    }
    return differences
  }

  /// How many values are compared.
  public var comparisons: Int { OwnShelf(shop).rows.reduce(0) { $0 + 1 + $1.details.count } }
}

extension Decimal {
  /// Rounded, without zeros behind the last digit.
  func words(_ digits: Int = 5) -> String { rounded(digits).description }
}
