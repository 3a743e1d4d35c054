import Records

/// Writes translated fields in languages other than English, each language once for many records: `load` by database id under a context with the language
/// takes hundreds of records in one call (measured on 16 to 19).
struct TextWriter: Sendable {
  struct Change: Sendable, Hashable {
    var id: Int
    /// Odoo's code: "fr_FR".
    var language: String
    /// By the server's names of the fields.
    var texts: [String: String]
  }

  let rpc: any OdooRPC
  let context: CallContext

  /// What is written besides English for one value of a translated field: the texts of the languages that are installed, by Odoo's code. Blank ones are left
  /// out: Odoo shows the English text there.
  static func others(_ wanted: Value, _ languages: Languages) -> [String: String] {
    guard let texts = wanted.map else { return [:] }
    var others: [String: String] = [:]
    for (code, serverCode) in languages.codes where serverCode != "en_US" {
      if let text = texts[code]?.text, !texts[code, default: .null].isEmpty { others[serverCode] = text }
    }
    return others
  }

  /// The changes that these values of one record mean; `current` nil: whatever is there.
  static func changes(
    _ id: Int, _ wanted: [String: Value], current: [String: Value]? = nil, _ model: Model, _ languages: Languages
  ) -> [Change] {
    var byLanguage: [String: [String: String]] = [:]
    for (name, value) in wanted {
      guard let field = model.fields[name], field.schema.kind == .texts, field.access != .absent else { continue }
      let shown = current.map { others($0[name] ?? .null, languages) }
      for (language, text) in others(value, languages) where shown?[language] != text {
        byLanguage[language, default: [:]][field.serverName] = text
      }
    }
    return byLanguage.sorted { $0.key < $1.key }.map { Change(id: id, language: $0.key, texts: $0.value) }
  }

  /// What went wrong, by the record's id; a record that is not among them holds its texts.
  func write(_ changes: [Change], _ model: Model) async -> [Int: Outcome] {
    struct Shape: Hashable {
      var language: String
      var columns: [String]
    }
    var failures: [Int: Outcome] = [:]
    let groups = Dictionary(grouping: changes) { Shape(language: $0.language, columns: $0.texts.keys.sorted()) }
    for (shape, group) in groups.sorted(by: {
      ($0.key.language, $0.key.columns.count) < ($1.key.language, $1.key.columns.count)
    }) {
      for chunk in group.chunked(ModelPages.loadRows) {
        for (id, outcome) in await load(chunk, shape.language, shape.columns, model) { failures[id] = outcome }
      }
    }
    return failures
  }

  /// All or nothing: what is refused together is written one by one, so that each record has its own outcome.
  private func load(_ changes: [Change], _ language: String, _ columns: [String], _ model: Model) async -> [Int:
    Outcome]
  {
    let rows = changes.map { change in
      JSON.strings([String(change.id)] + columns.map { change.texts[$0] ?? "" })
    }
    let call = OdooCall(
      model.name, "load",
      [OdooCall.Argument("fields", .strings([".id"] + columns)), OdooCall.Argument("data", .array(rows))],
      context: languageContext(language), effect: .write)
    do throws(CallFailure) {
      if LoadAnswer(try await rpc.call(call).value).ids?.count == changes.count { return [:] }
    } catch {
      guard error.wantsSmallerBatch || error.isRefusal else {
        return Dictionary(changes.map { ($0.id, error.outcome) }, uniquingKeysWith: { first, _ in first })
      }
    }
    var failures: [Int: Outcome] = [:]
    for change in changes {
      do throws(CallFailure) { try await writeOne(change, model) } catch { failures[change.id] = error.outcome }
    }
    return failures
  }

  private func writeOne(_ change: Change, _ model: Model) async throws(CallFailure) {
    let call = OdooCall(
      model.name, "write", ids: [change.id],
      [OdooCall.Argument("vals", .object(change.texts.mapValues(JSON.string)))],
      context: languageContext(change.language), effect: .write)
    _ = try await rpc.call(call)
  }

  private func languageContext(_ language: String) -> [String: JSON] {
    context.base.merging(["lang": .string(language)]) { _, language in language }
  }
}
