/// The rows of one model in memory, with an index for every field that was ever searched by equality. Ids are positions, so that a row is
/// found without hashing; a cell that was never written is absent.
final class ERPTable {
  let model: ERPModel
  private(set) var slots: [String: Int] = [:]
  private var rows: [[RPCValue?]?] = [nil]
  private(set) var count = 0
  private var indexes: [String: [RPCValue: [Int]]] = [:]

  /// Every move of a `write_date`, in time's order, once somebody asked what changed; nil before, and after a clock that went back.
  private var written: [(moment: String, id: Int)]?

  init(model: ERPModel) { self.model = model }

  /// The id that the next row gets. Ids of rolled back rows are not given again, as a sequence of PostgreSQL's does not.
  var nextID: Int { rows.count }

  /// Leaves a gap, so that the next row has at least this id.
  func reserve(upTo id: Int) {
    while rows.count < id { rows.append(nil) }
  }

  func contains(_ id: Int) -> Bool { id > 0 && id < rows.count && rows[id] != nil }

  func insert() -> Int {
    rows.append([])
    count += 1
    return rows.count - 1
  }

  func restore(_ id: Int, _ cells: [RPCValue?]) {
    rows[id] = cells
    count += 1
    written = nil
    for (field, slot) in slots where slot < cells.count { link(id, field, cells[slot]) }
  }

  /// Removes a row and gives its cells, for a rollback.
  func remove(_ id: Int) -> [RPCValue?] {
    guard contains(id), let cells = rows[id] else { return [] }
    for (field, slot) in slots where slot < cells.count { unlink(id, field, cells[slot]) }
    rows[id] = nil
    count -= 1
    return cells
  }

  func get(_ id: Int, _ field: String) -> RPCValue? {
    guard id > 0, id < rows.count, let slot = slots[field], let cells = rows[id], slot < cells.count else { return nil }
    return cells[slot]
  }

  /// Writes a cell and gives what was there before.
  func set(_ id: Int, _ field: String, _ value: RPCValue?) -> RPCValue? {
    guard contains(id) else { return nil }
    let slot = slots[field] ?? slots.count
    slots[field] = slot
    let width = rows[id]?.count ?? 0
    if width <= slot { rows[id]?.append(contentsOf: [RPCValue?](repeating: nil, count: slot + 1 - width)) }
    let before = rows[id]?[slot]
    rows[id]?[slot] = value
    if written != nil, field == "write_date" { note(value, id) }
    if indexes[field] != nil {
      unlink(id, field, before ?? nil)
      link(id, field, value)
    }
    return before ?? nil
  }

  var ids: [Int] { Array(ids(from: 1)) }

  /// Ids from this one on, found as they are asked for.
  func ids(from first: Int) -> some Sequence<Int> {
    (max(1, min(first, rows.count))..<max(1, rows.count)).lazy.filter { self.rows[$0] != nil }
  }

  /// Ids of the rows whose stored cell is this value, in ascending order.
  func ids(where field: String, is value: RPCValue) -> [Int] {
    if indexes[field] == nil { buildIndex(field) }
    return indexes[field]?[value] ?? []
  }

  // MARK: Many rows

  /// Adds a row with the cells of another but for these. Outside of every transaction; what does not differ is shared in memory.
  func copy(_ id: Int, _ changes: [(field: String, value: RPCValue)]) -> Int {
    guard contains(id), var cells = rows[id] else { return 0 }
    for (field, value) in changes {
      guard let slot = slots[field], slot < cells.count else { continue }
      cells[slot] = value
    }
    rows.append(cells)
    count += 1
    let copy = rows.count - 1
    written = nil
    // A list of the names: the indexes themselves must not be held while they change, or each change copies them.
    for field in Array(indexes.keys) { link(copy, field, get(copy, field)) }
    return copy
  }

  // MARK: What changed

  /// Ids of the rows that were written at or after this moment, in ascending order, and perhaps some more; nil when they are so many that
  /// looking at every row is as good.
  func ids(writtenSince moment: String) -> [Int]? {
    if written.map({ $0.count > 2 * count + 1000 }) ?? true { buildWritten() }
    guard let written else { return nil }
    var (low, high) = (0, written.count)
    while low < high {
      let middle = (low + high) / 2
      if written[middle].moment < moment { low = middle + 1 } else { high = middle }
    }
    guard written.count - low <= count / 8 + 100 else { return nil }
    return Set(written[low...].map(\.id)).filter(contains).sorted()
  }

  private func buildWritten() {
    let moments = ids.compactMap { id in get(id, "write_date")?.text.map { (moment: $0, id: id) } }
    written = moments.sorted { $0.moment < $1.moment }
  }

  private func note(_ value: RPCValue?, _ id: Int) {
    guard let moment = value?.text else { return }
    if let last = written?.last, last.moment > moment { written = nil } else { written?.append((moment, id)) }
  }

  private func buildIndex(_ field: String) {
    indexes[field] = [:]
    for id in ids { link(id, field, get(id, field)) }
  }

  private func link(_ id: Int, _ field: String, _ value: RPCValue?) {
    guard let value, indexes[field] != nil else { return }
    let place = indexes[field]?[value].map { Self.place(of: id, in: $0) } ?? 0
    indexes[field]?[value, default: []].insert(id, at: place)
  }

  private func unlink(_ id: Int, _ field: String, _ value: RPCValue?) {
    guard let value, let place = indexes[field]?[value].flatMap({ Self.known(id, in: $0) }) else { return }
    indexes[field]?[value]?.remove(at: place)
  }

  private static func known(_ id: Int, in ids: [Int]) -> Int? {
    let place = place(of: id, in: ids)
    return place < ids.count && ids[place] == id ? place : nil
  }

  /// The position of the first id that is not less, among ascending ids; new rows have the highest.
  private static func place(of id: Int, in ids: [Int]) -> Int {
    guard let last = ids.last, last >= id else { return ids.count }
    var (low, high) = (0, ids.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if ids[middle] < id { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
