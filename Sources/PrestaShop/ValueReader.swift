import Foundation
import Records
import XMLStream

/// Makes typed records of the webservice's elements.
struct ValueReader: Sendable {
  var resource: ShopResource
  var context: ShopContext

  /// - Parameter fields: the canonical names to return; the rest of what the element holds is left out.
  /// - Throws: SHOP_XML_INVALID for an element without an id.
  func record(_ element: XMLElement, fields: Set<String>) throws(Fault) -> Record {
    guard let id = element.child("id").flatMap({ Int($0.text) }) else {
      throw Fault(
        .road, "SHOP_XML_INVALID", "A row of \(resource.name) has no id.",
        context: ["resource": resource.name, "row": Excerpt.shorten("\(element.name) \(element.text)")],
        hint: "A module prints into the webservice's answers.")
    }
    let associations = element.child("associations")
    var values: [String: Value] = [:]
    for field in resource.schema.fields where fields.contains(field.name) {
      if resource.isAbsent(field) {
        // Left out where nothing stands for it: what a version does not have is not to be compared.
        let stands = resource.canon.absent.first { $0.name == field.name }?.value
        values[field.name] = stands == .null ? nil : stands
      } else {
        let holder = isAssociation(field) ? associations : element
        values[field.name] = holder?.child(field.serverName).map { value(of: $0, kind: field.kind) } ?? .null
      }
    }
    if fields.contains("id") { values["id"] = .integer(id) }
    return Record(resource: resource.name, key: RecordKey(id), fields: values)
  }

  private func isAssociation(_ field: FieldSchema) -> Bool {
    switch field.kind {
    case .references, .rows: true
    default: false
    }
  }

  private func value(of element: XMLElement, kind: FieldSchema.Kind) -> Value {
    switch kind {
    case .texts: return texts(element)
    case .references:
      return .list(element.children.compactMap(Self.id).map(Value.integer))
    case .rows(let columns): return .list(element.children.map { .map(row($0, columns: columns)) })
    default: return Self.value(of: element.text, kind: kind, zone: context.zone)
    }
  }

  /// Lists of combinations on 8.2.1 show the rows of associations without their ids, only with the address of each.
  static func id(of row: XMLElement) -> Int? {
    if let text = row.child("id")?.text { return Int(text) }
    return row.attributes["xlink:href"]?.split(separator: "/").last.flatMap { Int($0) }
  }

  private func row(_ element: XMLElement, columns: [FieldSchema]) -> [String: Value] {
    var values: [String: Value] = [:]
    for column in columns {
      values[column.name] = element.child(column.serverName).map { value(of: $0, kind: column.kind) } ?? .null
    }
    return values
  }

  /// A text of every language that has one; a language that nobody named keeps its number.
  private func texts(_ element: XMLElement) -> Value {
    var texts: [String: Value] = [:]
    for child in element.children where child.name == "language" && !child.text.isEmpty {
      guard let id = child.attributes["id"].flatMap({ Int($0) }) else { continue }
      texts[context.languages[id] ?? String(id)] = .text(child.text)
    }
    return texts.isEmpty ? .null : .map(texts)
  }

  /// One plain value. Nothing and zero dates are null; a text that is not of its field's kind stays a text, to be seen.
  static func value(of text: String, kind: FieldSchema.Kind, zone: TimeZone) -> Value {
    guard !text.isEmpty else { return .null }
    switch kind {
    case .bool:
      return switch text {
      case "0": false
      case "1": true
      default: .text(text)
      }
    case .integer, .reference: return integer(text)
    case .decimal: return Decimal(exactly: text).map(Value.decimal) ?? .text(text)
    case .instant:
      if text.hasPrefix("0000-00-00") { return .null }
      return Instant(local: text, in: zone).map(Value.instant) ?? .text(text)
    case .date: return text.hasPrefix("0000-00-00") ? .null : .text(String(text.prefix(10)))
    case .text, .texts, .references, .rows, .content, .other: return .text(text)
    }
  }

  /// Some columns of 1.6 are decimals where an integer is meant: "2.000000".
  private static func integer(_ text: String) -> Value {
    if let number = Int(text) { return .integer(number) }
    guard let decimal = Decimal(exactly: text), let whole = Value.decimal(decimal).integer else { return .text(text) }
    return .integer(whole)
  }
}
