import Foundation
import Records

/// What an exception of the server means. Source: FACTS-odoo a, "Odoo 19", and the table of versions; recordings of 16
/// to 19.
enum FailureTable {
  static func failure(_ error: ServerError, status: Int, model: String, method: String) -> CallFailure {
    let context = ["model": model, "method": method, "error": error.name]
    switch error.name {
    case "odoo.exceptions.AccessDenied", "werkzeug.exceptions.Unauthorized":
      return CallFailure(keyRefused(error.message))
    case "odoo.exceptions.AccessError":
      return CallFailure(accessRefused(error, model: model, context: context))
    case "odoo.exceptions.MissingError" where !error.message.contains("\(model)("):
      // Another record than the one called on: a product or tax that was deleted.
      return CallFailure(refused(error.message, context))
    case "odoo.exceptions.MissingError":
      return CallFailure(
        Fault(
          .record, "TARGET_DELETED", "Odoo: \(oneLine(error.message))", context: context,
          hint: "The record was deleted in Odoo. Replay with --recreate if it shall exist again."))
    case "odoo.exceptions.UserError", "odoo.exceptions.ValidationError", "odoo.exceptions.RedirectWarning":
      if modelIsMissing(error, model) { return CallFailure(ModuleNames.missing(model)) }
      return CallFailure(refused(error.message, context))
    case "werkzeug.exceptions.NotFound":
      if modelIsMissing(error, model) { return CallFailure(ModuleNames.missing(model)) }
      return CallFailure(methodMissing(error, context))
    case "builtins.AttributeError": return CallFailure(methodMissing(error, context))
    // Only an argument that the method does not take means that it is another method than we know.
    case "builtins.TypeError" where error.message.contains("argument"):
      return CallFailure(methodMissing(error, context))
    case "builtins.KeyError" where error.message == "lang":
      // Odoo 16 stumbles over its own message when a database constraint is violated.
      return CallFailure(
        refused("A rule of the database was violated (Odoo 16 does not say which one).", context))
    case "builtins.ValueError", "builtins.KeyError":
      return CallFailure(
        Fault(
          .record, "ERP_VALUE_REFUSED", "Odoo cannot take a field or value: \(error.message)", context: context,
          hint: "Check the field's name and the value's form in the mapping."))
    case "werkzeug.exceptions.BadRequest":
      return CallFailure(
        Fault(
          .configuration, "ERP_PROTOCOL", "Odoo did not understand the request: \(error.message)", context: context,
          hint: "Check that nothing between here and Odoo rewrites requests."))
    case "odoo.http.SessionExpiredException":
      return CallFailure(busy(error, context), lostRace: true)
    default:
      return databaseFailure(error, context: context)
    }
  }

  /// Exceptions of PostgreSQL that reach us, and whatever a module raised.
  private static func databaseFailure(_ error: ServerError, context: [String: String]) -> CallFailure {
    let losses = ["SerializationFailure", "DeadlockDetected", "LockNotAvailable", "TransactionRollbackError"]
    if losses.contains(where: error.name.hasSuffix) || isLostRace(error.message) {
      return CallFailure(busy(error, context), lostRace: true)
    }
    if error.name.hasSuffix("OperationalError") || error.name.hasSuffix("PoolError")
      || error.name.hasSuffix("InterfaceError")
    {
      // The name is the same for a database that is down and one that does not exist: only PostgreSQL's text differs.
      if error.message.contains("database \""), error.message.contains("does not exist") {
        return CallFailure(databaseUnknown(error.message))
      }
      return CallFailure(
        Fault(
          .road, "ERP_DATABASE_DOWN", "Odoo cannot reach its database: \(firstLine(error.message))", context: context,
          hint: "Look at PostgreSQL on the Odoo server; it is tried again by itself."), mayPass: true)
    }
    if error.name.hasSuffix("MemoryError") || error.name.hasSuffix("CPUTimeLimitExceeded") {
      return CallFailure(busy(error, context), wantsSmallerBatch: true)
    }
    return CallFailure(
      Fault(
        .record, "ERP_ERROR", "Odoo failed with \(error.name): \(firstLine(error.message))", context: context,
        hint: "Look at Odoo's log at this time; a module installed there may be the cause."))
  }

  /// The loser of two transactions gets this as the message of `load`, which swallows the exception (FACTS-odoo b).
  static func isLostRace(_ message: String) -> Bool {
    message.contains("could not serialize access") || message.contains("deadlock detected")
      || message.contains("current transaction is aborted")
  }

  static func refused(_ message: String, _ context: [String: String]) -> Fault {
    Fault(
      .record, "ERP_REFUSED", "Odoo refused: \(oneLine(message))", context: context,
      hint: "Mend what Odoo names, there or in the shop, and replay.")
  }

  static func busy(_ error: ServerError, _ context: [String: String]) -> Fault {
    Fault(
      .road, "ERP_BUSY", "Odoo could not finish because of other work: \(firstLine(error.message))", context: context,
      hint: "It is tried again by itself.")
  }

  static func keyRefused(_ message: String) -> Fault {
    Fault(
      .configuration, "ERP_KEY_REFUSED", "Odoo does not accept the login and key: \(firstLine(message))",
      hint: "Check login and API key; keys expire and are shown only once, so make a new one if in doubt.")
  }

  static func databaseUnknown(_ message: String) -> Fault {
    Fault(
      .configuration, "ERP_DATABASE_UNKNOWN", "Odoo knows no such database: \(firstLine(message))",
      hint: "Check the database's name, and the server's dbfilter.")
  }

  static func accessRefused(_ error: ServerError, model: String, context: [String: String]) -> Fault {
    let groups = error.groups
    // A record rule concerns one record; a missing right concerns the user and every record.
    guard !groups.isEmpty, error.message.contains("(\(model))") || error.message.contains("groups") else {
      return Fault(
        .record, "ERP_RECORD_FORBIDDEN", "Odoo does not let the technical user touch this: \(oneLine(error.message))",
        context: context, hint: "A record rule or another company's record: give the technical user access to it.")
    }
    return Fault(
      .configuration, "ERP_RIGHT_MISSING",
      "The technical user lacks a right on \(model): \(firstLine(error.message))",
      context: context.merging(["groups": groups.joined(separator: ", ")]) { own, _ in own },
      hint: "Put the technical user into one of these groups: \(groups.joined(separator: ", ")).")
  }

  private static func methodMissing(_ error: ServerError, _ context: [String: String]) -> Fault {
    Fault(
      .configuration, "ERP_METHOD_MISSING", "This Odoo does not offer what was called: \(firstLine(error.message))",
      context: context, hint: "Check the server's version; 16 to 19 are supported.")
  }

  /// JSON-RPC has no name of its own for it: a UserError "Object x doesn't exist"; JSON-2 a NotFound "the model 'x'
  /// does not exist".
  private static func modelIsMissing(_ error: ServerError, _ model: String) -> Bool {
    error.message == "Object \(model) doesn't exist" || error.message == "the model '\(model)' does not exist"
  }

  private static func oneLine(_ message: String) -> String {
    message.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private static func firstLine(_ message: String) -> String {
    message.split(separator: "\n").first.map(String.init) ?? message
  }
}
