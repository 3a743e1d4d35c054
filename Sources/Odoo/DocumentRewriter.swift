import Records

/// Changes documents of one model that exist: reads them, and writes only what differs, one `write` a document.
struct DocumentRewriter: Sendable {
  /// What is to be sent for one document.
  private struct Work: Sendable {
    var index: Int
    var id: Int
    var wanted: [String: Value]
    var changesRows: Bool
    var values: [String: JSON]
    var additions: [(model: String, documents: [LoadDocument])]
    /// In languages other than English.
    var texts: [TextWriter.Change] = []
    var contents: [Model.Field: Value] = [:]
    var files: [String: String] = [:]
  }

  let writer: DocumentWriter
  let model: Model

  func rewrite(_ writes: [(index: Int, write: Write)]) async -> [Int: Outcome] {
    var outcomes: [Int: Outcome] = [:]
    var works: [Work] = []
    do throws(CallFailure) {
      let current = try await read(writes.map(\.write))
      for (index, write) in writes {
        guard let id = Self.id(write), let document = current.documents[id] else {
          outcomes[index] = .refused(deleted(write))
          continue
        }
        do throws(Fault) {
          works.append(try plan(index, id, write, document, current))
        } catch {
          outcomes[index] = .refused(error)
        }
      }
    } catch {
      for (index, _) in writes { outcomes[index] = error.outcome }
      return outcomes
    }
    await add(works, &outcomes)
    let rest = works.filter { outcomes[$0.index] == nil }
    for (index, outcome) in await change(rest) { outcomes[index] = outcome }
    let moved = rest.filter { $0.changesRows && outcomes[$0.index] == .applied(RecordKey($0.id)) }
    for (index, outcome) in await restore(moved) { outcomes[index] = outcome }
    await translate(rest, &outcomes)
    await illustrate(rest, &outcomes)
    return outcomes
  }

  private static func id(_ write: Write) -> Int? {
    if case .update(let key) = write.identity { key.value.integer } else { nil }
  }

  private func deleted(_ write: Write) -> Fault {
    var context = ["model": model.name]
    if case .update(let key) = write.identity { context["id"] = key.description }
    return Fault(
      .record, "TARGET_DELETED", "The record no longer exists in Odoo.", context: context,
      hint: "Replay with --recreate if it shall exist again.")
  }

  // MARK: What is there

  private struct Current: Sendable {
    var documents: [Int: Record] = [:]
    var languages = Languages.englishOnly
    var children: [String: Model] = [:]
    /// By the parent's field and the row's id.
    var rows: [String: [Int: RowRewrite.Current]] = [:]
  }

  private func read(_ writes: [Write]) async throws(CallFailure) -> Current {
    var current = Current()
    var names: Set<String> = []
    var rowFields: [String: Set<String>] = [:]
    for write in writes {
      names.formUnion(write.fields.keys.filter { model.fields[$0]?.isComparable == true })
      names.formUnion(write.children.keys)
      for (name, rows) in write.children { rowFields[name, default: []].formUnion(rows.flatMap { $0.fields.keys }) }
      current.children.merge(try await writer.childModels(of: write, model)) { known, _ in known }
    }
    if names.contains(where: { model.fields[$0]?.schema.kind == .texts }) {
      current.languages = try await writer.reader.languages.installed()
    }
    let records = try await writer.reader.read(model.name, ids: writes.compactMap(Self.id), fields: names.sorted())
    current.documents = Dictionary(records.map { ($0.id ?? 0, $0) }, uniquingKeysWith: { first, _ in first })
    for (name, fields) in rowFields {
      guard let child = current.children[name] else { continue }
      let ids = records.flatMap { $0[name].list?.compactMap(\.integer) ?? [] }
      let readable = fields.filter { child.fields[$0]?.isComparable == true }.sorted()
      let rows = try await writer.reader.read(child.name, ids: ids, fields: readable)
      let externalIDs = try await self.externalIDs(ids, child)
      current.rows[name] = Dictionary(
        rows.map { row in
          let id = row.id ?? 0
          return (id, RowRewrite.Current(id: id, externalID: externalIDs[id], fields: row.fields))
        }, uniquingKeysWith: { first, _ in first })
    }
    return current
  }

  /// Readable without the right to read `ir.model.data` (FACTS-odoo b).
  private func externalIDs(_ ids: [Int], _ child: Model) async throws(CallFailure) -> [Int: String] {
    var result: [Int: String] = [:]
    for chunk in ids.chunked(ModelPages.values) {
      let answer = try await writer.rpc.call(OdooCall(child.name, "get_external_id", ids: chunk, effect: .read))
      for (id, text) in answer.value.object ?? [:] {
        guard let id = Int(id), let text = text.string, !text.isEmpty else { continue }
        result[id] = text
      }
    }
    return result
  }

  // MARK: What to do

