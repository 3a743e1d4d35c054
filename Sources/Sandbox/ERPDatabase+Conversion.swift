import Foundation
import Records

extension ERPDatabase {
  /// The cell for a value given to `create` or `write`; x2many commands are not cells and are handled where they are written.
  func converted(_ model: String, _ field: ERPField, _ value: RPCValue, user: Int) throws(RPCFailure) -> RPCValue {
    switch field.kind {
    case .char, .text, .html: return text(value)
    case .integer, .many2oneReference: return try wholeNumber(value)
    case .float: return .decimal(try decimal(value).rounded(digits(model, field)))
    case .monetary: return .decimal(try decimal(value).rounded(2))
    case .boolean: return .bool(value.isTrue)
    case .selection: return try selected(model, field, value)
    case .date: return try date(value)
    case .datetime: return try datetime(value)
    case .many2one: return try reference(model, field, value, user: user)
    default: return value == .null ? .no : value
    }
  }

  /// Decimals that a float keeps; a float without a precision keeps all that was given.
  private func digits(_ model: String, _ field: ERPField) -> Int {
    guard let digits = field.digits else { return 12 }
    return ERPModel.priceFields.contains(field.name) ? settings.priceDigits : digits
  }

  private func text(_ value: RPCValue) -> RPCValue {
    switch value {
    case .text(let text): text.isEmpty ? .no : value
    case .bool(false), .null: .no
    default: .text(value.pythonic)
    }
  }

  private func decimal(_ value: RPCValue) throws(RPCFailure) -> Decimal {
    if let number = value.number { return number }
    if !value.isTrue { return 0 }
    if value == .yes { return 1 }
    if let text = value.text, let number = Decimal(exactly: text) { return number }
    throw RPCFailure.value("could not convert string to float: \(value.pythonic)")
  }

  private func wholeNumber(_ value: RPCValue) throws(RPCFailure) -> RPCValue {
    let number = try decimal(value)
    return .integer(NSDecimalNumber(decimal: number.rounded(0, .down)).intValue)
  }

  private func selected(_ model: String, _ field: ERPField, _ value: RPCValue) throws(RPCFailure) -> RPCValue {
    guard value.isTrue else { return .no }
    let text = value.text ?? value.pythonic
    guard
      field.selection.contains(where: { $0.value == text }) || field.selection.isEmpty
        || field.name == "lang" && isActive(language: text)
    else {
      let name = model == "product.template" && field.name == "type" && version <= .v17 ? "detailed_type" : field.name
      throw RPCFailure.value("Wrong value for \(model).\(name): '\(text)'")
    }
    return .text(text)
  }

  private func date(_ value: RPCValue) throws(RPCFailure) -> RPCValue {
    guard value.isTrue else { return .no }
    guard let text = value.text, Instant(utc: text) != nil else {
      throw RPCFailure.value("time data \(value.pythonic) does not match format '%Y-%m-%d'")
    }
    return .text(String(text.prefix(10)))
  }

  private func datetime(_ value: RPCValue) throws(RPCFailure) -> RPCValue {
    guard value.isTrue else { return .no }
    guard let text = value.text, !text.contains("T"), !text.contains("Z"), let instant = Instant(utc: text) else {
      throw RPCFailure.value("time data \(value.pythonic) does not match format '%Y-%m-%d %H:%M:%S'")
    }
    return .text(instant.description)
  }

  private func reference(
    _ model: String, _ field: ERPField, _ value: RPCValue, user: Int
  ) throws(RPCFailure) -> RPCValue {
    guard value.isTrue, let id = value.integer, let relation = field.relation else {
      if value.isTrue { throw RPCFailure.value("Wrong value for \(model).\(field.name): \(value.pythonic)") }
      return .no
    }
    guard exists(relation, id) || models[relation] == nil else {
      throw dangling(model, field, id, user: user)
    }
    return .integer(id)
  }

  /// An id that points to nothing: 16 finds out in PostgreSQL, the others when they read it (FACTS-odoo, versions).
  func dangling(_ model: String, _ field: ERPField, _ id: Int, user: Int) -> RPCFailure {
    guard version == .v16 else { return .missing(field.relation ?? "", [id], user: user) }
    let constraint = "\(model.replacing(".", with: "_"))_\(field.name)_fkey"
    return .validation(
      "The operation cannot be completed: another model requires the record being deleted. If possible, archive it "
        + "instead.\n\nModel: \(models[model]?.label ?? model) (\(model))\nConstraint: \(constraint)\n")
  }

  /// A mandatory field that is empty.
  func mandatory(_ model: String, _ field: String) -> RPCFailure {
    let label = models[model]?.fields[field]?.label ?? field
    let name = models[model]?.label ?? model
    guard version == .v19 else {
      return .validation(
        "The operation cannot be completed:\n- Create/update: a mandatory field is not set.\n- Delete: another model "
          + "requires the record being deleted. If possible, archive it instead.\n\nModel: \(name) (\(model))\n"
          + "Field: \(label) (\(field))\n")
    }
    return .validation(
      "The operation cannot be completed: Missing required value for the field '\(label)' (\(field)).\nModel: "
        + "'\(name)' (\(model))\n- create/update: a mandatory field is not set\n- delete: another model requires the "
        + "record being deleted, you can archive it instead\n")
  }

  /// A broken CHECK or UNIQUE of PostgreSQL: early builds of 16 stumble over it themselves (FACTS-odoo, versions).
  func brokenConstraint(_ message: String) -> RPCFailure {
    version == .v16 ? .key("lang") : .validation("The operation cannot be completed: \(message)")
  }
}
