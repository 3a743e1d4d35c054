import Foundation
import Records
import Sandbox
import Testing

/// What an ERP answers instead of an answer. In each case: its own sentence, nothing half done, and the next run after the fault is over
/// leaves nothing missing and nothing twice.
@Suite("An ERP that answers badly")
struct ERPAnswerTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var fault: ERPMisbehaviour
    var code: String
    var sentence: String
    var family = Fault.Family.road
    var testDescription: String { "\(fault)" }
  }

  static let cases: [Case] = [
    Case(
      fault: .closeBeforeCommit, code: "ERP_CONNECTION_CLOSED",
      sentence: "Odoo broke off before it had answered."),
    Case(
      fault: .closeAfterCommit, code: "ERP_CONNECTION_CLOSED",
      sentence: "Odoo broke off before it had answered."),
    Case(
      fault: .truncateAnswer, code: "ERP_CONNECTION_CLOSED",
      sentence: "Odoo broke off before it had answered."),
    Case(
      fault: .html(status: 502), code: "ERP_UNREACHABLE",
      sentence: "Odoo cannot be reached, or does not work at the moment."),
    Case(
      fault: .html(status: 503), code: "ERP_UNREACHABLE",
      sentence: "Odoo cannot be reached, or does not work at the moment."),
    Case(
      fault: .html(status: 200), code: "ERP_NOT_ODOO",
      sentence: "What answers at Odoo's address is not Odoo (status 200).", family: .configuration),
    Case(
      fault: .error(name: "psycopg2.OperationalError", message: "connection refused"), code: "ERP_DATABASE_DOWN",
      sentence: "Odoo cannot reach its database."),
  ]

  /// What a run asks of the ERP.
  static let methods = ["search_read", "onchange", "load", "action_confirm", "create_invoices"]

  @Test("From the first call on, it stops the run with its own sentence; afterwards all is there", arguments: cases)
  func fromTheBeginning(_ example: Case) async throws {
    try await Bench.run { bench in
      let orders = [bench.order(), bench.order()]
      // The question for the version needs no database, and is answered all the same.
      let needsDatabase = example.code == "ERP_DATABASE_DOWN"
      bench.erp.misbehave(example.fault, on: ERPTrigger(method: needsDatabase ? "search_read" : nil, times: .max))
      let report = try await bench.sync()
      expect(report.fault, example.code, example.sentence, example.family)
      #expect(report.end == (example.family == .road ? .incomplete : .configuration))
      #expect(bench.isERPUntouched)
      bench.erp.behave()
      try await bench.completes()
      #expect(bench.differences(orders) == [])
    }
  }

  @Test("In mid-run, as long as it lasts, nothing is half done; afterwards all is there", arguments: cases, methods)
  func inMidRun(_ example: Case, method: String) async throws {
    try await Bench.run { bench in
      let orders = [bench.order(), bench.order()]
      _ = try await bench.withEngine { try await $0.check() }
      bench.erp.misbehave(example.fault, on: ERPTrigger(method: method, times: .max))
      let report = try await bench.sync()
      if report.end != .done { expect(report.fault, example.code, nil, example.family) }
      #expect(bench.harm(orders) == [])
      #expect(try await bench.quarantine().isEmpty)
      bench.erp.behave()
      try await bench.completes()
      #expect(bench.differences(orders) == [])
    }
  }

  @Test("Once, the run finishes by itself", arguments: cases.filter { $0.family == .road }, methods)
  func once(_ example: Case, method: String) async throws {
    try await Bench.run(Road(attempts: 3)) { bench in
      let orders = [bench.order(), bench.order()]
      bench.erp.misbehave(example.fault, on: ERPTrigger(method: method))
      let report = try await bench.sync()
      #expect(report.end == .done, "\(report)")
      #expect(bench.differences(orders) == [])
    }
  }

  @Test(
    "A message about one row of an import: only that order is quarantined, with the message; the others go on",
    arguments: 0...2)
  func rowMessage(row: Int) async throws {
    try await Bench.run { bench in
      let orders = [bench.order(), bench.order(), bench.order()]
      bench.erp.misbehave(
        .rowMessage("The fiscal position is not allowed here.", record: row),
        on: ERPTrigger(model: "sale.order", method: "load"))
      try await bench.completes()
      let rows = try await bench.quarantine()
      #expect(rows.map(\.key) == [RecordKey(orders[row])])
      expect(rows.first?.fault, "ERP_REFUSED", nil, .record)
      #expect(rows.first?.fault.cause(.english).contains("The fiscal position is not allowed here.") == true)
      #expect(bench.differences(orders.filter { $0 != orders[row] }) == [])
      try await bench.replay()
      try await bench.completes()
      #expect(try await bench.quarantine().isEmpty)
      #expect(bench.differences(orders) == [])
    }
  }

  @Test(
    "Another process creates the same under the same key first",
    arguments: [ERPMisbehaviour.loseRace, .loseRaceWithoutWinner], ["sale.order", "res.partner"])
  func losesRace(fault: ERPMisbehaviour, model: String) async throws {
    try await Bench.run { bench in
      let orders = [bench.order(), bench.order()]
      bench.erp.misbehave(fault, on: ERPTrigger(model: model, method: "load"))
      let report = try await bench.sync()
      #expect(report.end == .done, "\(report)")
      #expect(bench.differences(orders) == [])
    }
  }

  @Test(
    "A module that is not installed is named", arguments: [("delivery.carrier", "delivery"), ("sale.order", "sale")])
  func moduleMissing(model: String, module: String) async throws {
    try await Bench.run { bench in
      bench.order()
      bench.erp.removeModel(model)
      let report = try await bench.sync()
      expect(report.fault, "ERP_MODULE_MISSING", nil, .configuration)
      #expect(report.fault?.cause(.english).contains(model) == true, "\(report)")
      #expect(report.end == .configuration)
      #expect(bench.isERPUntouched)
    }
  }

  @Test(
    "A right that is missing is named, and stops the run at once",
    arguments: ["sale.order", "res.partner", "account.tax", "product.product"], [ERPOperation.read, .create])
  func rightMissing(model: String, operation: ERPOperation) async throws {
    if operation == .create, model.hasPrefix("account") || model.hasPrefix("product") { return }
    try await Bench.run { bench in
      let orders = [bench.order(), bench.order()]
      bench.erp.refuse([operation], on: model)
      let report = try await bench.sync()
      expect(report.fault, "ERP_RIGHT_MISSING", nil, .configuration)
      #expect(bench.pauses.withLock { $0 } == [])
      #expect(report.fault?.cause(.english).contains(model) == true, "\(report)")
      #expect(report.end == .configuration)
      #expect(bench.harm(orders) == [])
      #expect(try await bench.quarantine().isEmpty)
      bench.erp.allow([operation], on: model)
      try await bench.completes()
      #expect(bench.differences(orders) == [])
    }
  }

  @Test("A key that is revoked", arguments: ["", "load", "action_confirm", "create_invoices"])
  func keyRevoked(before method: String) async throws {
    try await Bench.run { bench in
      let orders = [bench.order(), bench.order()]
      if method.isEmpty {
        bench.erp.revokeKey(Bench.erpKey)
      } else {
        bench.erp.misbehave(
          .error(name: "odoo.exceptions.AccessDenied", message: "Access Denied"),
          on: ERPTrigger(method: method, times: .max))
      }
      let report = try await bench.sync()
      expect(report.fault, "ERP_KEY_REFUSED", nil, .configuration)
      #expect(report.end == .configuration)
      #expect(bench.harm(orders) == [])
      #expect(try await bench.quarantine().isEmpty)
      #expect(!bench.logs.text.contains(Bench.erpKey))
      guard !method.isEmpty else { return }
      bench.erp.behave()
      try await bench.completes()
      #expect(bench.differences(orders) == [])
    }
  }
}
