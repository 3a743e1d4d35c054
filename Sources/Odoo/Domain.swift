import Records

/// Odoo's search domains.
enum Domain {
  static func all(_ conditions: [Condition], _ model: Model) throws(Fault) -> [JSON] {
    var domain: [JSON] = []
    for condition in conditions { domain.append(try leaf(condition, model)) }
    return domain
  }

  static func leaf(_ field: String, _ comparison: String, _ value: JSON) -> JSON {
    .array([.string(field), .string(comparison), value])
  }

  /// One of several groups of conditions holds: `|, |, &, a, b, c, …` in Odoo's prefix notation.
  static func any(_ groups: [[JSON]]) -> [JSON] {
    let operands = groups.map { group in
      Array(repeating: JSON.string("&"), count: max(0, group.count - 1)) + group
    }
    return Array(repeating: JSON.string("|"), count: max(0, groups.count - 1)) + operands.flatMap { $0 }
  }

  static func leaf(_ condition: Condition, _ model: Model) throws(Fault) -> JSON {
    if condition.field == "id" { return leaf("id", symbol(condition), plain(condition.value)) }
    let path = condition.field.split(separator: ".", maxSplits: 1).map(String.init)
    let field = try model.field(path.first ?? condition.field)
    // Fields of related records: the server resolves the rest of the path.
    if path.count > 1 { return leaf(field.serverName + "." + path[1], symbol(condition), plain(condition.value)) }
    switch field.access {
    case .absent where model.isMissing: return leaf("id", "=", 0)
    case .absent, .combination:
      throw Fault(
        .configuration, "ERP_FIELD_UNKNOWN", "This Odoo cannot be asked by \(model.name).\(field.name).",
        context: ["model": model.name, "field": field.name])
    case .selection(let value, _):
      return leaf(field.serverName, condition.value.bool == true ? "=" : "!=", .string(value))
    case .folded(let value, let other) where values(condition).contains(.text(other)):
      return leaf(field.serverName, "in", .array((values(condition) + [.text(value)]).map(plain)))
    case .folded, .direct:
      return leaf(field.serverName, symbol(condition), plain(condition.value))
    }
  }

  static func symbol(_ condition: Condition) -> String {
    switch condition.comparison {
    // Of several references just these: which records have no others is told of what is found.
    case .equals: condition.value.list == nil ? "=" : "in"
    case .isOneOf: "in"
    case .isAtLeast: ">="
    case .isGreaterThan: ">"
    case .isAtMost: "<="
    }
  }

  /// A value as it stands in a domain: null is `false`, an instant its UTC text.
  static func plain(_ value: Value) -> JSON {
    switch value {
    case .null: .bool(false)
    case .bool(let bool): .bool(bool)
    case .integer(let integer): .integer(integer)
    case .decimal(let decimal): .decimal(decimal)
    case .text(let text): .string(text)
    case .instant(let instant): .string(instant.description)
    case .list(let list): .array(list.map(plain))
    case .map(let map): .object(map.mapValues(plain))
    }
  }

  private static func values(_ condition: Condition) -> [Value] {
    condition.value.list ?? [condition.value]
  }
}
