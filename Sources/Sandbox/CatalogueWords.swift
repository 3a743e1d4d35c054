/// One thing of a catalogue in words that do not depend on ids: as the shop has it, or as the ERP does.
public struct CatalogueWords: Hashable, Sendable {
  /// "product", "variant", or the shop's resource: "categories" ...
  public let kind: String
  /// What makes it this one among its kind.
  public let key: String
  /// What must be so, by names of the comparison's own.
  public let details: [String: String]

  public init(_ kind: String, _ key: [String], _ details: [String: String] = [:]) {
    self.kind = kind
    self.key = key.joined(separator: " | ")
    self.details = details
  }

  public var name: String { "\(kind) \(key)" }
}
