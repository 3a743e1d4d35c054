import Testing

@testable import Odoo

@Suite("A refused load names the documents to blame")
struct LoadAnswerTests {
  /// Three orders: rows 0-1, 2, 3-4.
  let matrix = LoadMatrix(
    [2, 1, 2].enumerated().map { index, lines in
      LoadDocument(
        externalID: "passerelle.o\(index)", cells: ["name": "n"],
        rows: ["order_line": (0..<lines).map { LoadDocument.Row(externalID: "passerelle.o\(index)-\($0)", cells: [:]) }]
      )
    })

  func message(_ from: Int, _ to: Int, _ text: String, type: JSON = "error") -> JSON {
    ["rows": ["from": .integer(from), "to": .integer(to)], "record": 0, "type": type, "message": .string(text)]
  }

  func blamed(_ messages: [JSON]) -> [Int]? {
    let answer = LoadAnswer(["ids": false, "messages": .array(messages), "nextrow": 0])
    guard case .refused(let blamed) = answer.verdict(for: matrix) else { return nil }
    return blamed.keys.sorted()
  }

  @Test("Ids and no errors: loaded, one id a document")
  func loaded() {
    let answer = LoadAnswer(["ids": [7, 8, 9], "messages": [], "nextrow": 0])
    #expect(answer.verdict(for: matrix) == .loaded([7, 8, 9]))
  }

  @Test("A warning does not refuse")
  func warnings() {
    let answer = LoadAnswer(["ids": [7, 8, 9], "messages": [message(0, 0, "odd", type: "warning")]])
    #expect(answer.verdict(for: matrix) == .loaded([7, 8, 9]))
  }

  @Test("An error in the second line of an order blames the order")
  func secondLine() {
    #expect(blamed([message(4, 4, "No matching record found")]) == [2])
  }

  @Test("From 18 on the batch's own exception stands first under the first record, which is not blamed with the others")
  func batchException() {
    #expect(blamed([message(0, 1, "The VAT number"), message(3, 4, "The VAT number")]) == [2])
    #expect(blamed([message(0, 1, "something at large"), message(2, 2, "The VAT number")]) == [1])
  }

  @Test("Alone, the first record is blamed")
  func firstAlone() {
    #expect(blamed([message(0, 1, "The VAT number")]) == [0])
    #expect(blamed([message(0, 1, "The VAT number"), message(0, 1, "and more")]) == [0])
  }

  @Test("A first record with an error of its own is blamed beside the others")
  func firstBeside() {
    #expect(blamed([message(0, 1, "x"), message(0, 1, "y"), message(2, 2, "x")]) == [0, 1])
  }

  @Test("The loser of a race is to come again")
  func race() {
    let text = "could not serialize access due to concurrent update\n"
    let answer = LoadAnswer(["ids": false, "messages": [message(0, 0, text)]])
    #expect(answer.verdict(for: matrix) == .lostRace(text))
  }

  @Test("Errors that name no row blame nobody")
  func unattributed() {
    let answer = LoadAnswer(["ids": false, "messages": [["type": "error", "message": "?"]]])
    #expect(answer.verdict(for: matrix) == .unattributed("?"))
    #expect(LoadAnswer(["ids": false, "messages": []]).verdict(for: matrix) != .loaded([]))
    let short = LoadAnswer(["ids": [1], "messages": []])
    if case .loaded = short.verdict(for: matrix) { Issue.record("fewer ids than documents is not success") }
  }
}
