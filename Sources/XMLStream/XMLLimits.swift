/// What a document may ask of our memory.
public struct XMLLimits: Sendable, Hashable {
  /// How many elements may be open at once, the root counted.
  public var depth: Int
  /// Bytes of names, attributes and text within one record (or within one whole small document).
  public var elementSize: Int
  /// Bytes looked through for the beginning of the document.
  public var prefix: Int

  public init(depth: Int = 32, elementSize: Int = 8 << 20, prefix: Int = 1 << 20) {
    self.depth = depth
    self.elementSize = elementSize
    self.prefix = prefix
  }
}
