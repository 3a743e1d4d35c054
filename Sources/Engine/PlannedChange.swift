import Records

/// One thing that a sync would do, field by field.
public struct PlannedChange: Sendable, Codable {
  public enum Kind: String, Sendable, Codable {
    case create
    case update
    case action
    case link
    case hold
    case wait
    case quarantine
  }

  public struct Field: Sendable, Codable {
    public var name: String
    /// What is there now; nil for a record that does not exist yet.
    public var current: Value?
    public var wanted: Value
  }

  public var flow: String
  public var key: RecordKey
  public var kind: Kind
  /// The target's key, or what it will be called.
  public var target: String
  public var fields: [Field]
  public var fault: Fault?

  public init(flow: String, key: RecordKey, kind: Kind, target: String, fields: [Field] = [], fault: Fault? = nil) {
    self.flow = flow
    self.key = key
    self.kind = kind
    self.target = target
    self.fields = fields
    self.fault = fault
  }
}
