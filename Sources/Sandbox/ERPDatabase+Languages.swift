/// Texts in several languages (odoo/fields.py, translated fields; measured on 16 to 19).
extension ERPDatabase {
  static let source = "en_US"

  /// Whether texts are kept in it and people may have it as theirs.
  func isActive(language: String) -> Bool {
    language == Self.source
      || table("res.lang").ids(where: "code", is: .text(language)).contains { isActive("res.lang", $0) }
  }

  /// The context with a language that the database has: 18 and 19 refuse another one, 16 and 17 take English for it, also where it is
  /// written.
  func spoken(_ context: ERPContext) throws(RPCFailure) -> ERPContext {
    guard let language = context.values["lang"]?.text, !isActive(language: language) else { return context }
    guard version <= .v17 else { throw RPCFailure.user("Invalid language code: \(language)") }
    return context.with("lang", .text(Self.source))
  }

  /// A text in one language beside those it has. An empty one (false) empties all of them; the first one is the English one too.
  func translated(_ before: RPCValue?, _ text: RPCValue, _ language: String) -> RPCValue {
    guard text.text != nil else { return .no }
    var texts: RPCMap = [Self.source: text]
    if let map = before?.map { texts = map } else if let only = before, only.text != nil { texts = [Self.source: only] }
    texts[language] = text
    return texts.count == 1 ? text : .map(texts)
  }

  /// `update_field_translations`: texts by language; false takes a language's own text away.
  func updateTranslations(
    _ model: String, _ ids: [Int], _ name: String, _ texts: RPCMap, _ context: ERPContext
  ) throws(RPCFailure) -> RPCValue {
    try allow(.write, model, context)
    try demand(model, ids, context)
    guard let field = models[model]?.fields[name] else { throw RPCFailure.unknownField(name, on: model) }
    guard field.translated, texts[Self.source] != .no else { return .no }
    let strangers = texts.keys.filter { !isActive(language: $0) }
    guard strangers.isEmpty || version == .v16 else {
      throw RPCFailure.user("The following languages are not activated: " + strangers.joined(separator: ", "))
    }
    for id in ids { try updateTranslations(model, id, field, texts, context) }
    return .yes
  }

  private func updateTranslations(
    _ model: String, _ id: Int, _ field: ERPField, _ texts: RPCMap, _ context: ERPContext
  ) throws(RPCFailure) {
    if model == "product.product", !ERPComputed.variantFields.contains(field.name),
      let template = integer(model, id, "product_tmpl_id")
    {
      return try updateTranslations("product.template", template, field, texts, context)
    }
    var cell = cell(model, id, field.name) ?? .no
    for (language, text) in texts where isActive(language: language) {
      if text.text != nil {
        cell = translated(cell, text, language)
      } else if var map = cell.map {
        map.removeValue(forKey: language)
        cell = map.count == 1 ? map.values.first ?? .no : .map(map)
      }
    }
    // Since 17 it is a write like others; early builds of 16 do not move the record's date.
    if version >= .v17 {
      try write(model, [id], [:], context)
    }
    set(model, id, field.name, cell)
  }

  /// `get_field_translations`: each installed language's text, or those of the asked ones.
  func translations(
    _ model: String, _ ids: [Int], _ name: String, _ asked: [String]
  ) throws(RPCFailure) -> RPCValue {
    guard let id = ids.first, let field = models[model]?.fields[name] else {
      throw RPCFailure.unknownField(name, on: model)
    }
    let installed = table("res.lang").ids.filter { isActive("res.lang", $0) }.compactMap {
      text("res.lang", $0, "code")
    }
    let languages = asked.isEmpty ? installed : asked
    let source = value(model, id, name, ERPContext(user: 1))
    let texts = languages.map { language -> RPCValue in
      let own = value(model, id, name, ERPContext(["lang": .text(language)], user: 1))
      return ["lang": .text(language), "source": source.text == nil ? "" : source, "value": own.text == nil ? "" : own]
    }
    return [
      .list(texts), ["translation_type": .text(field.kind.rawValue), "translation_show_source": false],
    ]
  }
}
