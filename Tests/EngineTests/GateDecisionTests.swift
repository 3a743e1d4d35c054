import Foundation
import Records
import Testing

@testable import Engine

@Suite("The gate")
struct GateDecisionTests {
  private func decide(_ actual: Value, _ expected: String, closed: String = "0", closes: Bool = true) -> GateDecision {
    GateDecision(
      field: "amount_total", actual: actual, expected: Decimal(exactly: expected) ?? 0,
      within: Decimal(exactly: "0.05") ?? 0,
      alreadyClosed: Decimal(exactly: closed) ?? 0, closes: closes, code: "TOTAL_DIFFERS")
  }
  private func amount(_ text: String) -> Value { .decimal(Decimal(exactly: text) ?? 0) }

  @Test("Equal amounts pass, whatever their digits")
  func equal() {
    #expect(decide(amount("59.700"), "59.7") == .pass)
    #expect(decide(0, "0.000000") == .pass)
  }

  @Test("A difference up to the limit is closed by a row of exactly that amount, either way")
  func closing() {
    #expect(decide(amount("59.69"), "59.70") == .close(Decimal(exactly: "0.01") ?? 0))
    #expect(decide(amount("59.75"), "59.70") == .close(Decimal(exactly: "-0.05") ?? 0))
  }

  @Test("One cent more than the limit stops the record")
  func beyond() throws {
    guard case .refuse(let fault) = decide(amount("59.76"), "59.70") else { throw Failure() }
    #expect(fault.code == "TOTAL_DIFFERS")
    #expect(fault.context["difference"] == "-0.06")
  }

  @Test("A closing row that is there already is corrected, and the limit holds for the whole of it")
  func corrected() {
    #expect(decide(amount("59.69"), "59.70", closed: "0.03") == .close(Decimal(exactly: "0.04") ?? 0))
    guard case .refuse = decide(amount("59.66"), "59.70", closed: "0.03") else {
      Issue.record("a row of 0.07 was allowed")
      return
    }
  }

  @Test("Without a closing row in the mapping a cent is a refusal; a target that says nothing is one too")
  func refusals() {
    for decision in [decide(amount("59.69"), "59.70", closes: false), decide(.null, "59.70")] {
      guard case .refuse = decision else {
        Issue.record("not refused")
        continue
      }
    }
  }

  private struct Failure: Error {}
}
