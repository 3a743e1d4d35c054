/// One row of a shop's catalogue in words that do not depend on its ids, as it is or as the ERP says that it must be.
struct CatalogueRow: Hashable, Sendable {
  /// The shop's resource.
  let kind: String
  /// What makes it this one among the rows of its kind.
  let key: String
  /// What must be so, by names of the oracle's own.
  let details: [String: String]

  init(_ kind: String, _ key: [String], _ details: [String: String] = [:]) {
    self.kind = kind
    self.key = key.joined(separator: " | ")
    self.details = details
  }

  var name: String { "\(kind) \(key)" }
}
