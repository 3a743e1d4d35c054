import Foundation

extension ERPDatabase {
  /// Creates one record from `vals`, with the model's defaults and rules; gives its id.
  func create(_ model: String, _ values: RPCMap, _ context: ERPContext) throws(RPCFailure) -> Int {
    try allow(.create, model, context)
    try checkKnown(model, values)
    var values = values
    if let existing = try interceptCreate(model, &values, context) { return existing }
    let id = insertRow(model)
    set(model, id, "create_date", .text(now))
    set(model, id, "create_uid", .integer(context.user))
    touch(model, id, user: context.user)
    if models[model]?.fields["active"] != nil, values["active"] == nil { set(model, id, "active", .yes) }
    try store(model, id, values, context)
    try afterCreate(model, id, values, context)
    return id
  }

  /// Writes `vals` on records, with the model's rules.
  func write(_ model: String, _ ids: [Int], _ values: RPCMap, _ context: ERPContext) throws(RPCFailure) {
    try allow(.write, model, context)
    try demand(model, ids, context)
    try checkKnown(model, values)
    for id in ids {
      var values = values
      try beforeWrite(model, id, &values, context)
      touch(model, id, user: context.user)
      try store(model, id, values, context)
      try afterWrite(model, id, values, context)
    }
  }

  func unlink(_ model: String, _ ids: [Int], _ context: ERPContext) throws(RPCFailure) {
    try allow(.unlink, model, context)
    try demand(model, ids, context)
    for id in ids where exists(model, id) { try unlink(model, id, context) }
  }

  private func unlink(_ model: String, _ id: Int, _ context: ERPContext) throws(RPCFailure) {
    if model == Self.attributeLine { return try unlinkLine(id, context) }
    if model == "product.attribute.value", try archivesInstead(ofUnlinkingValue: id) {
      return try write(model, [id], ["active": false], context)
    }
    try beforeUnlink(model, id, context)
    let template = model == "product.product" ? integer(model, id, "product_tmpl_id") : nil
    forget(model, id)
    if let template { try finishVariantUnlink(template, context) }
    flush()
  }

  /// Removes a row with its external ids; what it owned goes too.
  func erase(_ model: String, _ id: Int) {
    for row in inverse("ir.model.data", "res_id", id) where text("ir.model.data", row, "model") == model {
      removeRow("ir.model.data", row)
    }
    for field in models[model].map({ Array($0.fields.values) }) ?? [] where field.kind == .one2many {
      guard let relation = field.relation, let inverse = field.inverse, Self.owned.contains(relation) else { continue }
      for child in self.inverse(relation, inverse, id) { erase(relation, child) }
    }
    removeRow(model, id)
  }

  /// Records that cannot live without the one they belong to.
  private static let owned: Set<String> = [
    "sale.order.line", "account.move.line", "stock.move", "stock.move.line", "product.product",
    "product.template.attribute.line", "product.template.attribute.value", "product.pricelist.item",
  ]

  /// Throws an access error when the user lacks the right.
  func allow(_ operation: ERPOperation, _ model: String, _ context: ERPContext) throws(RPCFailure) {
    guard !context.rights.allows(operation, on: model) else { return }
    throw RPCFailure.access(
      "You are not allowed to \(operation.verb) '\(models[model]?.label ?? model)' (\(model)) records.\n\nThis operation is "
        + "allowed for the following groups:\n\t- Administration/Settings\n\nContact your administrator to request access if "
        + "necessary.")
  }

  func demand(_ model: String, _ ids: [Int], _ context: ERPContext) throws(RPCFailure) {
    let gone = ids.filter { !exists(model, $0) }
    if !gone.isEmpty { throw RPCFailure.missing(model, gone, user: context.user) }
  }

  private func checkKnown(_ model: String, _ values: RPCMap) throws(RPCFailure) {
    for name in values.keys where models[model]?.fields[name] == nil {
      throw RPCFailure.unknownField(name, on: model)
    }
  }

