import Records

/// Several questions by natural key in one search: probes of one resource whose conditions are equalities of the same
/// fields.
struct ProbeBatch: Sendable {
  /// How many probes one domain holds.
  static let size = 50

  /// Positions among the caller's probes.
  var indices: [Int]
  var resource: String
  /// What is read: the fields asked for, and those by which the answers are told apart.
  var fields: [String]

  static func batches(_ probes: [Probe]) -> [ProbeBatch] {
    struct Shape: Hashable {
      var resource: String
      var keys: [String]
      var fields: [String]
      /// Anything but equalities is asked alone.
      var alone: Int?
    }
    let groups = Dictionary(grouping: probes.indices) { index in
      let probe = probes[index]
      let simple = probe.conditions.allSatisfy { $0.comparison == .equals && !$0.field.contains(".") }
      return Shape(
        resource: probe.resource, keys: probe.conditions.map(\.field).sorted(), fields: probe.fields.sorted(),
        alone: simple && !probe.conditions.isEmpty ? nil : index)
    }
    return groups.sorted { ($0.value.first ?? 0) < ($1.value.first ?? 0) }.flatMap { shape, indices in
      indices.chunked(size).map { chunk in
        ProbeBatch(
          indices: chunk, resource: shape.resource,
          fields: Array(Set(shape.fields + (shape.alone == nil ? shape.keys : []))).sorted())
      }
    }
  }

  /// Whether a record found by the batch answers this probe. Odoo's `=` compares texts exactly.
  static func matches(_ record: Record, _ probe: Probe, _ model: Model) -> Bool {
    probe.conditions.allSatisfy { condition in
      if condition.field == "id" { return record.key.value == condition.value }
      guard let field = model.fields[condition.field] else { return false }
      let value = record[condition.field]
      if field.access == .combination { return Combination.text(condition.value) == value.text }
      if case .map(let texts) = value { return texts.values.contains(condition.value) }
      if case .list(let ids) = value {
        return condition.value.list.map { Set($0) == Set(ids) } ?? ids.contains(condition.value)
      }
      return ValueCodec.areEqual(condition.value, value, field)
    }
  }
}
