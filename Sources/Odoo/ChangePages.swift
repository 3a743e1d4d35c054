import Records

/// Where a reading of changes stands. Pure: `next` says what to ask, `take` what came of it.
///
/// Rows come by (write_date, id), and a page ends inside a second more often than not. A row can neither be asked for
/// by the exact stored time (microseconds, of which whole seconds are shown) nor be skipped by a count (rows leave a
/// second when they change again). So the last second of a full page is dropped and the next page begins with it; a
/// second that fills a whole page alone is read by id instead (FACTS-odoo i).
struct ChangePages: Sendable, Hashable {
  enum Step: Sendable, Hashable {
    /// Rows written at or after this moment, by (write_date, id). Nil: from the beginning.
    case from(Instant?)
    /// Rows of this one second with a higher id, by id.
    case within(Instant, after: Int)
    case finished
  }

  struct Row: Sendable, Hashable {
    var id: Int
    var written: Instant
  }

  private(set) var step: Step
  private(set) var highest: Instant?
  let limit: Int

  /// - Parameter cursor: "yyyy-MM-dd HH:mm:ss" of the highest write_date so far; the overlap in seconds is read again
  ///   before it.
  init(since cursor: Cursor?, overlap: Int, limit: Int) {
    let start = cursor.flatMap { Instant(utc: $0.text) }
    step = .from(start?.adding(-overlap))
    highest = start
    self.limit = limit
  }

  /// How far the reading has come. Nil before anything was ever read.
  var cursor: Cursor? { highest.map { Cursor($0.description) } }

  /// Which of the rows belong to this page. A page that is not full was the last.
  mutating func take(_ rows: [Row]) -> [Row] {
    guard let first = rows.first, let last = rows.last, rows.count >= limit else {
      highest = ([highest] + rows.map(\.written)).compactMap { $0 }.max()
      if case .within(let second, _) = step { step = .from(second.adding(1)) } else { step = .finished }
      return rows
    }
    if case .within(let second, _) = step {
      step = .within(second, after: last.id)
      return rows
    }
    guard first.written < last.written else {
      step = .within(last.written, after: 0)
      return []
    }
    step = .from(last.written)
    let kept = rows.filter { $0.written < last.written }
    highest = ([highest] + kept.map(\.written)).compactMap { $0 }.max()
    return kept
  }

  var domain: [JSON] {
    switch step {
    case .from(nil), .finished: []
    case .from(let start?): [Domain.leaf("write_date", ">=", .string(start.description))]
    case .within(let second, let id):
      [
        Domain.leaf("write_date", ">=", .string(second.description)),
        Domain.leaf("write_date", "<", .string(second.adding(1).description)), Domain.leaf("id", ">", .integer(id)),
      ]
    }
  }

  /// Everything that is still to be read: the second that is being read by id, and what was written after it.
  var rest: [JSON] {
    guard case .within(let second, _) = step else { return domain }
    return Domain.any([domain, [Domain.leaf("write_date", ">=", .string(second.adding(1).description))]])
  }

  var order: String {
    if case .within = step { "id" } else { "write_date, id" }
  }
}