  /// Writes the cells, then what hangs on them.
  private func store(_ model: String, _ id: Int, _ values: RPCMap, _ context: ERPContext) throws(RPCFailure) {
    guard let fields = models[model]?.fields else { return }
    for (name, value) in values {
      guard let field = fields[name], field.kind != .one2many else { continue }
      if model == "product.product", !ERPComputed.variantFields.contains(name),
        let template = integer(model, id, "product_tmpl_id")
      {
        try write("product.template", [template], [name: value], context)
      } else if field.kind == .many2many {
        set(model, id, name, .ids(try linked(model, id, field, value, context)))
      } else {
        var cell = try converted(model, field, value, user: context.user)
        if field.translated {
          // An empty text is one: only false takes the texts away.
          cell = translated(self.cell(model, id, name), value == "" ? value : cell, context.language)
        }
        set(model, id, name, cell)
      }
    }
    for (name, value) in values {
      guard let field = fields[name], field.kind == .one2many else { continue }
      try storeChildren(model, id, field, value, context)
    }
  }

  private func linked(
    _ model: String, _ id: Int, _ field: ERPField, _ value: RPCValue, _ context: ERPContext
  ) throws(RPCFailure) -> [Int] {
    guard let commands = value.list else { return [] }
    var ids = references(model, id, field.name)
    for command in commands {
      guard let parts = command.list, let code = parts.first?.integer else {
        if let bare = command.integer { ids.append(bare) }
        continue
      }
      let target = parts.count > 1 ? parts[1].integer ?? 0 : 0
      switch code {
      case 0: if let relation = field.relation { ids.append(try create(relation, parts.last?.map ?? [:], context)) }
      case 1: if let relation = field.relation { try write(relation, [target], parts.last?.map ?? [:], context) }
      case 2, 3: ids.removeAll { $0 == target }
      case 4: if !ids.contains(target) { ids.append(target) }
      case 5: ids = []
      case 6: ids = parts.last?.references ?? []
      default: throw RPCFailure.value("Wrong value for \(model).\(field.name): \(value.pythonic)")
      }
    }
    if let relation = field.relation, models[relation] != nil {
      for target in ids where !exists(relation, target) {
        throw dangling(model, field, target, user: context.user)
      }
    }
    return ids
  }

  private func storeChildren(
    _ model: String, _ id: Int, _ field: ERPField, _ value: RPCValue, _ context: ERPContext
  ) throws(RPCFailure) {
    guard let relation = field.relation,
      let inverse = field.inverse ?? (relation == "account.move.line" ? "move_id" : nil)
    else { return }
    for command in value.list ?? [] {
      guard let parts = command.list, let code = parts.first?.integer else {
        throw RPCFailure.value("Wrong value for \(model).\(field.name): \(value.pythonic)")
      }
      let target = parts.count > 1 ? parts[1].integer ?? 0 : 0
      switch code {
      case 0:
        var values = parts.last?.map ?? [:]
        let externalID = values.removeValue(forKey: "id")?.text
        values[inverse] = .integer(id)
        let child = try create(relation, values, context)
        if let externalID { name(relation, child, qualified(externalID, context), noUpdate: context.isOn("noupdate")) }
      case 1:
        var values = parts.last?.map ?? [:]
        values.removeValue(forKey: "id")
        try write(relation, [target], values, context)
      case 2, 3: if exists(relation, target) { try unlink(relation, [target], context) }
      case 4: try write(relation, [target], [inverse: .integer(id)], context)
      case 5: try unlink(relation, self.inverse(relation, inverse, id), context)
      case 6:
        let kept = Set(parts.last?.references ?? [])
        try unlink(relation, self.inverse(relation, inverse, id).filter { !kept.contains($0) }, context)
        for target in kept where integer(relation, target, inverse) != id {
          try write(relation, [target], [inverse: .integer(id)], context)
        }
      default: throw RPCFailure.value("Wrong value for \(model).\(field.name): \(value.pythonic)")
      }
    }
  }

  /// An external id with its module: a bare name belongs to the imports' own.
  func qualified(_ externalID: String, _ context: ERPContext) -> String {
    externalID.contains(".")
      ? externalID : "\(context.values["_import_current_module"]?.text ?? "__import__").\(externalID)"
  }
}
