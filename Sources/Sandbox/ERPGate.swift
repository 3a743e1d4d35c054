import Foundation

/// From a call to its answer: the database, the user, the model and the method are looked at in the order that Odoo does.
struct ERPGate {
  let database: ERPDatabase
  var plan = ERPPlan()

  /// Runs a call and gives its answer. `behaviour` is what goes wrong with it.
  func answer(_ call: RPCCall, _ behaviour: ERPMisbehaviour?) -> RPCAnswer {
    switch behaviour {
    case .closeBeforeCommit: return .nothing
    case .html(let status): return page(status)
    default: break
    }
    do throws(RPCFailure) {
      if case .error(let name, let message) = behaviour {
        throw RPCFailure(name: name, message: message, status: name.hasPrefix("odoo.exceptions.") ? 422 : 500)
      }
      var answer = RPCAnswer.result(try run(call, behaviour), of: call)
      if behaviour == .closeAfterCommit { answer = .nothing }
      if behaviour == .truncateAnswer { answer.delivery = .truncated }
      return answer
    } catch {
      if case .json2 = call.dialect, error.name == "psycopg2.OperationalError" { return unknownDatabase }
      return .failure(error, of: call, database.version)
    }
  }

  private func page(_ status: Int) -> RPCAnswer {
    let titles = [502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Time-out"]
    return .page(status, titles[status] ?? "Maintenance", "nginx")
  }

  private var unknownDatabase: RPCAnswer {
    .page(
      404, "Not Found", "No database is selected and the requested URL was not found in the server-wide controllers.")
  }

  private func run(_ call: RPCCall, _ behaviour: ERPMisbehaviour?) throws(RPCFailure) -> RPCValue {
    switch call.target {
    case .version: return version
    case .login(let name, let login, let secret):
      try checkDatabase(name)
      let user = database.settings.users.first { $0.login == login && accepts($0, secret) }
      return user.map { .integer($0.id) } ?? .no
    case .method(let model, let method):
      try checkDatabase(call.database)
      let user = try authenticated(call.credentials)
      return try run(model, method, call, user, behaviour)
    }
  }

  var version: RPCValue {
    [
      "server_version": .text(database.version.build),
      "server_version_info": [.integer(database.version.major), 0, 0, "final", 0, ""],
      "server_serie": .text(database.version.rawValue), "protocol_version": 1,
    ]
  }

  private func checkDatabase(_ name: String) throws(RPCFailure) {
    guard name != database.settings.database else { return }
    throw RPCFailure(
      name: "psycopg2.OperationalError",
      message: "connection to server at \"127.0.0.1\", port 5432 failed: FATAL:  database \"\(name)\" does not exist\n",
      status: 404)
  }

  private func accepts(_ user: ERPUser, _ secret: String) -> Bool {
    !secret.isEmpty && (user.password == secret || user.apiKeys.contains(secret))
  }

  private func authenticated(_ credentials: RPCCall.Credentials) throws(RPCFailure) -> ERPUser {
    switch credentials {
    case .none: throw RPCFailure.accessDenied()
    case .user(let id, let secret):
      guard let user = database.settings.users.first(where: { $0.id == id && accepts($0, secret) }) else {
        throw RPCFailure.accessDenied()
      }
      return user
    case .bearer(nil):
      throw RPCFailure.unauthorized("User not authenticated, use an API Key with a Bearer Authorization header.")
    case .bearer(let key?):
      guard let user = database.settings.users.first(where: { $0.apiKeys.contains(key) }) else {
        throw RPCFailure.unauthorized("Invalid apikey")
      }
      return user
    }
  }

  private func run(
    _ model: String, _ method: String, _ call: RPCCall, _ user: ERPUser, _ behaviour: ERPMisbehaviour?
  ) throws(RPCFailure) -> RPCValue {
    guard database.models[model] != nil else { throw unknown(model: model, call) }
    if method.hasPrefix("_") { throw privateMethod(model, method) }
    guard let known = ERPMethod.find(method, of: model, database.version) else { throw unknown(model, method, call) }
    let (arguments, context) = try read(call, known, model, method, user)
    switch behaviour {
    case .rowMessage(let message, let record) where method == "load": return refusal(message, record, arguments)
    case .loseRace where method == "load": return try lostRace(model, arguments, context, winner: true)
    case .loseRaceWithoutWinner where method == "load": return try lostRace(model, arguments, context, winner: false)
    default: break
    }
    return try database.transaction { () throws(RPCFailure) in try database.call(model, method, arguments, context) }
  }

  // MARK: Arguments

  private func read(
    _ call: RPCCall, _ method: ERPMethod, _ model: String, _ name: String, _ user: ERPUser
  ) throws(RPCFailure) -> (ERPArguments, ERPContext) {
    var arguments = ERPArguments(positional: call.positional, named: call.named)
    let context = ERPContext(
      arguments.named.removeValue(forKey: "context")?.map ?? [:], user: user.id, rights: user.rights)
    if let ids = arguments.named.removeValue(forKey: "ids") { arguments.ids = ids.references }
    if method.takesIDs, case .jsonRPC = call.dialect, !arguments.positional.isEmpty {
      arguments.ids = arguments.positional.removeFirst().references
    }
    let known = Set(method.parameters + (name == "name_search" ? ["args"] : []) + (name == "create" ? ["vals"] : []))
    if let stranger = arguments.named.keys.first(where: { !known.contains($0) && name != "onchange" }) {
      let function = name == "search_read" ? "BaseModel._read_format" : "BaseModel.\(name)"
      throw RPCFailure.type("\(function)() got an unexpected keyword argument '\(stranger)'")
    }
    guard arguments.positional.count <= method.parameters.count else {
      throw RPCFailure.type(
        "BaseModel.\(name)() takes \(method.parameters.count + 1) positional arguments but "
          + "\(arguments.positional.count + 1) were given")
    }
    return (arguments, context)
  }

  // MARK: What is not there

  private func unknown(model: String, _ call: RPCCall) -> RPCFailure {
    if case .json2 = call.dialect { return .notFound("the model '\(model)' does not exist") }
    return .user("Object \(model) doesn't exist")
  }

  private func unknown(_ model: String, _ method: String, _ call: RPCCall) -> RPCFailure {
    if case .json2 = call.dialect { return .notFound("The method '\(model).\(method)' does not exist") }
    return switch database.version {
    case .v16: .attribute("type object '\(model)' has no attribute '\(method)'")
    case .v17: .attribute("The method '\(method)' does not exist on the model '\(model)'")
    default: .attribute("The method '\(model).\(method)' does not exist")
    }
  }

  private func privateMethod(_ model: String, _ method: String) -> RPCFailure {
    let name = database.version <= .v17 ? method : "'\(model).\(method)'"
    return .access("Private methods (such as \(name)) cannot be called remotely.")
  }

  // MARK: Misbehaving imports

  private func refusal(_ message: String, _ record: Int, _ arguments: ERPArguments) -> RPCValue {
    let rows = Self.rows(of: record, arguments)
    return [
      "ids": false,
      "messages": [
        [
          "rows": ["from": .integer(rows.lowerBound), "to": .integer(rows.upperBound)], "record": .integer(record),
          "type": "error",
          "message": .text(message),
        ]
      ], "nextrow": 0,
    ]
  }

  /// The rows that a record of the import takes: its own, and those below it that give no external id.
  private static func rows(of record: Int, _ arguments: ERPArguments) -> ClosedRange<Int> {
    let rows = arguments(1, "data")?.list ?? []
    guard let column = arguments.texts(0, "fields").firstIndex(of: "id") else { return record...record }
    let starts = rows.indices.filter { row in
      let cells = rows[row].list ?? []
      return column < cells.count && cells[column].isTrue
    }
    guard record < starts.count else { return record...record }
    return starts[record]...((record + 1 < starts.count ? starts[record + 1] : rows.count) - 1)
  }

  /// The other process does the same work and commits first (FACTS-odoo b/c).
  private func lostRace(
    _ model: String, _ arguments: ERPArguments, _ context: ERPContext, winner: Bool
  ) throws(RPCFailure) -> RPCValue {
    if winner {
      _ = try database.transaction { () throws(RPCFailure) in try database.call(model, "load", arguments, context) }
    }
    return refusal("could not serialize access due to concurrent update\n", 0, arguments)
  }
}
