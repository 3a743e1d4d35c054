import Records

/// Sees to it that a reading asks for warehouses that exist. Odoo takes an unknown number for a warehouse without goods, and a text for a part of
/// places' names: both would empty the other side without a word.
actor Warehouses {
  private static let keys = ["warehouse_id", "warehouse"]

  private let reader: RecordReader
  private var found: Set<Int> = []

  init(reader: RecordReader) { self.reader = reader }

  /// - Throws: ERP_WAREHOUSE_UNKNOWN. One request for each warehouse not seen before.
  func check(_ context: [String: Value]) async throws(CallFailure) {
    guard let value = Self.keys.lazy.compactMap({ context[$0] }).first, value != .null else { return }
    let asked = value.list ?? [value]
    let ids = asked.compactMap(\.integer)
    guard ids.count == asked.count, !ids.isEmpty else { throw CallFailure(unknown("\(value)", known: "")) }
    guard !found.isSuperset(of: ids) else { return }
    let rows = try await reader.read("stock.warehouse", domain: [], fields: []).records
    found = Set(rows.compactMap(\.id))
    guard let missing = ids.first(where: { !found.contains($0) }) else { return }
    let known = found.sorted().map(String.init).joined(separator: ", ")
    throw CallFailure(unknown(String(missing), known: known))
  }

  private func unknown(_ warehouse: String, known: String) -> Fault {
    Fault(
      .configuration, "ERP_WAREHOUSE_UNKNOWN", "This Odoo has no warehouse \(warehouse).",
      context: ["warehouse": warehouse].merging(known.isEmpty ? [:] : ["known": known]) { own, _ in own },
      hint: "Give the warehouses' ids, a number or a list of numbers; the doctor tells their names.")
  }
}
