import Records

/// What a complete comparison found in one page of the source.
struct PageComparison: Sendable {
  /// The source records of the page.
  let keys: Set<RecordKey>
  /// True on the last page of a pass that saw everything.
  let isComplete: Bool
  /// The last record up to which the pass has come; nil: to the end.
  let end: RecordKey?
  var compared = 0
  /// Records that the mapping does not let in.
  var left = 0
  var found: [Difference] = []

  init(_ page: Page) {
    keys = Set(page.records.map(\.key))
    isComplete = page.isComplete
    end = isComplete ? nil : keys.max()
  }
}

extension VerifyReport {
  mutating func add(_ page: PageComparison) {
    compared += page.compared
    left += page.left
    let wrong = page.found.count { $0.fault != nil }
    faulty += wrong
    differing += page.found.count - wrong
    equal += page.compared - page.left - page.found.count
    isComplete = page.isComplete
  }
}
