import XMLStream

/// Saves one entity of a body: reads its fields as PrestaShop reads them, checks them, stores them, then its lists.
enum WebserviceSaver {
  /// Returns the entity as the answer shows it: the texts as they were sent, empty where nothing was.
  static func save(
    _ entity: XMLElement, _ method: ShopKey.Method, _ call: WebserviceCall, _ state: inout ShopState
  ) throws(WebserviceStop) -> ShopRow {
    let resource = call.resource
    var row = try start(entity, method, call, state)
    let before = row
    try read(entity, method, into: &row, resource, state)
    try WebserviceHooks.beforeChecks(&row, method, resource, state)
    try WebserviceValidation.check(row, resource, state)
    let change = WebserviceChange(method: method, call: call, before: method == .post ? nil : before, sent: entity)
    try WebserviceHooks.save(&row, change, &state)
    try saveLists(entity, of: &row, call, &state)
    return row
  }

  private static func start(
    _ entity: XMLElement, _ method: ShopKey.Method, _ call: WebserviceCall, _ state: ShopState
  ) throws(WebserviceStop) -> ShopRow {
    let resource = call.resource
    if method == .post {
      return ShopRow(
        id: 0,
        cells: resource.fields.map { $0.isTranslated ? .texts([]) : .text("") },
        lists: resource.associations.map { _ in [] })
    }
    guard let id = Int(entity.child("id")?.text ?? ""), let row = state.row(resource.name, id) else {
      throw .error(404, 92, "Invalid ID")
    }
    // What the shop of the call does not have is not refused: it is loaded empty, and saving adds it there.
    return state.row(resource.name, id, inShop: call.shopID) ?? state.strangersRow(row, resource)
  }

  /// Throws 41 (a required field is missing) and 93 (one that cannot be written is there).
  private static func read(
    _ entity: XMLElement, _ method: ShopKey.Method, into row: inout ShopRow, _ resource: WebserviceResource,
    _ state: ShopState
  ) throws(WebserviceStop) {
    for (position, field) in resource.fields.enumerated() {
      let sent = entity.child(field.name)
      if field.isTranslated {
        row.cells[position] = texts(sent, was: row.cells[position], field, method, state.languageIDs)
        continue
      }
      if let sent {
        guard !field.isReadOnly else {
          throw .error(400, 93, "parameter \"\(field.name)\" not writable. Please remove this attribute of this XML")
        }
        row.cells[position] = .text(sent.text)
      } else if method != .patch {
        if field.required { throw .error(400, 41, "parameter \"\(field.name)\" required") }
        row.cells[position] = .text("")
      }
    }
  }

  /// A translated field that was sent loses the languages that were not, unless it is required: then they are kept.
  private static func texts(
    _ sent: XMLElement?, was: ShopCell, _ field: WebserviceField, _ method: ShopKey.Method, _ languageIDs: [Int]
  ) -> ShopCell {
    guard let sent else { return method == .patch ? was : .texts([]) }
    var texts = Array(repeating: "", count: languageIDs.count)
    if field.required, case .texts(let kept) = was, kept.count == texts.count { texts = kept }
    let languages = sent.children("language")
    guard !languages.isEmpty else {
      // A text of no language is every language's, but not the default one's, where one is required.
      return .texts(texts.map { _ in field.required ? "" : sent.text })
    }
    for language in languages {
      if let id = Int(language.attributes["id"] ?? ""), let position = languageIDs.firstIndex(of: id) {
        texts[position] = language.text
      }
    }
    return .texts(texts)
  }

  /// Lists come after the entity was saved: an unknown one is an error although the fields are already changed.
  private static func saveLists(
    _ entity: XMLElement, of row: inout ShopRow, _ call: WebserviceCall, _ state: inout ShopState
  ) throws(WebserviceStop) {
    guard let lists = entity.child("associations") else { return }
    for list in lists.children {
      guard let index = call.resource.association(list.name) else {
        if list.name == "i18n" { continue }
        throw .error(400, 86, "The association \"\(list.name)\" does not exists")
      }
      let members = call.resource.associations[index].members
      let items = list.children.map { item in members.map { item.child($0.name)?.text ?? "" } }
      let numbered = WebserviceHooks.numbered(items, members)
      guard let kept = try WebserviceLists.set(numbered, list.name, of: row, in: call.resource, &state),
        var stored = state.row(call.resource.name, row.id)
      else { continue }
      row.lists[index] = kept
      stored.lists[index] = kept
      // Combination::setWsProductOptionValues deletes the combination's associations first, its pictures among them.
      if call.resource.name == "combinations", list.name == "product_option_values",
        let pictures = call.resource.association("images")
      {
        row.lists[pictures] = []
        stored.lists[pictures] = []
      }
      state.put(stored, in: call.resource.name)
    }
  }
}
