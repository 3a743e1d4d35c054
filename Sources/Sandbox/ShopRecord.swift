/// A row of a simulated shop for tests and proofs, by the names that the webservice uses.
public struct ShopRecord: Sendable {
  public let id: Int
  /// Every field as the database holds it; of a translated field the first language.
  public let values: [String: String]
  /// The translated fields, by field and then by language id.
  public let texts: [String: [Int: String]]
  /// The stored lists, by association; an item is its members by name.
  public let lists: [String: [[String: String]]]

  /// The field's value, empty where there is none.
  public subscript(_ field: String) -> String { values[field] ?? "" }

  /// Every field of every language, and the lists.
  var everything: [String: String] {
    var all = values
    for (name, byLanguage) in texts {
      all[name] = nil
      for (language, text) in byLanguage { all["\(name)[\(language)]"] = text }
    }
    for (name, items) in lists where !items.isEmpty {
      let shown = items.map { item in item.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" } }
      all[name + "[]"] = shown.map { $0.joined(separator: ",") }.joined(separator: ";")
    }
    return all
  }

  init(_ row: ShopRow, of resource: WebserviceResource, languages: [Int]) {
    id = row.id
    var values = ["id": String(row.id)]
    var texts: [String: [Int: String]] = [:]
    for (field, cell) in zip(resource.fields, row.cells) {
      values[field.name] = cell.plain
      if case .texts(let all) = cell { texts[field.name] = Dictionary(uniqueKeysWithValues: zip(languages, all)) }
    }
    self.values = values
    self.texts = texts
    var lists: [String: [[String: String]]] = [:]
    for (association, items) in zip(resource.associations, row.lists) {
      let names = association.members.map(\.name)
      lists[association.name] = items.map { Dictionary(zip(names, $0), uniquingKeysWith: { first, _ in first }) }
    }
    self.lists = lists
  }
}
