import Foundation

/// The JSON Schema that gives editors completion and hints for mapping files, made from the same table as the reader.
public enum EditorSchema {
  /// For mapping files.
  public static func mappings() -> String { document(.mapping, "A mapping: how one kind of record becomes another.") }

  /// For value tables.
  public static func tables() -> String {
    document(.table, "A value table: what one system's value means in the other.")
  }

  private static func document(_ section: KeySpecification.Section, _ title: String) -> String {
    var definitions: [String: Any] = [:]
    for other in KeySpecification.Section.allCases { definitions[other.rawValue] = object(other) }
    let schema: [String: Any] = [
      "$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, "$ref": "#/$defs/\(section.rawValue)",
      "$defs": definitions,
    ]
    let options: JSONSerialization.WritingOptions = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    guard let data = try? JSONSerialization.data(withJSONObject: schema, options: options) else { return "{}" }
    return String(decoding: data, as: UTF8.self) + "\n"
  }

  private static func object(_ section: KeySpecification.Section) -> [String: Any] {
    let keys = KeySpecification.all[section] ?? []
    var properties: [String: Any] = [:]
    for key in keys { properties[key.name] = value(key.kind).merging(["description": key.summary]) { _, own in own } }
    // An override gives only the keys that it replaces, so nothing is required at the top.
    let isTop = section == .mapping || section == .table
    return [
      "type": "object", "additionalProperties": false, "properties": properties,
      "required": isTop ? [] : keys.filter(\.isRequired).map(\.name),
    ]
  }

  private static func value(_ kind: KeySpecification.Kind) -> [String: Any] {
    switch kind {
    case .expression: expression
    case .template, .word: ["type": "string"]
    case .choice(let words): ["enum": words]
    case .words: ["type": "array", "items": ["type": "string"]]
    case .expressions: ["type": "array", "items": expression]
    case .named: ["type": "object", "additionalProperties": expression]
    case .namedOr(let word):
      ["anyOf": [["type": "object", "additionalProperties": expression], ["enum": [word]]]]
    case .sections(.field): ["type": "object", "additionalProperties": ["anyOf": [expression, reference(.field)]]]
    case .sections(let section): ["type": "object", "additionalProperties": reference(section)]
    case .section(let section): reference(section)
    case .list(let section): ["type": "array", "items": reference(section)]
    case .other: [:]
    }
  }

  private static var expression: [String: Any] { ["type": ["string", "number", "boolean", "null"]] }

  private static func reference(_ section: KeySpecification.Section) -> [String: Any] {
    ["$ref": "#/$defs/\(section.rawValue)"]
  }
}
