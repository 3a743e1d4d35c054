import Records

/// What `load` answered. A refused batch is an ordinary result: `ids` is false, everything was rolled back, and the
/// messages tell which rows were to blame (FACTS-odoo b).
struct LoadAnswer: Sendable, Hashable {
  struct Message: Sendable, Hashable {
    /// The rows of the matrix; nil where Odoo names none.
    var rows: ClosedRange<Int>?
    var text: String
    var field: String?
    var isError: Bool
  }

  enum Verdict: Sendable, Hashable {
    /// One id a document, in order.
    case loaded([Int])
    /// Another transaction was faster: the whole batch may be sent again.
    case lostRace(String)
    /// These documents (by index) are refused, with the reason; the others may be sent again.
    case refused([Int: Message])
    /// It failed, and no message says because of which document.
    case unattributed(String)
  }

  var ids: [Int]?
  var messages: [Message]

  init(_ json: JSON) {
    ids = json["ids"]?.array?.compactMap(\.integer)
    messages = (json["messages"]?.array ?? []).map { message in
      let from = message["rows"]?["from"]?.integer
      let to = message["rows"]?["to"]?.integer
      return Message(
        rows: from.flatMap { from in from...max(from, to ?? from) }, text: message["message"]?.string ?? "",
        field: message["field"]?.string, isError: message["type"]?.string == "error")
    }
  }

  func verdict(for matrix: LoadMatrix) -> Verdict {
    let errors = messages.filter(\.isError)
    if errors.isEmpty, let ids, ids.count == matrix.ranges.count { return .loaded(ids) }
    if let race = errors.first(where: { FailureTable.isLostRace($0.text) }) { return .lostRace(race.text) }
    var blamed: [Int: Message] = [:]
    for error in errors {
      guard let row = error.rows?.lowerBound, let document = matrix.document(atRow: row) else { continue }
      blamed[document] = blamed[document] ?? error
    }
    if let doubtful = Self.doubtful(errors, matrix), blamed.count > 1 { blamed[doubtful] = nil }
    if !blamed.isEmpty { return .refused(blamed) }
    return .unattributed(errors.first?.text ?? "load returned neither ids nor errors")
  }

  /// From 18 on Odoo first tries all records together and puts the exception of that attempt before the others, under
  /// the first record, which need not be at fault (odoo/models.py, `load`). When others are named as well, the first
  /// one, named only so, is given another chance.
  private static func doubtful(_ errors: [Message], _ matrix: LoadMatrix) -> Int? {
    guard let first = errors.first, let row = first.rows?.lowerBound, let document = matrix.document(atRow: row)
    else { return nil }
    let others = errors.dropFirst().contains { other in
      other.rows.flatMap { matrix.document(atRow: $0.lowerBound) } == document
    }
    return others ? nil : document
  }
}
