import Foundation

/// A field of a model as `fields_get` describes it; read from the resource files made from the recorded answers.
struct ERPField: Sendable {
  enum Kind: String, Sendable {
    case char, text, html, integer, float, monetary, boolean, selection, date, datetime, many2one, one2many, many2many
    case binary, json, reference, properties
    case many2oneReference = "many2one_reference"
    case propertiesDefinition = "properties_definition"
  }

  let name: String
  let kind: Kind
  let label: String
  let relation: String?
  /// The field of the relation that points back, for a one2many.
  let inverse: String?
  let selection: [(value: String, label: String)]
  let digits: Int?
  let required: Bool
  let readonly: Bool
  /// Up to 16: in which states of its document a read-only field may be written after all, as `fields_get` says it.
  let states: RPCValue?
  let stored: Bool
  let translated: Bool

  init?(name: String, _ description: RPCMap, translated: Bool = false) {
    guard let type = description["type"]?.text, let kind = Kind(rawValue: type) else { return nil }
    self.name = name
    self.kind = kind
    label = description["string"]?.text ?? name
    relation = description["relation"]?.text
    inverse = description["relation_field"]?.text
    selection = (description["selection"]?.list ?? []).compactMap { pair in
      guard let pair = pair.list, let value = pair.first?.text else { return nil }
      return (value, pair.last?.text ?? value)
    }
    digits = description["digits"]?.list?.last?.integer
    required = description["required"] == .yes
    readonly = description["readonly"] == .yes
    states = description["states"]
    stored = description["store"] != .no
    self.translated = translated && (kind == .char || kind == .text || kind == .html)
  }

  /// Computed fields that Odoo can search all the same.
  private var searchable: Bool {
    stored || relation != nil
      || ["display_name", "qty_available", "free_qty", "virtual_available", "complete_name", "price_include"].contains(
        name)
  }

  var isNumber: Bool { kind == .integer || kind == .float || kind == .monetary }

  /// What a cell that was never written reads as.
  var empty: RPCValue {
    switch kind {
    case .integer: .integer(0)
    case .float, .monetary: .decimal(0)
    case .one2many, .many2many: .list([])
    default: .no
    }
  }

  /// The field's description, `digits` of prices being the database's own precision.
  func describe(digits: Int?) -> RPCMap {
    var description: RPCMap = [
      "type": .text(kind.rawValue), "string": .text(label), "required": .bool(required),
      "readonly": .bool(readonly), "store": .bool(stored), "searchable": .bool(searchable),
    ]
    if let relation { description["relation"] = .text(relation) }
    if let inverse { description["relation_field"] = .text(inverse) }
    if kind == .selection { description["selection"] = .list(selection.map { [.text($0.value), .text($0.label)] }) }
    if let states { description["states"] = states }
    if let digits { description["digits"] = [16, .integer(digits)] }
    if translated { description["translate"] = .yes }
    return description
  }
}
