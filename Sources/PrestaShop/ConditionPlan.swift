import Foundation
import Records

/// What of some conditions the shop can filter by, and what has to be looked at again in the rows that come.
struct ConditionPlan: Sendable {
  private(set) var filters: [ShopQuery.Filter] = []
  /// A filter by a text in any language, for lists that are read whole and in no order: together with an order, or with
  /// another such filter, the shop's query is ambiguous where the resource belongs to no shop. 8.2.1 breaks down on it;
  /// 1.7.8 and 1.6.1 answer with an empty list (measured: product_feature_values, order_states, cart_rules).
  private(set) var translated: ShopQuery.Filter?
  /// Checked on every row, whether the shop was asked to filter or not: a shop that ignores a filter does no harm then.
  private(set) var checks: [Condition] = []
  /// True when no row at all can hold the conditions: any of nothing.
  private(set) var isImpossible = false

  /// The canonical fields that the checks need to see.
  var fields: Set<String> { Set(checks.map(\.field)) }

  /// Throws UNKNOWN_FIELD.
  init(_ conditions: [Condition], of resource: ShopResource, zone: TimeZone) throws(Fault) {
    for condition in conditions {
      let field = try resource.field(condition.field)
      if condition.comparison == .isOneOf, condition.value.list?.isEmpty != false { isImpossible = true }
      let filter = resource.isAbsent(field) || !field.isFilterable ? nil : Self.filter(condition, field, zone)
      if case .texts = field.kind {
        if let filter { translated = translated ?? .init(field.serverName, filter) }
        checks.append(condition)
        continue
      }
      if let filter { filters.append(.init(field.serverName, filter)) }
      if filter == nil || Self.isExact(field.kind) || Self.hasBrackets(condition) { checks.append(condition) }
    }
  }

  func holds(_ record: Record) -> Bool { checks.allSatisfy { Self.holds($0, record[$0.field]) } }

  /// The longest list that goes into one filter, encoded; longer ones are checked here.
  private static let longestList = 2000

  private static func filter(_ condition: Condition, _ field: FieldSchema, _ zone: TimeZone) -> ShopFilter? {
    if case .texts = field.kind, let texts = condition.value.map, condition.comparison == .equals {
      let all = texts.values.filter { !$0.isEmpty }.compactMap(\.text).sorted()
      return filter(Condition(condition.field, .isOneOf, .list(all.map(Value.text))), field, zone)
    }
    func text(_ value: Value) -> String? {
      value == .null ? nil : ServerText.text(of: value, kind: field.kind, zone: zone)
    }
    switch condition.comparison {
    case .equals: return text(condition.value).map(ShopFilter.equals)
    case .isOneOf:
      let values = (condition.value.list ?? []).map(text)
      guard values.allSatisfy({ $0.map(ShopFilter.isListable) == true }) else { return nil }
      let list = values.compactMap(\.self)
      guard !list.isEmpty, list.reduce(0, { $0 + PercentEncoding.length($1) + 3 }) <= longestList else { return nil }
      return .oneOf(list)
    case .isGreaterThan: return isOrdered(field.kind) ? text(condition.value).map(ShopFilter.greaterThan) : nil
    case .isAtLeast, .isAtMost: return bound(condition, field, text(condition.value))
    }
  }

  private static func bound(_ condition: Condition, _ field: FieldSchema, _ text: String?) -> ShopFilter? {
    guard let text else { return nil }
    let isLower = condition.comparison == .isAtLeast
    switch field.kind {
    case .integer, .reference:
      guard let number = condition.value.integer else { return nil }
      return isLower ? .greaterThan(String(number - 1)) : .lessThan(String(number + 1))
    case .instant: return isLower ? .between(text, "9999-12-31 23:59:59") : .between("0000-00-00 00:00:00", text)
    case .date: return isLower ? .between(text, "9999-12-31") : .between("0000-00-00", text)
    case .decimal: return isLower ? .between(text, "999999999999") : .between("-999999999999", text)
    default: return nil
    }
  }

  private static func isOrdered(_ kind: FieldSchema.Kind) -> Bool {
    switch kind {
    case .integer, .reference, .decimal, .instant, .date: true
    default: false
    }
  }

  /// Kinds that the shop compares as we do. Texts it compares without regard to case and accents.
  private static func isExact(_ kind: FieldSchema.Kind) -> Bool { isOrdered(kind) || kind == .bool }

  private static func hasBrackets(_ condition: Condition) -> Bool { condition.value.text?.contains("[") == true }

  static func holds(_ condition: Condition, _ value: Value) -> Bool {
    switch condition.comparison {
    case .equals: return isSame(value, condition.value)
    case .isOneOf: return (condition.value.list ?? []).contains { isSame(value, $0) }
    case .isAtLeast: return order(value, condition.value).map { $0 >= 0 } ?? false
    case .isGreaterThan: return order(value, condition.value).map { $0 > 0 } ?? false
    case .isAtMost: return order(value, condition.value).map { $0 <= 0 } ?? false
    }
  }

  /// Equal as both sides' types mean it: 1 is true, texts of any language count as the shop compares them.
  private static func isSame(_ value: Value, _ wanted: Value) -> Bool {
    if value.map != nil { return NaturalKey.sameTexts(wanted, value) }
    if let list = wanted.list { return WriteCheck.sameReferences(list, value.list ?? []) }
    if let bool = value.bool, let number = wanted.integer { return bool == (number != 0) }
    if let number = value.integer, let bool = wanted.bool { return bool == (number != 0) }
    return value.normalized == wanted.normalized
  }

  /// Below 0, 0 or above; nil where the two have no order.
  private static func order(_ value: Value, _ wanted: Value) -> Int? {
    if let one = value.number, let other = wanted.number { return one < other ? -1 : one == other ? 0 : 1 }
    if let one = value.instant, let other = wanted.instant { return one < other ? -1 : one == other ? 0 : 1 }
    if let one = value.text, let other = wanted.text { return one < other ? -1 : one == other ? 0 : 1 }
    return nil
  }
}
