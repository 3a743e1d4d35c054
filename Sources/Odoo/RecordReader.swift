import Foundation
import Records

/// Reads records in canonical form.
struct RecordReader: Sendable {
  struct Answer: Sendable {
    var records: [Record]
    var serverTime: Instant?
  }

  struct Options: Sendable {
    var order = "id"
    var limit: Int?
    var includesArchived = false
    var context: [String: Value] = [:]
    /// In which translated fields are searched and read first.
    var language = "en_US"
  }

  let rpc: any OdooRPC
  let catalogue: ModelCatalogue
  let context: CallContext
  let languages: LanguageSource
  let contents: ContentSource

  init(rpc: any OdooRPC, catalogue: ModelCatalogue, context: CallContext, languages: LanguageSource) {
    self.rpc = rpc
    self.catalogue = catalogue
    self.context = context
    self.languages = languages
    contents = ContentSource(rpc: rpc, context: context)
  }

  /// One `search_read`, and one more for each followed field, for each further language of translated fields, and for pictures.
  func read(
    _ modelName: String, domain: [JSON], fields: [String], _ options: Options = Options()
  ) async throws(CallFailure) -> Answer {
    let model = try await catalogue.model(modelName)
    let plan = try Result { () throws(Fault) in try ReadPlan(fields, of: model) }.orFailure()
    guard !model.isMissing else { return Answer(records: []) }
    let answer = try await searchRead(
      model, domain: domain, serverNames: plan.serverNames,
      context: context.reading(
        options.context, includesArchived: options.includesArchived, language: options.language), options)
    let rows = answer.value.array ?? []
    var records = rows.compactMap { plan.record($0, model) }
    try await translate(&records, plan: plan, model: model, options)
    try await locate(&records, plan: plan, model: model)
    try await combine(&records, plan: plan)
    for (name, rest) in plan.followed {
      try await follow(name, fields: rest, model: model, into: &records, options)
    }
    return Answer(records: records, serverTime: answer.serverTime)
  }

  /// The records with these ids, archived ones too; missing ones are left out. In the order of ids.
  func read(
    _ modelName: String, ids: [Int], fields: [String], context: [String: Value] = [:]
  ) async throws(CallFailure) -> [Record] {
    var records: [Record] = []
    for chunk in Array(Set(ids)).sorted().chunked(ModelPages.values) {
      let answer = try await read(
        modelName, domain: [Domain.leaf("id", "in", .ids(chunk))], fields: fields,
        Options(includesArchived: true, context: context))
      records += answer.records
    }
    return records
  }

  /// Every record of the domain, however many: by id, page after page.
  func readAll(
    _ modelName: String, domain: [JSON], fields: [String], _ options: Options = Options()
  ) async throws(CallFailure) -> [Record] {
    var records: [Record] = []
    var options = options
    options.limit = ModelPages.values
    var last = 0
    while true {
      let page = try await read(
        modelName, domain: domain + [Domain.leaf("id", ">", .integer(last))], fields: fields, options)
      records += page.records
      guard page.records.count == ModelPages.values, let highest = page.records.last?.id else { return records }
      last = highest
    }
  }

  /// How many records the domain has.
  func count(
    _ modelName: String, conditions: [Condition], domain: [JSON], _ options: Options
  ) async throws(CallFailure) -> Int? {
    let model = try await catalogue.model(modelName)
    guard !model.isMissing else { return 0 }
    let leaves = try Result { () throws(Fault) in try Domain.all(conditions, model) }.orFailure()
    let answer = try await rpc.call(
      OdooCall(
        model.name, "search_count", options: ["domain": .array(leaves + domain)],
        context: context.reading(
          options.context, includesArchived: options.includesArchived, language: options.language), effect: .read))
    return answer.value.integer
  }

  private func searchRead(
    _ model: Model, domain: [JSON], serverNames: [String], context: [String: JSON], _ options: Options
  ) async throws(CallFailure) -> OdooAnswer {
    // `load` empty: references come as bare ids, without their names, which cost the server a read each.
    var arguments: [String: JSON] = [
      "domain": .array(domain), "fields": .strings(serverNames), "order": .string(options.order), "load": "",
    ]
    if let limit = options.limit { arguments["limit"] = .integer(limit) }
    return try await rpc.call(
      OdooCall(model.name, "search_read", options: arguments, context: context, effect: .read))
  }

