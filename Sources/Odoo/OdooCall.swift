import Records

/// One call of a model's method. JSON-RPC sends `arguments` by position and JSON-2 by name; both send `options` by
/// name.
struct OdooCall: Sendable {
  enum Effect: Sendable, Hashable {
    case read
    case write
  }

  struct Argument: Sendable, Hashable {
    var name: String
    var value: JSON

    init(_ name: String, _ value: JSON) {
      self.name = name
      self.value = value
    }
  }

  var model: String
  var method: String
  /// The records that the method is called on; nil for a method of the model itself (`search_read`, `create`, `load`).
  var ids: [Int]?
  var arguments: [Argument]
  var options: [String: JSON]
  var context: [String: JSON]
  var effect: Effect

  init(
    _ model: String, _ method: String, ids: [Int]? = nil, _ arguments: [Argument] = [], options: [String: JSON] = [:],
    context: [String: JSON] = [:], effect: Effect
  ) {
    self.model = model
    self.method = method
    self.ids = ids
    self.arguments = arguments
    self.options = options
    self.context = context
    self.effect = effect
  }
}

/// What a call returned.
struct OdooAnswer: Sendable {
  var value: JSON
  /// The server's clock, from the answer's Date header.
  var serverTime: Instant?

  init(_ value: JSON, serverTime: Instant? = nil) {
    self.value = value
    self.serverTime = serverTime
  }
}
