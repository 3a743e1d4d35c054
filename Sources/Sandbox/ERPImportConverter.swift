import Foundation
import OrderedCollections
import Records

/// Turns the texts of an import into values (odoo/addons/base/models/ir_fields.py).
struct ERPImportConverter {
  private let database: ERPDatabase
  private let context: ERPContext

  private struct Problem: Error {
    var message: String
    var more: RPCValue?
  }

  init(_ database: ERPDatabase, _ context: ERPContext) {
    self.database = database
    self.context = context
  }

  /// The values of one record, and what is wrong with it: messages without their rows.
  func convert(_ model: String, _ texts: RPCMap) -> (values: RPCMap, problems: [RPCMap]) {
    var values = RPCMap()
    var problems: [RPCMap] = []
    for (name, given) in texts {
      guard let field = database.models[model]?.fields[name] else { continue }
      guard given.isTrue else {
        values[name] = field.kind == .boolean ? .no : field.kind == .one2many ? [] : .no
        continue
      }
      do {
        values[name] = try value(model, field, given, label: field.label)
      } catch {
        var problem: RPCMap = ["type": "error", "field": .text(name), "message": .text(error.message)]
        if let more = error.more { problem["moreinfo"] = more }
        problem["field_name"] = .text(field.label)
        problems.append(problem)
      }
    }
    return (values, problems)
  }

  private func value(_ model: String, _ field: ERPField, _ given: RPCValue, label: String) throws(Problem) -> RPCValue {
    switch field.kind {
    case .boolean: return try boolean(given, label)
    case .integer: return try number(given, label, "an integer", whole: true)
    case .float, .monetary: return try number(given, label, "a number", whole: false)
    case .selection: return try selection(field, given, label)
    case .date: return try date(given, label)
    case .datetime: return try datetime(given, label)
    case .many2one: return .reference(try reference(field, given, label))
    case .many2many: return [[6, 0, .ids(try references(field, given, label))]]
    case .one2many: return try children(field, given, label)
    default: return given
    }
  }

  private func boolean(_ given: RPCValue, _ label: String) throws(Problem) -> RPCValue {
    guard let text = given.text?.lowercased() else { return .bool(given.isTrue) }
    if ["1", "true", "yes"].contains(text) { return .yes }
    if ["", "0", "false", "no"].contains(text) { return .no }
    throw Problem(message: "Unknown value '\(given.text ?? "")' for boolean field '\(label)'")
  }

  private func number(_ given: RPCValue, _ label: String, _ kind: String, whole: Bool) throws(Problem) -> RPCValue {
    let number = given.number ?? given.text.flatMap { Decimal(exactly: $0) }
    guard let number, !whole || number.rounded(0) == number else {
      throw Problem(message: "'\(given.text ?? given.pythonic)' does not seem to be \(kind) for field '\(label)'")
    }
    return whole ? .integer(NSDecimalNumber(decimal: number).intValue) : .decimal(number)
  }

  private func selection(_ field: ERPField, _ given: RPCValue, _ label: String) throws(Problem) -> RPCValue {
    let text = given.text ?? given.pythonic
    if let item = field.selection.first(where: { $0.value == text || $0.label.lowercased() == text.lowercased() }) {
      return .text(item.value)
    }
    if field.selection.isEmpty
      || field.name == "lang" && database.isActive(language: text)
    {
      return given
    }
    throw Problem(
      message: "Value '\(text)' not found in selection field '\(label)'",
      more: .list(field.selection.map { .text($0.label) }))
  }

  private func date(_ given: RPCValue, _ label: String) throws(Problem) -> RPCValue {
    guard let text = given.text, text.utf8.count == 10, Instant(utc: text) != nil else {
      throw Problem(
        message: "'\(given.text ?? given.pythonic)' does not seem to be a valid date for field '\(label)'",
        more: "Use the format '2012-12-31'")
    }
    return given
  }

