import Foundation

extension ERPDatabase {
  /// A field's value in its plain form: many2one as an id, x2many as ids, datetimes with microseconds; computed fields are computed.
  func value(_ model: String, _ id: Int, _ field: String, _ context: ERPContext) -> RPCValue {
    if field == "id" { return .integer(id) }
    if let compute = ERPComputed.registry[model]?[field] { return compute(self, id, context) }
    if field == "display_name" { return .text(displayName(model, id, context)) }
    guard let description = models[model]?.fields[field] else { return .no }
    if model == "product.product", !ERPComputed.variantFields.contains(field),
      let template = integer(model, id, "product_tmpl_id")
    {
      return value("product.template", template, field, context)
    }
    if model == "res.users", cell(model, id, field) == nil, models["res.partner"]?.fields[field] != nil,
      let partner = integer(model, id, "partner_id")
    {
      return value("res.partner", partner, field, context)
    }
    if description.kind == .one2many { return .ids(children(model, id, description, context)) }
    guard let cell = cell(model, id, field) else { return description.empty }
    if description.kind == .many2many, let relation = description.relation {
      return .ids(ordered(relation, visible(relation, cell.references, context)))
    }
    if description.translated, let texts = cell.map {
      return texts[context.language] ?? texts["en_US"] ?? texts.values.first ?? .no
    }
    return cell
  }

  private func children(_ model: String, _ id: Int, _ field: ERPField, _ context: ERPContext) -> [Int] {
    guard let relation = field.relation, let inverse = field.inverse else { return [] }
    let ids = visible(relation, self.inverse(relation, inverse, id), context)
    if ids.count < 2 { return ids }
    return relation.hasPrefix("product.") && relation.contains("attribute")
      ? ordered(relation, ids) : sorted(relation, ids, by: nil, context)
  }

  /// Ids without those of archived records, unless the context asks for these too; ids that are gone are left out.
  func visible(_ model: String, _ ids: [Int], _ context: ERPContext) -> [Int] {
    let archivable = context.activeTest && models[model]?.fields["active"] != nil
    return ids.filter { exists(model, $0) && (!archivable || isActive(model, $0)) }
  }

  func isActive(_ model: String, _ id: Int) -> Bool { cell(model, id, "active") != .no }

  /// Is the field kept in a cell of its own, so that an index of it can be trusted?
  func isStored(_ model: String, _ field: ERPField) -> Bool {
    ERPComputed.registry[model]?[field.name] == nil && field.kind != .one2many && field.kind != .many2many
      && !field.translated && field.name != "display_name"
      && (model != "res.users" || ["login", "partner_id", "company_id"].contains(field.name))
      && (model != "product.product" || ERPComputed.variantFields.contains(field.name))
  }
}
