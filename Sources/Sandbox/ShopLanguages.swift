extension SimulatedShop {
  /// Adds a language as the back office does: every text that there is gets a copy of the default language's
  /// (Language::copyLanguageData). Returns its id.
  @discardableResult
  public func addLanguage(_ code: String) -> Int { change { $0.addLanguage(code) } }
}

extension ShopState {
  mutating func addLanguage(_ code: String) -> Int {
    let id = (languageIDs.max() ?? 0) + 1
    let source = defaultLanguagePosition ?? 0
    for index in tables.indices {
      let translated = tables[index].resource.fields.indices.filter { tables[index].resource.fields[$0].isTranslated }
      guard !translated.isEmpty else { continue }
      for row in tables[index].ids.compactMap({ tables[index][$0] }) {
        var row = row
        for position in translated {
          guard case .texts(let texts) = row.cells[position] else { continue }
          row.cells[position] = .texts(texts + [source < texts.count ? texts[source] : ""])
        }
        tables[index].put(row)
      }
    }
    settings.languages.append((id, code))
    insertLanguage(id, code)
    return id
  }
}
