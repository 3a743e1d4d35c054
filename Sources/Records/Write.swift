/// The key under which a target remembers what we created, so that creating again finds it.
public struct ExternalKey: Sendable, Hashable, Codable, CustomStringConvertible {
  /// The permanent name of the connection, or the name shared by all connections of one database.
  public var scope: String
  /// Letters, digits, hyphens: "order-12".
  public var name: String

  public init(scope: String, name: String) {
    self.scope = scope
    self.name = name
  }

  public var description: String { "\(scope)-\(name)" }
}

/// An owned row of a document: an order's line. Rows no longer produced are removed while the document may be rewritten.
public struct ChildWrite: Sendable, Hashable, Codable {
  /// Unique within its parent and field: "row-350", "shipping".
  public var key: String
  public var fields: [String: Value]

  public init(key: String, fields: [String: Value]) {
    self.key = key
    self.fields = fields
  }
}

/// One document as it shall be at the target. Only the fields named here may change there.
public struct Write: Sendable, Hashable, Codable {
  public enum Identity: Sendable, Hashable, Codable {
    /// Create it, under this key where the target keeps keys. An existing record of that key is returned untouched.
    case create(ExternalKey?)
    case update(RecordKey)
  }

  public var resource: String
  public var identity: Identity
  public var fields: [String: Value]
  /// By the parent's field: "order_line". On an update the rows given here are the whole set that we own.
  public var children: [String: [ChildWrite]]
  /// The scope under which children's keys are remembered, and the parent's key name they start with ("order-12").
  public var childKey: ExternalKey?
  /// The natural key of a record that is created: what a creation made whose answer was lost is found by it. Empty: none is known.
  public var probe: [Condition]
  /// Where the bytes of content fields are on this machine: the field's value, and the path of a file. Good for a moment, and stored nowhere.
  public var files: [String: String]

  public init(
    resource: String, identity: Identity, fields: [String: Value], children: [String: [ChildWrite]] = [:],
    childKey: ExternalKey? = nil, probe: [Condition] = [], files: [String: String] = [:]
  ) {
    self.resource = resource
    self.identity = identity
    self.fields = fields
    self.children = children
    self.childKey = childKey
    self.probe = probe
    self.files = files
  }

  /// A journal of an earlier version has writes without a natural key.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    resource = try values.decode(String.self, forKey: .resource)
    identity = try values.decode(Identity.self, forKey: .identity)
    fields = try values.decode([String: Value].self, forKey: .fields)
    children = try values.decode([String: [ChildWrite]].self, forKey: .children)
    childKey = try values.decodeIfPresent(ExternalKey.self, forKey: .childKey)
    probe = try values.decodeIfPresent([Condition].self, forKey: .probe) ?? []
    files = [:]
  }

  private enum CodingKeys: String, CodingKey {
    case resource, identity, fields, children, childKey, probe
  }
}

/// One of the system's own actions, to be done to one record.
public struct ActionCall: Sendable, Hashable, Codable {
  public var resource: String
  public var key: RecordKey
  public var action: String
  public var parameters: [String: Value]

  public init(resource: String, key: RecordKey, action: String, parameters: [String: Value] = [:]) {
    self.resource = resource
    self.key = key
    self.action = action
    self.parameters = parameters
  }
}

/// What became of one write or action.
public enum Outcome: Sendable, Hashable {
  case applied(RecordKey)
  /// The target held it already; nothing was written.
  case unchanged(RecordKey)
  /// The target refused this record: quarantine.
  case refused(Fault)
  /// The road failed and the target certainly did nothing: try again.
  case notApplied(Fault)
  /// It may have happened. It must be settled before anything else is done to this record.
  case unknown(Fault)
}
