/// One condition as the webservice's filter syntax can say it (SQLUtils::getSQLRetrieveFilter): brackets mark
/// operators, `|` divides a list, a comma between two numbers or times makes a range with both ends.
enum ShopFilter: Sendable, Hashable {
  case equals(String)
  case oneOf([String])
  /// Both ends belong to it. Numbers and times only.
  case between(String, String)
  case greaterThan(String)
  case lessThan(String)

  /// What stands after `filter[field]=`, not yet percent-encoded.
  var text: String {
    switch self {
    case .equals(let value): Self.equality(value)
    case .oneOf(let values): values.count == 1 ? Self.equality(values[0]) : "[" + values.joined(separator: "|") + "]"
    case .between(let low, let high): "[\(low),\(high)]"
    case .greaterThan(let value): ">[\(value)]"
    case .lessThan(let value): "<[\(value)]"
    }
  }

  /// Whether a value can stand in a list: one with `|` would be read as two, one with brackets as something else.
  static func isListable(_ value: String) -> Bool { !value.isEmpty && !value.contains(where: { "|[]".contains($0) }) }

  /// Without brackets a value is compared as it is, unless it holds a bracketed part itself: the shop would then drop
  /// the whole filter and answer with everything. For such a value the brackets become wildcards of one character,
  /// and the caller compares again.
  private static func equality(_ value: String) -> String {
    if value.isEmpty { return "[]" }
    guard let open = value.firstIndex(of: "["), value[open...].contains("]") else { return value }
    return "%[" + value.replacing("[", with: "_").replacing("]", with: "_") + "]"
  }
}