  private func plan(
    _ index: Int, _ id: Int, _ write: Write, _ document: Record, _ current: Current
  ) throws(Fault) -> Work {
    let changed = write.fields.filter { name, value in RowRewrite.differs([name: value], document.fields, model) }
    var work = Work(
      index: index, id: id, wanted: write.fields, changesRows: false, values: [:], additions: [])
    for name in write.fields.keys { _ = try model.field(name) }
    work.values = try DocumentWriter.values(changed.filter { !keepsEnglish($0.key, $0.value, document) }, model)
    // All languages of a text that differs in one: what falls back to English would change with it.
    work.texts = TextWriter.changes(id, changed, model, current.languages)
    work.contents = ContentWriter.contents(write, model)
    work.files = write.files
    for (name, wanted) in write.children {
      guard let child = current.children[name] else { continue }
      guard let key = write.childKey else {
        throw Fault(
          .record, "ERP_VALUE_REFUSED", "Rows of \(model.name).\(name) cannot be changed without the document's key.",
          context: ["model": model.name, "field": name])
      }
      let ids = document[name].list?.compactMap(\.integer) ?? []
      let rewrite = RowRewrite(
        current: ids.compactMap { current.rows[name]?[$0] }, wanted: wanted, parent: key, model: child)
      if !rewrite.isEmpty { work.changesRows = true }
      var commands: [JSON] = []
      for change in rewrite.changes {
        commands.append([1, .integer(change.id), .object(try DocumentWriter.values(change.fields, child))])
      }
      for removed in rewrite.removals { commands.append([2, .integer(removed), 0]) }
      if !commands.isEmpty { work.values[try model.field(name).serverName] = .array(commands) }
      if !rewrite.additions.isEmpty {
        let inverse = try model.inverse(of: name, in: child)
        work.additions.append(
          (
            child.name,
            try LoadDocument.additions(rewrite.additions, of: key, parent: id, inverse: inverse, child: child)
          ))
      }
    }
    return work
  }

  /// Texts without English leave the English that there is alone.
  private func keepsEnglish(_ name: String, _ value: Value, _ document: Record) -> Bool {
    guard model.fields[name]?.schema.kind == .texts, let texts = value.map, !document[name].isEmpty else {
      return false
    }
    return texts["en"]?.isEmpty != false && texts.values.contains { !$0.isEmpty }
  }

  // MARK: Doing it

  /// New rows first: they are keyed, so a run that is cut between the two calls finds them again.
  private func add(_ works: [Work], _ outcomes: inout [Int: Outcome]) async {
    let loader = Loader(rpc: writer.rpc, context: writer.context)
    let all = works.flatMap { work in work.additions.map { (work.index, $0.model, $0.documents) } }
    for (child, group) in Dictionary(grouping: all, by: \.1) {
      let documents = group.flatMap { entry in entry.2.map { (entry.0, $0) } }
      let results = await loader.load(documents.map(\.1), into: child)
      for ((index, _), result) in zip(documents, results) {
        if case .applied = result { continue }
        outcomes[index] = outcomes[index] ?? result
      }
    }
  }

  private func change(_ works: [Work]) async -> [Int: Outcome] {
    let results = await works.concurrentMap(limit: writer.maximumInFlight) { work in
      (work.index, await change(work))
    }
    return Dictionary(results, uniquingKeysWith: { first, _ in first })
  }

  private func change(_ work: Work) async -> Outcome {
    let key = RecordKey(work.id)
    guard !work.values.isEmpty else { return work.additions.isEmpty ? .unchanged(key) : .applied(key) }
    let call = OdooCall(
      model.name, "write", ids: [work.id], [OdooCall.Argument("vals", .object(work.values))],
      context: writer.context.base, effect: .write)
    do throws(CallFailure) {
      _ = try await writer.rpc.call(call)
      return .applied(key)
    } catch {
      return error.outcome
    }
  }

  /// Rows that come and go move the document itself: removing the delivery line empties the order's carrier (module
  /// delivery, `sale.order.line.unlink`). What no longer is as wanted is written once more.
  private func restore(_ works: [Work]) async -> [Int: Outcome] {
    guard !works.isEmpty else { return [:] }
    let names = Set(works.flatMap { $0.wanted.keys }).filter { model.fields[$0]?.isComparable == true }
    var again: [Work] = []
    do throws(CallFailure) {
      let records = try await writer.reader.read(model.name, ids: works.map(\.id), fields: names.sorted())
      let byID = Dictionary(records.map { ($0.id ?? 0, $0.fields) }, uniquingKeysWith: { first, _ in first })
      for work in works {
        guard let stored = byID[work.id] else { continue }
        let moved = work.wanted.filter { name, value in
          names.contains(name) && RowRewrite.differs([name: value], stored, model)
        }
        guard !moved.isEmpty else { continue }
        var repeated = work
        repeated.values = try Result { () throws(Fault) in try DocumentWriter.values(moved, model) }.orFailure()
        again.append(repeated)
      }
    } catch {
      return Dictionary(uniqueKeysWithValues: works.map { ($0.index, .unknown(error.fault)) })
    }
    return await change(again)
  }

  private func translate(_ works: [Work], _ outcomes: inout [Int: Outcome]) async {
    let done = works.filter { !$0.texts.isEmpty && outcomes[$0.index].isDone }
    guard !done.isEmpty else { return }
    let failures = await writer.texts.write(done.flatMap(\.texts), model)
    for work in done { outcomes[work.index] = failures[work.id] ?? .applied(RecordKey(work.id)) }
  }

  private func illustrate(_ works: [Work], _ outcomes: inout [Int: Outcome]) async {
    let done = works.filter { !$0.contents.isEmpty && outcomes[$0.index].isDone }
    guard !done.isEmpty else { return }
    let pictures = done.map { ContentWriter.Work(id: $0.id, contents: $0.contents, files: $0.files) }
    for (work, outcome) in zip(done, await writer.pictures.write(pictures, model)) {
      if case .unchanged = outcome { continue }
      outcomes[work.index] = outcome
    }
  }
}

extension Outcome? {
  fileprivate var isDone: Bool {
    switch self {
    case .applied, .unchanged: true
    default: false
    }
  }
}
