import Records

/// "This record there is that record here." Many source records may link to one target (three guest accounts, one partner).
public struct Link: Sendable, Hashable, Codable {
  /// The set's name, which other mappings refer to: "variants".
  public var set: String
  /// The system that `source` is a key of, and the system that `target` is a key of.
  public var sourceSystem: String
  public var source: RecordKey
  public var targetSystem: String
  public var target: RecordKey
  /// False for a record found at the target rather than made by us: nothing is written to it until it is accepted.
  public var isAccepted: Bool

  public init(
    set: String, sourceSystem: String, source: RecordKey, targetSystem: String, target: RecordKey, isAccepted: Bool
  ) {
    self.set = set
    self.sourceSystem = sourceSystem
    self.source = source
    self.targetSystem = targetSystem
    self.target = target
    self.isAccepted = isAccepted
  }
}
