import Testing

@testable import PrestaShop

@Suite("Walking through changes")
struct ChangeWalkTests {
  typealias Row = ChangeWalk.Row

  /// A table that answers steps as the shop does.
  struct Table {
    var rows: [Row]
    var ignoresFilter = false
    var ignoresSort = false

    func answer(_ step: ChangeWalk.Step, pageSize: Int) -> [Row] {
      let byTime = { (one: Row, other: Row) in (one.stamp, one.id) < (other.stamp, other.id) }
      let byID = { (one: Row, other: Row) in one.id < other.id }
      func page(_ order: (Row, Row) -> Bool, offset: Int = 0, isID: Bool = false, _ condition: (Row) -> Bool) -> [Row] {
        let chosen = ignoresFilter && !isID ? rows : rows.filter(condition)
        return Array((ignoresSort && !isID ? chosen : chosen.sorted(by: order)).dropFirst(offset).prefix(pageSize))
      }
      return switch step {
      case .from(let stamp, let offset): page(byTime, offset: offset) { $0.stamp >= stamp ?? "" }
      case .after(let stamp): page(byTime) { $0.stamp > stamp }
      case .within(let stamp, let id): page(byID) { $0.stamp == stamp && $0.id > id }
      case .scan(let id): page(byID, isID: true) { $0.id > id }
      }
    }

    /// Everything that a walk hands on, and how many pages it took.
    func walk(bound: String?, pageSize: Int, mayLag: Bool = false, between: (inout Table, Int) -> Void = { _, _ in })
      -> (
        rows: [Row], pages: Int, walk: ChangeWalk
      )
    {
      var table = self
      var walk = ChangeWalk(bound: bound, pageSize: pageSize, mayLag: mayLag)
      var all: [Row] = []
      var pages = 0
      while let step = walk.step, pages < 10_000 {
        let page = table.answer(step, pageSize: pageSize)
        all += walk.take(page).map { page[$0] }
        pages += 1
        between(&table, pages)
      }
      return (all, pages, walk)
    }
  }

  static func stamp(_ second: Int) -> String { "2026-11-22 10:\(second / 60 + 10):\(second % 60 + 10)" }

  @Test("Every row at or above the bound comes exactly once, whatever the ties and page sizes", arguments: 1...60)
  func complete(seed: Int) {
    var generator = SplitMix(seed: UInt64(seed))
    let seconds = Int.random(in: 1...30, using: &generator)
    let rows = (1...Int.random(in: 1...120, using: &generator)).map {
      Row(id: $0, stamp: Self.stamp(Int.random(in: 0..<seconds, using: &generator)))
    }
    let pageSize = Int.random(in: 1...40, using: &generator)
    let bound = Bool.random(using: &generator) ? Self.stamp(Int.random(in: 0..<seconds, using: &generator)) : nil
    let result = Table(rows: rows.shuffled(using: &generator)).walk(bound: bound, pageSize: pageSize)
    let wanted = rows.filter { $0.stamp >= bound ?? "" }
    #expect(result.rows.sorted { $0.id < $1.id } == wanted)
    #expect(result.walk.highest == wanted.map(\.stamp).max())
    #expect(!result.walk.isIgnored)
  }

  @Test("A second with more rows than five pages is read to its end, and what follows it too")
  func oneSecond() {
    let rows = (1...53).map { Row(id: $0, stamp: "2026-11-22 10:00:00") } + [Row(id: 54, stamp: "2026-11-22 10:00:01")]
    let result = Table(rows: rows).walk(bound: "2026-11-22 10:00:00", pageSize: 10)
    #expect(result.rows == rows)
    #expect(result.pages == 7)
  }

  @Test("Rows that change while pages are read are not lost: they come again with their new time", arguments: 1...40)
  func moving(seed: Int) {
    var generator = SplitMix(seed: UInt64(seed))
    let rows = (1...60).map { Row(id: $0, stamp: Self.stamp(Int.random(in: 0..<6, using: &generator))) }
    var touched: Set<Int> = []
    let result = Table(rows: rows).walk(bound: nil, pageSize: 7) { table, page in
      guard page < 12 else { return }
      let index = Int.random(in: 0..<60, using: &generator)
      table.rows[index].stamp = Self.stamp(100 + page)
      touched.insert(index + 1)
    }
    #expect(Set(result.rows.map(\.id)) == Set(1...60))
    for id in touched { #expect(result.rows.contains { $0.id == id && $0.stamp >= Self.stamp(100) }) }
  }

  @Test("A shop that ignores the filter is found out, and every row is read by id", arguments: [1, 7, 100])
  func ignoredFilter(pageSize: Int) {
    let rows = (1...30).map { Row(id: $0, stamp: Self.stamp(30 - $0)) }
    let result = Table(rows: rows, ignoresFilter: true).walk(bound: Self.stamp(20), pageSize: pageSize)
    #expect(result.rows.sorted { $0.id < $1.id } == rows.filter { $0.stamp >= Self.stamp(20) })
    #expect(result.walk.isIgnored)
    #expect(!result.walk.isStuck)
  }

  @Test("A shop that ignores the order is found out, and every row is read by id")
  func ignoredSort() {
    let rows = (1...30).map { Row(id: $0, stamp: Self.stamp(($0 * 7) % 30)) }
    let result = Table(rows: rows, ignoresSort: true).walk(bound: nil, pageSize: 8)
    #expect(result.rows.sorted { $0.id < $1.id } == rows)
    #expect(result.walk.isIgnored)
  }

  @Test("A shop that ignores even the ids is given up")
  func stuck() {
    var walk = ChangeWalk(bound: Self.stamp(10), pageSize: 2)
    let page = [Row(id: 2, stamp: Self.stamp(0)), Row(id: 1, stamp: Self.stamp(1))]
    #expect(walk.take(page).isEmpty)
    #expect(walk.take(page).isEmpty)
    #expect(walk.isStuck)
    #expect(walk.step == nil)
  }

  @Test(
    "Where the shop filters on a newer time than it shows, rows below the bound are accepted and the walk still ends",
    arguments: 1...40)
  func lagging(seed: Int) {
    var generator = SplitMix(seed: UInt64(seed))
    // What is filtered on lies at or after what is shown and sorted by.
    let shown = (1...50).map { Row(id: $0, stamp: Self.stamp(Int.random(in: 0..<20, using: &generator))) }
    let filtered = Dictionary(
      uniqueKeysWithValues: shown.map { row in
        (
          row.id,
          Bool.random(using: &generator)
            ? row.stamp : max(row.stamp, Self.stamp(Int.random(in: 0..<20, using: &generator)))
        )
      })
    let pageSize = Int.random(in: 2...12, using: &generator)
    let bound = Self.stamp(5)
    var walk = ChangeWalk(bound: bound, pageSize: pageSize, mayLag: true)
    var all: Set<Int> = []
    var pages = 0
    while let step = walk.step, pages < 1000 {
      pages += 1
      let page: [Row]
      switch step {
      case .from(let stamp, let offset):
        page = Array(
          shown.filter { filtered[$0.id, default: ""] >= stamp ?? "" }.sorted { ($0.stamp, $0.id) < ($1.stamp, $1.id) }
            .dropFirst(offset).prefix(pageSize))
      case .scan(let id): page = Array(shown.filter { $0.id > id }.prefix(pageSize))
      case .after, .within: page = []
      }
      for index in walk.take(page) { all.insert(page[index].id) }
    }
    #expect(pages < 1000)
    #expect(Set(shown.filter { filtered[$0.id, default: ""] >= bound }.map(\.id)).isSubset(of: all))
  }
}
