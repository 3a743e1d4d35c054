/// The header fields of a response, in the order received. Names are compared without regard to case.
public struct HTTPHeaders: Sendable {
  private var fields: [(name: String, value: String)]

  public init(_ fields: [(name: String, value: String)] = []) { self.fields = fields }

  /// The first field of that name.
  public subscript(_ name: String) -> String? {
    fields.first { Self.areEqual($0.name, name) }?.value
  }

  /// All fields of that name, in order: `Set-Cookie` and its like must not be joined.
  public func values(_ name: String) -> [String] {
    fields.filter { Self.areEqual($0.name, name) }.map(\.value)
  }

  mutating func append(name: String, value: String) { fields.append((name, value)) }

  private static func areEqual(_ left: String, _ right: String) -> Bool {
    left.utf8.elementsEqual(right.utf8) { lowercased($0) == lowercased($1) }
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }
}
