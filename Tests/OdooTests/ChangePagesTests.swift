import Records
import Testing

@testable import Odoo

@Suite("Changes are read page by page without losing any")
struct ChangePagesTests {
  let base = Instant(secondsSince1970: 1_763_800_000)

  /// What Odoo would answer: rows by (microseconds, id) or by id, of which seconds are shown.
  func answer(_ pages: ChangePages, _ table: [Int: Int]) -> [ChangePages.Row] {
    let rows = table.map { (id: $0.key, micro: $0.value) }
    func row(_ entry: (id: Int, micro: Int)) -> ChangePages.Row {
      ChangePages.Row(id: entry.id, written: base.adding(entry.micro / 1_000_000))
    }
    switch pages.step {
    case .finished: return []
    case .from(let start):
      return Array(
        rows.filter { entry in start.map { row(entry).written >= $0 } ?? true }
          .sorted { ($0.micro, $0.id) < ($1.micro, $1.id) }.prefix(pages.limit).map(row))
    case .within(let second, let after):
      return Array(
        rows.filter { row($0).written == second && $0.id > after }.sorted { $0.id < $1.id }.prefix(pages.limit).map(row)
      )
    }
  }

  func readAll(_ pages: inout ChangePages, _ table: () -> [Int: Int]) -> Set<Int> {
    var seen: Set<Int> = []
    var requests = 0
    while pages.step != .finished, requests < 10_000 {
      seen.formUnion(pages.take(answer(pages, table())).map(\.id))
      requests += 1
    }
    return seen
  }

  @Test("The cursor's overlap is read again, and the cursor never goes back")
  func overlap() {
    var pages = ChangePages(since: "2026-11-22 10:00:00", overlap: 300, limit: 10)
    #expect(pages.domain == [["write_date", ">=", "2026-11-22 09:55:00"]])
    let old = Instant(utc: "2026-11-22 09:56:00")
    _ = pages.take([ChangePages.Row(id: 1, written: old ?? base)])
    #expect(pages.cursor == "2026-11-22 10:00:00")
    #expect(pages.step == .finished)
  }

  @Test("Nothing ever read leaves no cursor")
  func empty() {
    var pages = ChangePages(since: nil, overlap: 300, limit: 10)
    _ = pages.take([])
    #expect(pages.cursor == nil)
    #expect(pages.step == .finished)
  }

  @Test("A bulk write of thousands of rows in one second is read by id")
  func bulk() {
    let table = Dictionary(uniqueKeysWithValues: (1...95).map { ($0, 5_000_000) })
    var pages = ChangePages(since: nil, overlap: 300, limit: 10)
    #expect(readAll(&pages) { table } == Set(1...95))
    #expect(pages.cursor == Cursor(base.adding(5).description))
  }

  @Test("Any table is read completely, ties and page borders wherever they fall", arguments: 0..<200)
  func complete(seed: Int) {
    var generator = Steps(state: UInt64(seed) + 1)
    let table = Dictionary(
      uniqueKeysWithValues: (1...60).map {
        ($0, Int.random(in: 0...12, using: &generator) * 1_000_000 + Int.random(in: 0...3, using: &generator))
      })
    var pages = ChangePages(since: nil, overlap: 300, limit: Int.random(in: 1...9, using: &generator))
    #expect(readAll(&pages) { table } == Set(1...60))
  }

  @Test("Rows that change again while the pages are read are not lost, nor are their neighbours", arguments: 0..<200)
  func moving(seed: Int) {
    var generator = Steps(state: UInt64(seed) + 1)
    var table = Dictionary(
      uniqueKeysWithValues: (1...60).map { ($0, Int.random(in: 0...6, using: &generator) * 1_000_000) })
    var pages = ChangePages(since: nil, overlap: 300, limit: Int.random(in: 1...9, using: &generator))
    var now = 10_000_000
    let seen = readAll(&pages) {
      now += 1_000_000
      if now < 60_000_000 { table[Int.random(in: 1...60, using: &generator)] = now }
      return table
    }
    #expect(seen == Set(1...60))
  }

  /// The same numbers for the same seed (SplitMix64).
  struct Steps: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }
}
