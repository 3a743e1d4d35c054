/// The rows of one resource, in the order of their ids, with an index for every column that was ever asked by equality.
struct ShopTable: Sendable {
  let resource: WebserviceResource
  private(set) var rows: [Int: ShopRow] = [:]
  /// Ascending.
  private(set) var ids: [Int] = []
  private var indexes: [Int: [String: [Int]]] = [:]
  /// The keys of `indexes`, apart: going over a dictionary's keys while changing it would copy every index.
  private var indexed: [Int] = []
  /// How often something was put or removed here.
  private(set) var revision = 0
  /// What a new row is numbered; never below what is there.
  var nextID = 1

  init(_ resource: WebserviceResource) { self.resource = resource }

  subscript(_ id: Int) -> ShopRow? { rows[id] }

  /// Puts the row there, whatever was there before.
  mutating func put(_ row: ShopRow) {
    revision += 1
    let old = rows.updateValue(row, forKey: row.id)
    if old == nil { Self.add(row.id, to: &ids) }
    nextID = max(nextID, row.id + 1)
    for column in indexed where old?.cells[column] != row.cells[column] {
      if let old { forget(old, in: column) }
      Self.add(row.id, to: &indexes[column, default: [:]][Self.key(row.cells[column]), default: []])
    }
  }

  /// Makes room for so many rows more.
  mutating func reserve(_ count: Int) {
    rows.reserveCapacity(rows.count + count)
    ids.reserveCapacity(ids.count + count)
  }

  @discardableResult
  mutating func remove(_ id: Int) -> Bool {
    guard let old = rows.removeValue(forKey: id) else { return false }
    revision += 1
    for column in indexed { forget(old, in: column) }
    ids.remove(at: firstPosition(from: id))
    return true
  }

  /// The ids of the rows whose column holds `value`, ascending; upper and lower case are one, as the database collates.
  mutating func ids(where column: Int, is value: String) -> [Int] {
    if indexes[column] == nil { build(column) }
    return indexes[column]?[value.lowercased()] ?? []
  }

  /// The rows whose column holds `value`; none where there is no such column.
  mutating func rows(where field: String, is value: String) -> [ShopRow] {
    guard let column = resource.position[field] else { return [] }
    return ids(where: column, is: value).compactMap { rows[$0] }
  }

  private mutating func build(_ column: Int) {
    var index: [String: [Int]] = [:]
    for id in ids {
      if let row = rows[id] { index[Self.key(row.cells[column]), default: []].append(id) }
    }
    indexes[column] = index
    indexed.append(column)
  }

  private mutating func forget(_ row: ShopRow, in column: Int) {
    Self.remove(row.id, from: &indexes[column, default: [:]][Self.key(row.cells[column]), default: []])
  }

  /// Where in `ids` the ids from `id` on begin.
  func firstPosition(from id: Int) -> Int { Self.position(of: id, in: ids) }

  private static func add(_ id: Int, to ids: inout [Int]) {
    if id > ids.last ?? 0 { ids.append(id) } else { ids.insert(id, at: position(of: id, in: ids)) }
  }

  private static func remove(_ id: Int, from ids: inout [Int]) {
    let position = position(of: id, in: ids)
    if position < ids.count, ids[position] == id { ids.remove(at: position) }
  }

  private static func position(of id: Int, in ids: [Int]) -> Int {
    var low = 0
    var high = ids.count
    while low < high {
      let middle = (low + high) / 2
      if ids[middle] < id { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private static func key(_ cell: ShopCell) -> String { cell.plain.lowercased() }
}