  /// Datetimes are wall-clock time of the context's zone.
  private func datetime(_ given: RPCValue, _ label: String) throws(Problem) -> RPCValue {
    guard let text = given.text, !text.contains("T"), text.utf8.count == 19,
      let instant = Instant(local: text, in: context.zone)
    else {
      throw Problem(
        message: "'\(given.text ?? given.pythonic)' does not seem to be a valid datetime for field '\(label)'",
        more: "Use the format '2012-12-31 23:59:59'")
    }
    return .text(instant.description)
  }

  private func reference(_ field: ERPField, _ given: RPCValue, _ label: String) throws(Problem) -> Int? {
    guard let parts = given.map, let (key, value) = parts.elements.first.map({ ($0.key, $0.value) }) else {
      return try find(field, nil, given, label)
    }
    return try find(field, key, value, label)
  }

  private func references(_ field: ERPField, _ given: RPCValue, _ label: String) throws(Problem) -> [Int] {
    let (key, value) = given.map?.elements.first.map { ($0.key, $0.value) } ?? (nil, given)
    var ids: [Int] = []
    for part in (value.text ?? value.integer.map(String.init) ?? "").split(separator: ",") {
      if let id = try find(field, key, .text(String(part)), label) { ids.append(id) }
    }
    return ids
  }

  /// The record that a text names: an external id, a database id, or a name.
  private func find(_ field: ERPField, _ key: String?, _ value: RPCValue, _ label: String) throws(Problem) -> Int? {
    guard value.isTrue, let relation = field.relation else { return nil }
    let text = value.text ?? value.pythonic
    switch key {
    case ".id":
      if let id = Int(text), database.exists(relation, id) { return id }
      throw missing("database id", text, relation, label)
    case "id":
      if let known = database.record(database.qualified(text, context)), known.model == relation { return known.id }
      throw missing("external id", text, relation, label)
    case nil:
      let match = (try? database.nameSearch(relation, text, [], comparison: "=", limit: 2, context))?.list
      if let id = match?.first?.reference { return id }
      throw missing("name", text, relation, label)
    default:
      throw Problem(message: "Can not create Many-To-One records indirectly, import the field separately")
    }
  }

  private func missing(_ kind: String, _ text: String, _ relation: String, _ label: String) -> Problem {
    let mode = database.version <= .v17 ? "tree,form" : "list,form"
    return Problem(
      message: "No matching record found for \(kind) '\(text)' in field '\(label)'",
      more: [
        "name": "Possible Values", "type": "ir.actions.act_window", "target": "new", "view_mode": .text(mode),
        "views": [[false, "list"], [false, "form"]], "context": ["create": false], "help": "See all possible values",
        "res_model": kind == "external id" ? "ir.model.data" : .text(relation),
        "domain": kind == "external id" ? [["model", "=", .text(relation)]] : [],
      ])
  }

  private func children(_ field: ERPField, _ given: RPCValue, _ label: String) throws(Problem) -> RPCValue {
    var commands: [RPCValue] = []
    let relation = field.relation ?? ""
    for child in given.list ?? [] {
      var texts = child.map ?? [:]
      let externalID = texts.removeValue(forKey: "id")?.text
      let databaseID = texts.removeValue(forKey: ".id")?.text.flatMap(Int.init)
      var values = RPCMap()
      for (name, given) in texts {
        guard let own = database.models[relation]?.fields[name] else { continue }
        values[name] = given.isTrue ? try value(relation, own, given, label: "\(label)/\(own.label)") : .no
      }
      let known = externalID.flatMap { database.record(database.qualified($0, context)) }
      if let id = databaseID ?? (known?.model == relation ? known?.id : nil) {
        commands.append([4, .integer(id), 0])
        commands.append([1, .integer(id), .map(values)])
      } else {
        if let externalID, !externalID.isEmpty { values["id"] = .text(externalID) }
        commands.append([0, 0, .map(values)])
      }
    }
    return .list(commands)
  }
}
