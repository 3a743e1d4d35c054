/// One kind of record of one system, as mapping files write it: "system/resource".
public struct ResourceName: Sendable, Hashable, CustomStringConvertible {
  public let system: String
  public let resource: String

  public init(system: String, resource: String) {
    self.system = system
    self.resource = resource
  }

  /// Reads "system/resource"; nil when either part is missing.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return nil }
    self.init(system: String(parts[0]), resource: String(parts[1]))
  }

  public var description: String { "\(system)/\(resource)" }
}
