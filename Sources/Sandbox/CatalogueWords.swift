/// One thing of a catalogue in words that do not depend on ids: as the shop has it, or as the ERP does.
struct CatalogueWords: Hashable, Sendable {
  /// "product", "variant", "category" ...
  let kind: String
  /// What makes it this one among its kind.
  let key: String
  let details: [String: String]

  init(_ kind: String, _ key: [String], _ details: [String: String] = [:]) {
    self.kind = kind
    self.key = key.joined(separator: " | ")
    self.details = details
  }

  var name: String { "\(kind) \(key)" }
}
