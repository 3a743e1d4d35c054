import Foundation
import Records

/// Odoo's values and ours. In Odoo `false` is "nothing" for every type but boolean (FACTS-odoo i), so the field
/// decides.
enum ValueCodec {
  // MARK: From Odoo

  static func value(_ json: JSON?, _ field: Model.Field) -> Value {
    guard let json else { return .null }
    switch field.access {
    case .absent: return .null
    case .selection(let value, _): return .bool(json.string == value)
    case .folded(let value, let other): return json.string == value ? .text(other) : self.value(json, field.schema.kind)
    case .direct: return value(json, field.schema.kind)
    // The ids that it is put together from.
    case .combination: return .list(json.integers.map(Value.integer))
    }
  }

  static func value(_ json: JSON, _ kind: FieldSchema.Kind) -> Value {
    if case .bool = kind { return json.bool.map(Value.bool) ?? .null }
    if json.isNothing { return .null }
    switch kind {
    case .bool: return .null
    case .integer: return json.integer.map(Value.integer) ?? json.number.map(Value.decimal) ?? .null
    case .decimal: return json.number.map { .decimal(withoutNoise($0)) } ?? .null
    case .text, .date, .texts:
      guard let text = json.string else { return json.integer.map { .text(String($0)) } ?? .null }
      return text.isEmpty ? .null : .text(text)
    case .instant: return json.string.flatMap { Instant(utc: $0) }.map(Value.instant) ?? .null
    // many2one is [id, name], or the id alone.
    case .reference: return (json.integer ?? json.array?.first?.integer).map(Value.integer) ?? .null
    case .references: return .list(json.integers.map(Value.integer))
    case .rows, .content, .other: return plain(json)
    }
  }

  /// A value whose field is not known.
  static func plain(_ json: JSON) -> Value {
    switch json {
    case .null: .null
    case .bool(let value): .bool(value)
    case .integer(let value): .integer(value)
    case .decimal(let value): .decimal(withoutNoise(value))
    case .string(let value): .text(value)
    case .array(let values): .list(values.map(plain))
    case .object(let values): .map(values.mapValues(plain))
    }
  }

  /// Odoo computes with binary doubles, which hold 15 decimal digits: what follows them is noise (65.71000000000001,
  /// seen in 16 and 17).
  static func withoutNoise(_ number: Decimal) -> Decimal {
    guard number.exponent < -3 else { return number }
    let digits = number.significand.description.count
    guard digits > 15 else { return number }
    return number.rounded(-number.exponent - (digits - 15))
  }

  // MARK: To Odoo

  /// For `create`, `write` and `onchange`. Null when the field does not exist in this version and nothing is to be
  /// sent.
  static func json(_ value: Value, _ field: Model.Field) throws(Fault) -> JSON? {
    switch field.access {
    case .absent, .combination: return nil
    case .selection(let chosen, let otherwise):
      guard value.bool == true else { return otherwise.map(JSON.string) }
      return .string(chosen)
    case .direct, .folded: break
    }
    // Bytes travel on their own, see `ContentWriter`.
    if field.schema.kind == .content { return nil }
    if case .references = field.schema.kind { return .replacing(try ids(value, field)) }
    if isNothing(value), field.schema.kind != .bool { return .bool(false) }
    switch field.schema.kind {
    case .bool: return .bool(value.bool ?? false)
    case .integer: return .integer(try required(value.integer, value, field))
    case .decimal: return .decimal(try decimal(value, field))
    case .reference: return .integer(try id(value, field))
    default: return .string(try text(value, field))
    }
  }

  /// For a cell of `load`, which reads texts. The empty text says "nothing".
  static func cell(_ value: Value, _ field: Model.Field) throws(Fault) -> String {
    if case .references = field.schema.kind { return try ids(value, field).map(String.init).joined(separator: ",") }
    guard let json = try json(value, field) else { return "" }
    switch json {
    case .bool(let bool): return field.schema.kind == .bool ? (bool ? "True" : "False") : ""
    case .integer(let integer): return String(integer)
    case .decimal(let decimal): return decimal.description
    case .string(let text): return text
    case .null, .array, .object: return ""
    }
  }

