/// A condition on one field, in terms that every connector can send to its server.
public struct Condition: Sendable, Hashable, Codable {
  public enum Operator: String, Sendable, Hashable, Codable {
    /// Of a field of references the value is a list: just these, in any order. It tells apart what other conditions find.
    case equals
    /// The value is a list: any of them.
    case isOneOf
    case isAtLeast
    case isGreaterThan
    case isAtMost
  }

  public var field: String
  public var comparison: Operator
  public var value: Value

  public init(_ field: String, _ comparison: Operator, _ value: Value) {
    self.field = field
    self.comparison = comparison
    self.value = value
  }
}

/// "What changed since the cursor?" Answers may repeat records, but omit none within the overlap.
public struct ChangeQuery: Sendable, Hashable {
  public var resource: String
  /// Nil: from the beginning (or from `conditions`).
  public var since: Cursor?
  /// Canonical names of the fields to return; the key's and the watermark's fields always come.
  public var fields: [String]
  public var conditions: [Condition]
  public var includesArchived: Bool
  /// Passed on to the server's evaluation where it has one (a context).
  public var context: [String: Value]

  public init(
    resource: String, since: Cursor?, fields: [String], conditions: [Condition] = [], includesArchived: Bool = false,
    context: [String: Value] = [:]
  ) {
    self.resource = resource
    self.since = since
    self.fields = fields
    self.conditions = conditions
    self.includesArchived = includesArchived
    self.context = context
  }
}

/// "Every record, by key." For complete passes; keyset pages, never offsets.
public struct ScanQuery: Sendable, Hashable {
  public var resource: String
  public var after: RecordKey?
  public var fields: [String]
  public var conditions: [Condition]
  public var includesArchived: Bool
  public var context: [String: Value]

  public init(
    resource: String, after: RecordKey? = nil, fields: [String], conditions: [Condition] = [],
    includesArchived: Bool = false,
    context: [String: Value] = [:]
  ) {
    self.resource = resource
    self.after = after
    self.fields = fields
    self.conditions = conditions
    self.includesArchived = includesArchived
    self.context = context
  }
}

/// "The records whose `field` is one of these." The connector splits the values by its server's limits.
public struct RelatedQuery: Sendable, Hashable {
  public var resource: String
  public var field: String
  public var values: [Value]
  public var conditions: [Condition]
  public var fields: [String]
  public var includesArchived: Bool
  public var context: [String: Value]

  public init(
    resource: String, field: String, values: [Value], conditions: [Condition] = [], fields: [String],
    includesArchived: Bool = false,
    context: [String: Value] = [:]
  ) {
    self.resource = resource
    self.field = field
    self.values = values
    self.conditions = conditions
    self.fields = fields
    self.includesArchived = includesArchived
    self.context = context
  }
}

/// "Which record has this natural key?" All conditions hold together; text is compared as the server compares it.
public struct Probe: Sendable, Hashable {
  public var resource: String
  public var conditions: [Condition]
  /// What to return of each candidate, for a person who has to choose.
  public var fields: [String]

  public init(resource: String, conditions: [Condition], fields: [String]) {
    self.resource = resource
    self.conditions = conditions
    self.fields = fields
  }
}
