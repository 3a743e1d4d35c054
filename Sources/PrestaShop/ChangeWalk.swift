/// Walks through the rows that changed since a bound, page by page, and loses none: ordered by (watermark, id), with
/// the lower bound inclusive, so that rows of one second that a page's limit divides come again with the next page
/// and are recognised.
///
/// Pure: it says what to ask next and judges what came. Watermarks are the shop's wall-clock texts, which sort as
/// they are.
///
/// | what came | what is asked next |
/// |---|---|
/// | a short page | nothing more |
/// | a full page over several seconds | from its last second on, inclusive |
/// | a full page of one second | the rest of that second by id, then what lies after it |
/// | rows below the bound, or in another order | every row by id: the shop ignores filter or order |
struct ChangeWalk: Sendable {
  struct Row: Sendable, Hashable {
    var id: Int
    var stamp: String
  }

  enum Step: Sendable, Hashable {
    /// Ordered by watermark and id; nil: from the beginning. The offset is used only where nothing else moves on.
    case from(String?, offset: Int)
    /// Ordered by watermark and id, strictly after this second.
    case after(String)
    /// Of this second, ordered by id, above this id.
    case within(String, above: Int)
    /// Ordered by id, above this id.
    case scan(above: Int)
  }

  private let bound: String?
  private let pageSize: Int
  /// The filter may look at another watermark than the rows show (`Canon.watermarkMayLag`).
  private let mayLag: Bool
  private var seen: [Int: String] = [:]

  /// Nil: all has come.
  private(set) var step: Step?
  /// The highest watermark that came, and at least where the walk was started from.
  private(set) var highest: String?
  /// True once the shop was found out not to filter or not to sort.
  private(set) var isIgnored = false
  /// True when not even a walk by id moves on.
  private(set) var isStuck = false

  init(bound: String?, pageSize: Int, mayLag: Bool = false) {
    self.bound = bound
    self.pageSize = pageSize
    self.mayLag = mayLag
    step = .from(bound, offset: 0)
  }

  /// True while pages come in the order of the watermark: only then has all below the highest been seen.
  var isOrdered: Bool { !isIgnored }

  /// Takes the page that the step asked for; returns the indices of the rows that are new.
  mutating func take(_ rows: [Row]) -> [Int] {
    switch step {
    case nil: return []
    case .scan(let above): return takeScan(rows, above: above)
    case .within(let stamp, let above):
      guard rows.allSatisfy({ $0.stamp == stamp && $0.id > above }), Self.isSorted(rows) else { return scanInstead() }
      step = rows.count < pageSize ? .after(stamp) : .within(stamp, above: rows[rows.count - 1].id)
      return accept(rows)
    case .from(let stamp, let offset):
      guard isWithin(rows, lower: stamp, isStrict: false) else { return scanInstead() }
      return takeOrdered(rows, lower: stamp, offset: offset)
    case .after(let stamp):
      guard isWithin(rows, lower: stamp, isStrict: true) else { return scanInstead() }
      return takeOrdered(rows, lower: stamp, offset: 0)
    }
  }

  private mutating func takeOrdered(_ rows: [Row], lower: String?, offset: Int) -> [Int] {
    let fresh = accept(rows)
    guard rows.count >= pageSize, let first = rows.first, let last = rows.last else {
      step = nil
      return fresh
    }
    if mayLag {
      let movesOn = !fresh.isEmpty && last.stamp > lower ?? ""
      step = movesOn ? .from(last.stamp, offset: 0) : .from(lower, offset: offset + rows.count)
    } else if first.stamp == last.stamp {
      step = .within(last.stamp, above: last.id)
    } else {
      step = .from(last.stamp, offset: 0)
      // What lies below the new bound cannot come again.
      seen = seen.filter { $0.value >= last.stamp }
    }
    return fresh
  }

  private mutating func takeScan(_ rows: [Row], above: Int) -> [Int] {
    guard rows.allSatisfy({ $0.id > above }), Self.isSortedByID(rows) else {
      isStuck = true
      step = nil
      return []
    }
    step = rows.count < pageSize ? nil : .scan(above: rows[rows.count - 1].id)
    return accept(rows)
  }

  private mutating func scanInstead() -> [Int] {
    isIgnored = true
    step = .scan(above: 0)
    return []
  }

  private mutating func accept(_ rows: [Row]) -> [Int] {
    var fresh: [Int] = []
    for (index, row) in rows.enumerated() {
      if !mayLag, let bound, row.stamp < bound { continue }
      if highest.map({ row.stamp > $0 }) ?? true { highest = row.stamp }
      guard seen[row.id] != row.stamp else { continue }
      seen[row.id] = row.stamp
      fresh.append(index)
    }
    return fresh
  }

  /// Whether the shop did filter and sort.
  private func isWithin(_ rows: [Row], lower: String?, isStrict: Bool) -> Bool {
    guard Self.isSorted(rows) else { return false }
    guard let lower else { return true }
    let isBelow = { (row: Row) in isStrict ? row.stamp <= lower : row.stamp < lower }
    if mayLag { return rows.count < pageSize || !rows.allSatisfy { row in bound.map { row.stamp < $0 } ?? false } }
    return !rows.contains(where: isBelow)
  }

  private static func isSorted(_ rows: [Row]) -> Bool {
    zip(rows, rows.dropFirst()).allSatisfy { $0.stamp < $1.stamp || ($0.stamp == $1.stamp && $0.id < $1.id) }
  }

  private static func isSortedByID(_ rows: [Row]) -> Bool { zip(rows, rows.dropFirst()).allSatisfy { $0.id < $1.id } }
}
