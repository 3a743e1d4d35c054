import Foundation
import Records

/// Tells whether a record holds what a write asked for.
enum WriteCheck {
  /// - Parameter isLoose: whether what the shop rewrites or does not show counts as applied. It must not where nothing else was sent.
  static func isApplied(
    _ write: Write, to record: Record, of resource: ShopResource, isLoose: Bool = false
  ) -> Bool {
    write.fields.allSatisfy { name, wanted in
      guard let field = resource.schema.field(name), !resource.isAbsent(field), name != "id" else { return true }
      if isLoose, field.isRewritten { return true }
      return isSame(wanted, record[name], field.kind)
    }
  }

  /// Whether a record holds something else than a write sent. What it does not hold says nothing: the shop may not have come to that.
  static func contradicts(_ write: Write, _ record: Record, of resource: ShopResource) -> Bool {
    write.fields.contains { name, wanted in
      guard let field = resource.schema.field(name), !resource.isAbsent(field), name != "id", !field.isRewritten else {
        return false
      }
      switch field.kind {
      case .references, .rows: if record[name].list?.isEmpty != false { return false }
      default: break
      }
      return !isSame(wanted, record[name], field.kind)
    }
  }

  static func isSame(_ wanted: Value, _ actual: Value, _ kind: FieldSchema.Kind) -> Bool {
    switch kind {
    case .texts: return sameTexts(wanted, actual)
    case .references: return sameReferences(wanted.list ?? [], actual.list ?? [])
    case .rows: return sameRows(wanted.list ?? [], actual.list ?? [])
    // Prices have six decimals at the shop.
    case .decimal: return (wanted.number ?? 0).rounded(6) == (actual.number ?? 0).rounded(6)
    case .integer, .reference: return (wanted.integer ?? 0) == (actual.integer ?? 0)
    case .bool: return truth(wanted) == truth(actual)
    default: return wanted.normalized == actual.normalized
    }
  }

  /// The same records, in any order.
  static func sameReferences(_ wanted: [Value], _ actual: [Value]) -> Bool {
    Set(wanted.map(\.description)) == Set(actual.map(\.description))
  }

  private static func truth(_ value: Value) -> Bool { value.bool ?? (value.integer.map { $0 != 0 } ?? false) }

  private static func sameTexts(_ wanted: Value, _ actual: Value) -> Bool {
    let texts = actual.map ?? [:]
    if let single = wanted.text { return texts.values.allSatisfy { $0.normalized == Value.text(single).normalized } }
    return (wanted.map ?? [:]).allSatisfy { code, text in (texts[code] ?? .null).normalized == text.normalized }
  }

  /// The cells that were given, row by row, in any order.
  private static func sameRows(_ wanted: [Value], _ actual: [Value]) -> Bool {
    guard wanted.count == actual.count else { return false }
    var rest = actual.compactMap(\.map)
    for row in wanted.compactMap(\.map) {
      let found = rest.firstIndex { other in
        row.allSatisfy { (other[$0.key] ?? .null).normalized == $0.value.normalized }
      }
      guard let found else { return false }
      rest.remove(at: found)
    }
    return true
  }
}
