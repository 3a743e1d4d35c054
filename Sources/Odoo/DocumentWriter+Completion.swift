import Records

extension DocumentWriter {
  var texts: TextWriter { TextWriter(rpc: rpc, context: context) }
  var pictures: ContentWriter { ContentWriter(rpc: rpc, context: context, contents: reader.contents) }

  /// Adds to records just created what `load`, in one language and without files, leaves out: texts in further languages, and pictures. A creation that is
  /// sent again comes by here again, so what a person has changed since is left alone: texts of a record whose English is not ours, pictures where there is one.
  func complete(_ indices: [Int], _ writes: [Write], _ model: Model, _ outcomes: inout [Int: Outcome]) async {
    var created: [Int: Int] = [:]
    for index in indices {
      if case .applied(let key) = outcomes[index], let id = key.value.integer { created[index] = id }
    }
    do throws(CallFailure) {
      let failures = try await translate(created, writes, model)
      for (index, id) in created {
        if let failure = failures[id] { outcomes[index] = failure }
      }
    } catch {
      for index in created.keys { outcomes[index] = error.outcome }
    }
    let works = created.sorted { $0.key < $1.key }.compactMap { index, id -> (Int, ContentWriter.Work)? in
      let contents = ContentWriter.contents(writes[index], model).filter { !$0.value.isEmpty }
      guard !contents.isEmpty, case .applied = outcomes[index] else { return nil }
      return (index, ContentWriter.Work(id: id, contents: contents, files: writes[index].files, onlyWhereEmpty: true))
    }
    guard !works.isEmpty else { return }
    for ((index, _), outcome) in zip(works, await pictures.write(works.map(\.1), model)) {
      if case .unchanged = outcome { continue }
      outcomes[index] = outcome
    }
  }

  private func translate(
    _ created: [Int: Int], _ writes: [Write], _ model: Model
  ) async throws(CallFailure) -> [Int: Outcome] {
    let wanted = created.filter { index, _ in writes[index].fields.values.contains { $0.map != nil } }
    guard !wanted.isEmpty else { return [:] }
    let languages = try await reader.languages.installed()
    let names = Set(wanted.keys.flatMap { writes[$0].fields.keys }).filter {
      model.fields[$0]?.schema.kind == .texts && model.fields[$0]?.access != .absent
    }
    guard languages.codes.count > 1, !names.isEmpty else { return [:] }
    let records = try await reader.read(model.name, ids: Array(wanted.values), fields: names.sorted())
    let byID = Dictionary(records.map { ($0.id ?? 0, $0.fields) }, uniquingKeysWith: { first, _ in first })
    let english = languages.codes.first { $0.value == "en_US" }?.key
    var changes: [TextWriter.Change] = []
    for (index, id) in wanted {
      guard let stored = byID[id] else { continue }
      let ours = writes[index].fields.filter { name, value in
        guard names.contains(name), let english, let shown = stored[name]?.map?[english]?.text else {
          return names.contains(name)
        }
        return (try? ValueCodec.baseText(value, model.field(name)))?.trimmed == shown.trimmed
      }
      changes += TextWriter.changes(id, ours, current: stored, model, languages)
    }
    return await texts.write(changes.sorted { $0.id < $1.id }, model)
  }
}

extension String {
  fileprivate var trimmed: Value { Value.text(self).normalized }
}
