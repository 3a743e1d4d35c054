extension ShopState {
  /// Adds a row with these fields, every other one at its column's zero; texts go through what the database makes of
  /// them. An unknown field is left out: releases differ. Returns the new id.
  @discardableResult
  mutating func insert(
    _ resource: String, id: Int? = nil, _ values: [String: String], texts: [String: [Int: String]] = [:],
    lists: [String: [[String]]] = [:]
  ) -> Int {
    guard let index = schema.index(of: resource) else { return 0 }
    let shape = schema.resources[index]
    let languages = languageIDs
    var row = ShopRow(
      id: id ?? tables[index].nextID, cells: shape.fields.map { $0.empty(languages: languages.count) },
      lists: shape.associations.map { lists[$0.name] ?? [] })
    Self.set(values, texts, on: &row, shape, languages)
    tables[index].put(row)
    return row.id
  }

  /// Changes fields of a row that exists. Lists are replaced as a whole.
  mutating func update(
    _ resource: String, _ id: Int, _ values: [String: String], texts: [String: [Int: String]] = [:],
    lists: [String: [[String]]] = [:]
  ) {
    guard let index = schema.index(of: resource), var row = tables[index][id] else { return }
    let shape = schema.resources[index]
    Self.set(values, texts, on: &row, shape, languageIDs)
    updateBranches(row, Set(values.keys).union(texts.keys), of: shape)
    for (name, items) in lists {
      if let position = shape.association(name) { row.lists[position] = items }
    }
    tables[index].put(row)
  }

  /// What is changed behind the shops' backs is changed in all of them.
  private mutating func updateBranches(_ row: ShopRow, _ names: Set<String>, of shape: WebserviceResource) {
    guard isBranched(shape.name), var shops = branches.rows[shape.name]?[row.id] else { return }
    for (shop, cells) in shops {
      for name in names where cells[name] != nil {
        if let position = shape.position[name] { shops[shop]?[name] = row.cells[position] }
      }
    }
    branches.rows[shape.name]?[row.id] = shops
  }

  mutating func put(_ row: ShopRow, in resource: String) {
    withTable(resource) { $0.put(row) }
  }

  @discardableResult
  mutating func remove(_ resource: String, _ id: Int) -> Bool {
    branches.rows[resource]?[id] = nil
    if resource == "products" { pictures.remove(product: id) }
    return withTable(resource) { $0.remove(id) } ?? false
  }

  private static func set(
    _ values: [String: String], _ texts: [String: [Int: String]], on row: inout ShopRow, _ shape: WebserviceResource,
    _ languages: [Int]
  ) {
    for (name, text) in values {
      guard let position = shape.position[name] else { continue }
      let field = shape.fields[position]
      row.cells[position] =
        field.isTranslated ? .texts(Array(repeating: text, count: languages.count)) : .text(field.stored(text))
    }
    for (name, byLanguage) in texts {
      guard let position = shape.position[name] else { continue }
      if shape.fields[position].isTranslated {
        row.cells[position] = .texts(languages.map { byLanguage[$0] ?? "" })
      } else {
        row.cells[position] = .text(byLanguage[languages.first ?? 1] ?? "")
      }
    }
  }
}