  /// Replaces the English text of translated fields by a map with all installed languages.
  private func translate(
    _ records: inout [Record], plan: ReadPlan, model: Model, _ options: Options
  ) async throws(CallFailure) {
    guard !plan.translated.isEmpty, !records.isEmpty else { return }
    let languages = try await languages.installed()
    var texts: [String: [Int: [String: Value]]] = [:]
    for (code, serverCode) in languages.codes.sorted(by: { $0.key < $1.key }) {
      let rows: [Record]
      if serverCode == options.language {
        rows = records
      } else {
        let ids = records.compactMap(\.id)
        let answer = try await searchRead(
          model, domain: [Domain.leaf("id", "in", .ids(ids))], serverNames: ["id"] + plan.translated.map(\.serverName),
          context: context.reading(options.context, includesArchived: true, language: serverCode), Options())
        rows = (answer.value.array ?? []).compactMap { plan.record($0, model) }
      }
      for row in rows {
        for field in plan.translated {
          guard let id = row.id, let text = row[field.name].text else { continue }
          texts[field.name, default: [:]][id, default: [:]][code] = .text(text)
        }
      }
    }
    for index in records.indices {
      guard let id = records[index].id else { continue }
      for field in plan.translated {
        records[index].fields[field.name] = texts[field.name]?[id].map(Value.map) ?? .null
      }
    }
  }

  /// Puts the variants' combinations together: one question for those of a page.
  private func combine(_ records: inout [Record], plan: ReadPlan) async throws(CallFailure) {
    for field in plan.fields where field.access == .combination {
      let ids = records.flatMap { $0[field.name].list?.compactMap(\.integer) ?? [] }
      let rows = try await read("product.template.attribute.value", ids: ids, fields: ["product_attribute_value_id"])
      let values = Dictionary(
        rows.map { ($0.key.value, $0["product_attribute_value_id"]) }, uniquingKeysWith: { first, _ in first })
      for index in records.indices {
        let combined = (records[index][field.name].list ?? []).compactMap { values[$0] }
        records[index].fields[field.name] = .text(Combination.text(.list(combined)))
      }
    }
  }

  /// Says where pictures are, and null where there are none.
  private func locate(_ records: inout [Record], plan: ReadPlan, model: Model) async throws(CallFailure) {
    let fields = plan.contents
    guard !fields.isEmpty, !records.isEmpty else { return }
    let tokens = try await contents.tokens(model, ids: records.compactMap(\.id), fields: fields)
    for index in records.indices {
      guard let id = records[index].id else { continue }
      for field in fields {
        records[index].fields[field.name] =
          tokens[field.name]?[id].map { token in
            .text(ContentName(model: model.name, id: id, field: field.serverName, token: token).text)
          } ?? .null
      }
    }
  }

  /// "order_line.qty_delivered": the rows of `order_line` with the fields asked for, in one further batch.
  private func follow(
    _ name: String, fields: [String], model: Model, into records: inout [Record], _ options: Options
  ) async throws(CallFailure) {
    let related = try Result { () throws(Fault) in try model.related(name) }.orFailure()
    let ids = records.flatMap { record in
      record[name].list?.compactMap(\.integer) ?? record[name].integer.map { [$0] } ?? []
    }
    guard !ids.isEmpty else { return }
    let rows = try await read(related, ids: ids, fields: fields, context: options.context)
    let maps = Dictionary(
      rows.map { row in (row.id ?? 0, Value.map(row.fields.merging(["id": row.key.value]) { _, id in id })) },
      uniquingKeysWith: { first, _ in first })
    for index in records.indices {
      if let list = records[index][name].list {
        records[index].fields[name] = .list(list.compactMap { $0.integer.flatMap { maps[$0] } })
      } else if let id = records[index][name].integer {
        records[index].fields[name] = maps[id] ?? .null
      }
    }
  }
}

extension Record {
  /// Odoo's database id.
  var id: Int? { key.value.integer }
}