  /// The name of a field's column in `load`: records are named by their database ids.
  static func column(_ field: Model.Field) -> String {
    switch field.schema.kind {
    case .reference, .references: field.serverName + "/.id"
    default: field.serverName
    }
  }

  /// Both values in the form in which they are compared: as the server would keep and return them.
  static func areEqual(_ wanted: Value, _ current: Value, _ field: Model.Field) -> Bool {
    switch field.schema.kind {
    case .references:
      let wantedIDs = (wanted.list ?? []).compactMap(\.integer)
      let currentIDs = (current.list ?? []).compactMap(\.integer)
      return Set(wantedIDs) == Set(currentIDs)
    case .decimal:
      guard let one = wanted.number, let other = current.number else {
        return (wanted.number ?? 0) == (current.number ?? 0)
      }
      guard let scale = field.schema.scale else { return one == other }
      return one.rounded(scale) == other.rounded(scale)
    case .reference: return (try? id(wanted, field)) == current.integer
    case .bool: return (wanted.bool ?? false) == (current.bool ?? false)
    case .texts:
      // A plain text is the English one; a language that Odoo does not show is not installed there.
      guard let texts = wanted.map else { return areEqual(wanted, current.map?["en"] ?? current) }
      return texts.allSatisfy { code, text in
        guard let shown = current.map?[code] else { return text.isEmpty || current.map?.isEmpty == false }
        return text.isEmpty || areEqual(text, shown)
      }
    default:
      let text = (try? self.text(wanted, field)).map(Value.text) ?? wanted
      return areEqual(text, current) || areEqual(wanted, current)
    }
  }

  private static func areEqual(_ one: Value, _ other: Value) -> Bool { one.normalized == other.normalized }

  /// The text that a translated field is given in English.
  static func baseText(_ value: Value, _ field: Model.Field) throws(Fault) -> String { try text(value, field) }

  // MARK: Parts

  /// Texts that are blank in every language are none.
  private static func isNothing(_ value: Value) -> Bool {
    value.isEmpty || value.map?.values.allSatisfy(\.isEmpty) == true
  }

  private static func decimal(_ value: Value, _ field: Model.Field) throws(Fault) -> Decimal {
    let number = try required(value.number ?? value.text.flatMap { Decimal(exactly: $0) }, value, field)
    // 16 keeps a price rounded but computes totals with what was sent: so it is rounded here (FACTS-odoo, table).
    return field.schema.scale.map { number.rounded($0) } ?? number
  }

  private static func id(_ value: Value, _ field: Model.Field) throws(Fault) -> Int {
    try required(value.integer ?? value.text.flatMap { Int($0) }, value, field)
  }

  private static func ids(_ value: Value, _ field: Model.Field) throws(Fault) -> [Int] {
    guard !value.isEmpty else { return [] }
    guard let list = value.list else { return [try id(value, field)] }
    var ids: [Int] = []
    for element in list { ids.append(try id(element, field)) }
    return ids
  }

  private static func text(_ value: Value, _ field: Model.Field) throws(Fault) -> String {
    switch value {
    case .text(let text): return text
    case .integer, .decimal, .instant, .bool: return value.description
    case .map(let texts):
      // Texts by language: English, to which the others fall back, or what there is. (The others follow, see `TextWriter`.)
      let filled = texts.filter { !$0.value.isEmpty }
      let text = filled["en"] ?? filled.min { $0.key < $1.key }?.value
      return try required(text?.text, value, field)
    case .null, .list: return try required(nil, value, field)
    }
  }

  private static func required<Wrapped>(_ read: Wrapped?, _ value: Value, _ field: Model.Field) throws(Fault) -> Wrapped
  {
    if let read { return read }
    throw Fault(
      .record, "ERP_VALUE_REFUSED", "The value cannot be written to \(field.name).",
      context: ["field": field.name, "value": String(value.description.prefix(100))],
      hint: "Check the mapping's expression for this field.")
  }
}
