/// A Python exception as a client of Odoo sees it: the class's full name decides what it is, never the text (FACTS-odoo a).
struct RPCFailure: Error, Sendable, Hashable {
  var name: String
  var message: String
  /// The HTTP status that JSON-2 gives it; JSON-RPC always answers 200.
  var status: Int

  static func accessDenied() -> RPCFailure {
    RPCFailure(name: "odoo.exceptions.AccessDenied", message: "Access Denied", status: 403)
  }
  static func access(_ message: String) -> RPCFailure {
    RPCFailure(name: "odoo.exceptions.AccessError", message: message, status: 403)
  }
  static func user(_ message: String) -> RPCFailure {
    RPCFailure(name: "odoo.exceptions.UserError", message: message, status: 422)
  }
  static func validation(_ message: String) -> RPCFailure {
    RPCFailure(name: "odoo.exceptions.ValidationError", message: message, status: 422)
  }
  static func missing(_ model: String, _ ids: [Int], user: Int) -> RPCFailure {
    let list = ids.count == 1 ? "\(ids[0])," : ids.map(String.init).joined(separator: ", ")
    return RPCFailure(
      name: "odoo.exceptions.MissingError",
      message: "Record does not exist or has been deleted.\n(Record: \(model)(\(list)), User: \(user))", status: 404)
  }
  static func value(_ message: String) -> RPCFailure {
    RPCFailure(name: "builtins.ValueError", message: message, status: 500)
  }
  static func key(_ message: String) -> RPCFailure {
    RPCFailure(name: "builtins.KeyError", message: message, status: 500)
  }
  static func type(_ message: String) -> RPCFailure {
    RPCFailure(name: "builtins.TypeError", message: message, status: 500)
  }
  static func attribute(_ message: String) -> RPCFailure {
    RPCFailure(name: "builtins.AttributeError", message: message, status: 500)
  }
  static func unauthorized(_ message: String) -> RPCFailure {
    RPCFailure(name: "werkzeug.exceptions.Unauthorized", message: message, status: 401)
  }
  static func notFound(_ message: String) -> RPCFailure {
    RPCFailure(name: "werkzeug.exceptions.NotFound", message: message, status: 404)
  }
  static func badRequest(_ message: String) -> RPCFailure {
    RPCFailure(name: "werkzeug.exceptions.BadRequest", message: message, status: 400)
  }
  static func unknownField(_ name: String, on model: String) -> RPCFailure {
    .value("Invalid field '\(name)' on model '\(model)'")
  }

  /// The exception's arguments: werkzeug's carry their status, Odoo's only their text.
  var arguments: RPCValue {
    name.hasPrefix("werkzeug.") ? .list([.text(message), .integer(status)]) : .list([.text(message)])
  }

  /// The `data` of a JSON-RPC error.
  var data: RPCValue {
    [
      "name": .text(name), "debug": "Traceback (most recent call last):\n", "message": .text(message),
      "arguments": arguments, "context": [:],
    ]
  }

  /// The body of a JSON-2 error.
  var body: RPCValue {
    [
      "name": .text(name), "message": .text(message), "arguments": arguments, "context": [:],
      "debug": "Traceback (most recent call last):\n",
    ]
  }
}
