/// One record of one system, under the canonical field names of its resource.
public struct Record: Sendable, Hashable, Codable {
  /// The resource within its system: "orders", "sale.order".
  public var resource: String
  public var key: RecordKey
  public var fields: [String: Value]

  public init(resource: String, key: RecordKey, fields: [String: Value]) {
    self.resource = resource
    self.key = key
    self.fields = fields
  }

  /// The field's value; `null` when the record was read without it.
  public subscript(field: String) -> Value { fields[field] ?? .null }
}
