import Foundation
import Records

/// Whether a record is the one that a natural key means: compared as the shop's database compares, texts without regard to case and
/// accents, nothing and 0 alike.
enum NaturalKey {
  /// Fields that this version of the shop does not have tell nothing.
  static func holds(_ probe: [Condition], _ values: [String: Value], of resource: ShopResource) -> Bool {
    probe.allSatisfy { condition in
      guard let field = resource.schema.field(condition.field), !resource.isAbsent(field) else { return true }
      return holds(condition, values[condition.field] ?? .null, field.kind)
    }
  }

  /// Whether what another write creates could be taken for what this natural key means.
  static func couldBe(_ write: Write, _ probe: [Condition], of resource: ShopResource) -> Bool {
    write.resource == resource.name
      && holds(probe.filter { write.fields[$0.field] != nil }, write.fields, of: resource)
  }

  private static func holds(_ condition: Condition, _ value: Value, _ kind: FieldSchema.Kind) -> Bool {
    switch condition.comparison {
    case .equals: isSame(condition.value, value, kind)
    case .isOneOf: (condition.value.list ?? []).contains { isSame($0, value, kind) }
    case .isAtLeast, .isGreaterThan, .isAtMost: ConditionPlan.holds(condition, value)
    }
  }

  private static func isSame(_ wanted: Value, _ value: Value, _ kind: FieldSchema.Kind) -> Bool {
    switch kind {
    case .texts: sameTexts(wanted, value)
    case .text, .other: (wanted.text ?? "").folded == (value.text ?? "").folded
    default: WriteCheck.isSame(wanted, value, kind)
    }
  }

  /// One text may be that of any language; of several each has to be that of its own.
  static func sameTexts(_ wanted: Value, _ value: Value) -> Bool {
    let texts = value.map ?? [:]
    func text(_ code: String) -> Value { value.text.map(Value.text) ?? texts[code] ?? .null }
    if let map = wanted.map {
      return map.allSatisfy { code, wanted in
        wanted.isEmpty || (wanted.text ?? "").folded == (text(code).text ?? "").folded
      }
    }
    let single = (wanted.text ?? "").folded
    return (value.text.map { [.text($0)] } ?? Array(texts.values)).contains { ($0.text ?? "").folded == single }
  }
}
