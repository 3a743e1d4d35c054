import Records
import Testing

@testable import Odoo

@Suite("What an exception of the server means")
struct FailureTableTests {
  func judge(_ name: String, _ message: String, model: String = "sale.order") -> CallFailure {
    FailureTable.failure(ServerError(name: name, message: message), status: 200, model: model, method: "write")
  }

  @Test(
    "Each exception has its family and code",
    arguments: [
      ("odoo.exceptions.AccessDenied", "Access Denied", Fault.Family.configuration, "ERP_KEY_REFUSED"),
      ("werkzeug.exceptions.Unauthorized", "Invalid apikey", .configuration, "ERP_KEY_REFUSED"),
      (
        "psycopg2.OperationalError", "connection failed: FATAL:  database \"nodb\" does not exist\n", .configuration,
        "ERP_DATABASE_UNKNOWN"
      ),
      ("psycopg2.OperationalError", "connection refused", .road, "ERP_DATABASE_DOWN"),
      ("odoo.exceptions.UserError", "Object sale.order doesn't exist", .configuration, "ERP_MODULE_MISSING"),
      ("werkzeug.exceptions.NotFound", "the model 'sale.order' does not exist", .configuration, "ERP_MODULE_MISSING"),
      (
        "werkzeug.exceptions.NotFound", "The method 'sale.order.nope' does not exist", .configuration,
        "ERP_METHOD_MISSING"
      ),
      ("builtins.AttributeError", "The method 'sale.order.nope' does not exist", .configuration, "ERP_METHOD_MISSING"),
      ("odoo.exceptions.UserError", "must be in draft", .record, "ERP_REFUSED"),
      ("odoo.exceptions.ValidationError", "The VAT number", .record, "ERP_REFUSED"),
      ("builtins.KeyError", "lang", .record, "ERP_REFUSED"),
      ("builtins.KeyError", "nope", .record, "ERP_VALUE_REFUSED"),
      ("builtins.ValueError", "Invalid field 'nope' on model 'res.partner'", .record, "ERP_VALUE_REFUSED"),
      (
        "odoo.exceptions.MissingError", "Record does not exist or has been deleted.\n(Record: sale.order(5,), User: 6)",
        .record, "TARGET_DELETED"
      ),
      (
        "odoo.exceptions.MissingError",
        "Record does not exist or has been deleted.\n(Record: product.product(5,), User: 6)",
        .record, "ERP_REFUSED"
      ),
      ("builtins.ZeroDivisionError", "division by zero", .record, "ERP_ERROR"),
      (
        "psycopg2.errors.SerializationFailure", "could not serialize access due to concurrent update", .road, "ERP_BUSY"
      ),
      ("psycopg2.errors.DeadlockDetected", "deadlock detected", .road, "ERP_BUSY"),
    ] as [(String, String, Fault.Family, String)])
  func table(name: String, message: String, family: Fault.Family, code: String) {
    let failure = judge(name, message)
    #expect(failure.fault.family == family)
    #expect(failure.fault.code == code)
    #expect(!failure.fault.hint.isEmpty)
    #expect(failure.consequence == .nothing, "An exception rolls its transaction back")
  }

  @Test("Only a lost race is repeated at once")
  func races() {
    #expect(judge("psycopg2.errors.SerializationFailure", "x").lostRace)
    #expect(!judge("odoo.exceptions.ValidationError", "x").lostRace)
    #expect(!judge("psycopg2.OperationalError", "connection refused").lostRace)
  }

  @Test("A missing module is named, so that it can be installed")
  func module() {
    let failure = judge("odoo.exceptions.UserError", "Object sale.order doesn't exist")
    #expect(failure.fault.context["module"] == "sale_management")
    #expect(failure.fault.hint.contains("sale_management"))
  }

  @Test("A missing right names the groups that bring it; a record rule concerns its record only")
  func rights() {
    let message =
      "You are not allowed to access 'Sales Order' (sale.order) records.\n\nThis operation is allowed for the following "
      + "groups:\n\t- Inventory/User\n\t- Sales/Administrator\n\nContact your administrator to request access if necessary."
    let right = judge("odoo.exceptions.AccessError", message).fault
    #expect(right.family == .configuration)
    #expect(right.context["groups"] == "Inventory/User, Sales/Administrator")
    let rule = judge("odoo.exceptions.AccessError", "Due to security restrictions, you are not allowed to read it.")
      .fault
    #expect(rule.family == .record)
    #expect(rule.code == "ERP_RECORD_FORBIDDEN")
  }

  @Test("A write that was cut may have happened; a read that was cut has not; a refused connection never has")
  func roads() {
    let cut = RoadTable.failure(.cut(.closed, .unknown), effect: .write, url: "u")
    #expect(cut.consequence == .unknown)
    #expect(cut.wantsSmallerBatch)
    if case .unknown = cut.outcome {} else { Issue.record("a cut write is unknown, not \(cut.outcome)") }
    #expect(RoadTable.failure(.cut(.closed, .unknown), effect: .read, url: "u").consequence == .nothing)
    let refused = RoadTable.failure(.cut(.unreachable, .none), effect: .write, url: "u")
    if case .notApplied = refused.outcome {} else { Issue.record("nothing was sent, so nothing happened") }
    #expect(RoadTable.failure(.cut(.stalled, .unknown), effect: .write, url: "u").fault.code == "ERP_TIMEOUT")
  }

  @Test(
    "An answer that is not Odoo's JSON is told apart",
    arguments: [
      (404, "No database is selected and the requested URL was not found", "ERP_DATABASE_UNKNOWN"),
      (200, "<!DOCTYPE html>", "ERP_NOT_ODOO"), (302, "", "ERP_REDIRECTS"), (502, "<html>", "ERP_UNREACHABLE"),
      (429, "", "ERP_THROTTLED"), (413, "", "ERP_REQUEST_TOO_LARGE"), (403, "<html>", "ERP_KEY_REFUSED"),
    ])
  func html(status: Int, start: String, code: String) {
    let failure = RoadTable.failure(
      status: status, start: start, location: nil, retryAfter: 7, effect: .write, label: "x")
    #expect(failure.fault.code == code)
  }
}
