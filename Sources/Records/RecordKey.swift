/// What names one record within a resource: one part for most ("12"), several where the system's own key has several
/// (product and combination: "12,0").
public struct RecordKey: Sendable, Hashable, Codable, Comparable, CustomStringConvertible, ExpressibleByStringLiteral,
  ExpressibleByIntegerLiteral
{
  public let parts: [String]

  public init(_ parts: [String]) { self.parts = parts }
  public init(_ part: String) { parts = [part] }
  public init(_ part: Int) { parts = [String(part)] }
  public init(stringLiteral value: String) { self.init(text: value) }
  public init(integerLiteral value: Int) { self.init(value) }

  /// Reads the form that `description` writes: parts between commas.
  public init(text: String) { parts = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }

  /// A key made of values, in their canonical text form.
  public init(values: [Value]) { parts = values.map(\.description) }

  public var description: String { parts.joined(separator: ",") }

  /// The key as a value: the number or text for one part, a list for several.
  public var value: Value {
    let values = parts.map { part in Int(part).map(Value.integer) ?? .text(part) }
    return values.count == 1 ? values[0] : .list(values)
  }

  /// Numeric parts are compared as numbers, so that keys come in the order in which the servers made them.
  public static func < (left: RecordKey, right: RecordKey) -> Bool {
    for (one, other) in zip(left.parts, right.parts) where one != other {
      if let first = Int(one), let second = Int(other) { return first < second }
      return one < other
    }
    return left.parts.count < right.parts.count
  }

  public init(from decoder: any Decoder) throws {
    self.init(text: try decoder.singleValueContainer().decode(String.self))
  }
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
