import Records

/// Creates and changes records: what to send is decided by `LoadDocument` and `RowRewrite`, how often by `Loader`.
struct DocumentWriter: Sendable {
  let rpc: any OdooRPC
  let catalogue: ModelCatalogue
  let context: CallContext
  let reader: RecordReader
  let maximumInFlight: Int

  /// One outcome a write, in order.
  func write(_ writes: [Write]) async -> [Outcome] {
    var outcomes: [Int: Outcome] = [:]
    for (resource, indices) in Dictionary(grouping: writes.indices, by: { writes[$0].resource }).sorted(by: {
      $0.key < $1.key
    }) {
      do throws(CallFailure) {
        let model = try await catalogue.model(resource)
        await create(indices, writes, model, &outcomes)
        await update(indices, writes, model, &outcomes)
      } catch {
        for index in indices where outcomes[index] == nil { outcomes[index] = error.outcome }
      }
    }
    return writes.indices.map { outcomes[$0] ?? .notApplied(Self.notSent) }
  }

  /// The models of the rows that a write owns, by the parent's canonical field.
  func childModels(of write: Write, _ model: Model) async throws(CallFailure) -> [String: Model] {
    var models: [String: Model] = [:]
    for name in write.children.keys {
      let related = try Result { () throws(Fault) in try model.related(name) }.orFailure()
      models[name] = try await catalogue.model(related)
    }
    return models
  }

  // MARK: Creation

  private func create(
    _ indices: [Int], _ writes: [Write], _ model: Model, _ outcomes: inout [Int: Outcome]
  ) async {
    var documents: [LoadDocument] = []
    var positions: [String: Int] = [:]
    var places: [(index: Int, document: Int)] = []
    for index in indices {
      guard case .create(let key) = writes[index].identity else { continue }
      guard let key else {
        outcomes[index] = await createWithoutKey(writes[index], model)
        continue
      }
      do throws(CallFailure) {
        let document = try await self.document(writes[index], key, model)
        if let earlier = positions[document.externalID] {
          // Two writes under one key make one record: the first one's.
          places.append((index, earlier))
        } else {
          positions[document.externalID] = documents.count
          places.append((index, documents.count))
          documents.append(document)
        }
      } catch {
        outcomes[index] = error.outcome
      }
    }
    guard !documents.isEmpty else { return }
    let results = await Loader(rpc: rpc, context: context).load(documents, into: model.name)
    for place in places { outcomes[place.index] = results[place.document] }
    let firsts = Dictionary(places.map { ($0.document, $0.index) }, uniquingKeysWith: { first, _ in first })
    await complete(firsts.values.sorted(), writes, model, &outcomes)
  }

  private func document(_ write: Write, _ key: ExternalKey, _ model: Model) async throws(CallFailure) -> LoadDocument {
    let children = try await childModels(of: write, model)
    return try Result { () throws(Fault) in
      try LoadDocument(write, key: key, model: model, children: children)
    }.orFailure()
  }

  /// Nothing protects this one from happening twice; the engine announces it before.
  private func createWithoutKey(_ write: Write, _ model: Model) async -> Outcome {
    do throws(CallFailure) {
      let children = try await childModels(of: write, model)
      var values = try Result { () throws(Fault) in try Self.values(write.fields, model) }.orFailure()
      for (name, rows) in write.children {
        guard let child = children[name] else { continue }
        let field = try Result { () throws(Fault) in try model.field(name) }.orFailure()
        values[field.serverName] = .array(
          try rows.map { row throws(CallFailure) -> JSON in
            let values = try Result { () throws(Fault) in try Self.values(row.fields, child) }.orFailure()
            return [0, 0, .object(values)]
          })
      }
      for (field, value) in ContentWriter.contents(write, model) {
        let json = try Result { () throws(Fault) in
          try ContentWriter.value(value, files: write.files, kept: "", field)
        }.orFailure()
        if let json { values[field.serverName] = json }
      }
      let call = OdooCall(
        model.name, "create", [OdooCall.Argument("vals_list", [.object(values)])], context: context.base, effect: .write
      )
      let ids = try await rpc.call(call).value
      guard let id = ids.integers.first ?? ids.integer else {
        throw CallFailure(
          Fault(.road, "ERP_ERROR", "Odoo created a record without telling its id.", context: ["model": model.name]),
          .unknown)
      }
      // What fails here shows at the next look at the record; the creation itself must not be done again.
      let languages = try? await reader.languages.installed()
      if let languages {
        _ = await texts.write(TextWriter.changes(id, write.fields, model, languages), model)
      }
      return .applied(RecordKey(id))
    } catch {
      return error.outcome
    }
  }

  /// What `create` and `write` take. Null means "nothing" here: the field is emptied.
  static func values(_ fields: [String: Value], _ model: Model) throws(Fault) -> [String: JSON] {
    var values: [String: JSON] = [:]
    for (name, value) in model.reconciled(fields) {
      let field = try model.field(name)
      if let json = try ValueCodec.json(value, field) { values[field.serverName] = json }
    }
    return values
  }

  // MARK: Update

  private func update(
    _ indices: [Int], _ writes: [Write], _ model: Model, _ outcomes: inout [Int: Outcome]
  ) async {
    let updates = indices.filter { if case .update = writes[$0].identity { true } else { false } }
    guard !updates.isEmpty else { return }
    let rewriter = DocumentRewriter(writer: self, model: model)
    for (index, outcome) in await rewriter.rewrite(updates.map { ($0, writes[$0]) }) { outcomes[index] = outcome }
  }

  private static let notSent = Fault(.road, "ERP_UNREACHABLE", "The record was not sent.")
}
