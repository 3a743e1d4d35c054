import Foundation

extension ERPDatabase {
  /// `read`: the records that exist, in the asked order; an id that is gone is silently left out.
  func read(
    _ model: String, _ ids: [Int], _ fields: [String], naming: Bool = true, _ context: ERPContext
  ) throws(RPCFailure) -> RPCValue {
    let descriptions = try fieldsToRead(model, fields)
    var records: [RPCValue] = []
    for id in ids where exists(model, id) {
      var record: RPCMap = ["id": .integer(id)]
      for field in descriptions where field.name != "id" {
        let value = value(model, id, field.name, context)
        record[field.name] = naming || field.kind != .many2one ? shown(field, value, context) : Self.plain(value)
      }
      records.append(.map(record))
    }
    return .list(records)
  }

  private static func plain(_ reference: RPCValue) -> RPCValue {
    reference.reference.flatMap { $0 > 0 ? .integer($0) : nil } ?? .no
  }

  private func fieldsToRead(_ model: String, _ names: [String]) throws(RPCFailure) -> [ERPField] {
    guard let known = models[model]?.fields else { return [] }
    guard !names.isEmpty else { return Array(known.values) }
    var fields: [ERPField] = []
    for name in names {
      guard let field = known[name] else { throw RPCFailure.unknownField(name, on: model) }
      fields.append(field)
    }
    return fields
  }

  /// A value as RPC shows it: many2one with its name, datetimes in whole seconds, numbers never empty.
  func shown(_ field: ERPField, _ value: RPCValue, _ context: ERPContext) -> RPCValue {
    switch field.kind {
    case .many2one:
      guard let id = value.reference, let relation = field.relation, id > 0 else { return .no }
      return [.integer(id), .text(displayName(relation, id, context))]
    case .datetime: return value.text.map { .text(String($0.prefix(19))) } ?? .no
    case .float, .monetary: return .decimal(value.number ?? 0)
    case .integer, .many2oneReference: return .integer(value.integer ?? 0)
    case .boolean: return .bool(value.isTrue)
    case .one2many, .many2many: return value.list == nil ? .list([]) : value
    case .binary:
      guard context.isOn("bin_size"), let text = value.text else { return value == .null ? .no : value }
      return .text(Self.humanSize(text))
    default: return value == .null ? .no : value
    }
  }

  /// `fields_get`, with the asked attributes only.
  func describe(_ model: String, _ names: [String], _ attributes: [String]) -> RPCValue {
    guard let known = models[model] else { return [:] }
    var answer = RPCMap()
    for (name, field) in known.fields where names.isEmpty || names.contains(name) {
      let digits = field.digits.map { ERPModel.priceFields.contains(name) ? settings.priceDigits : $0 }
      let description = field.describe(digits: digits)
      answer[name] = .map(attributes.isEmpty ? description : description.filter { attributes.contains($0.key) })
    }
    return .map(answer)
  }

  /// `name_search`: pairs of id and name whose name, or a product's code or barcode, matches.
  func nameSearch(
    _ model: String, _ name: String, _ domain: RPCValue, comparison: String, limit: Int?, _ context: ERPContext
  ) throws(RPCFailure) -> RPCValue {
    var terms = domain.list ?? []
    if !name.isEmpty {
      let keys = ERPDatabase.searchKeys[model] ?? ["name"]
      terms += Array(repeating: RPCValue.text("|"), count: keys.count - 1)
      terms += keys.map { [.text($0), .text(comparison), .text(name)] }
    }
    let ids = try search(model, .list(terms), limit: limit, context)
    return .list(ids.map { [.integer($0), .text(displayName(model, $0, context))] })
  }

  private static let searchKeys: [String: [String]] = [
    "product.product": ["default_code", "barcode", "name"], "product.template": ["default_code", "barcode", "name"],
    "res.partner": ["name", "email", "ref", "vat"], "res.country": ["name", "code"],
    "sale.order": ["name", "client_order_ref"],
  ]
}
