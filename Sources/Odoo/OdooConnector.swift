import Foundation
import Logging
import Records
import Transport

/// The connector to one Odoo database, versions 16 to 19. Resources are Odoo's models, fields its fields under Odoo
/// 19's names.
///
/// Creations are `load` in create-only mode under external ids, so they happen exactly once however often they are
/// sent; actions read the state first. Everything it throws is a `Fault`.
public struct OdooConnector: Connector {
  public let system = "odoo"

  let configuration: OdooConfiguration
  let server: any ServerSession
  let catalogue: ModelCatalogue
  let reader: RecordReader
  let writer: DocumentWriter
  let context: CallContext
  let clock: @Sendable () -> Instant
  private let client: HTTPClient?
  private let warehouses: Warehouses

  /// Sends nothing yet: the first question finds out what the server is.
  public init(_ configuration: OdooConfiguration, logger: Logger) {
    let transport = TransportConfiguration(
      connectTimeout: configuration.connectTimeout, stallTimeout: configuration.stallTimeout,
      totalTimeout: configuration.totalTimeout, maximumInFlight: configuration.maximumInFlight,
      minimumSpacing: configuration.minimumSpacing, maximumAttempts: configuration.maximumAttempts,
      backoff: Backoff(base: configuration.retryPause), secrets: [configuration.key],
      certificateAuthorityFile: configuration.certificateAuthorityFile,
      plainHTTPHosts: configuration.plainHTTPHosts)
    let client = HTTPClient(transport, logger: logger)
    let exchange = Exchange(client: client, baseURL: configuration.baseURL)
    self.init(configuration, server: OdooServer(configuration, exchange: exchange), client: client)
  }

  /// For tests: any road, any clock.
  init(
    _ configuration: OdooConfiguration, server: any ServerSession, client: HTTPClient? = nil,
    clock: @escaping @Sendable () -> Instant = { Instant(Date()) }
  ) {
    self.configuration = configuration
    self.server = server
    self.client = client
    self.clock = clock
    context = CallContext(company: configuration.company)
    catalogue = ModelCatalogue(server: server)
    reader = RecordReader(
      rpc: server, catalogue: catalogue, context: context, languages: LanguageSource(rpc: server))
    warehouses = Warehouses(reader: reader)
    writer = DocumentWriter(
      rpc: server, catalogue: catalogue, context: context, reader: reader,
      maximumInFlight: configuration.maximumInFlight)
  }

  /// How much went over the wire so far; nil for a connector that has no road of its own.
  public func statistics() -> TransportStatistics? { client?.statistics() }

  public func shutdown() async { await client?.shutdown() }

  // MARK: Reading

  public func describe(_ resources: Set<String>?) async throws -> SystemSchema {
    try await faults { () async throws(CallFailure) in
      try await SystemDescription(
        server: server, catalogue: catalogue, reader: reader, overlap: configuration.overlap
      ).schema(resources)
    }
  }

  public func adopt(_ schema: SystemSchema) async { await catalogue.adopt(schema) }

  public func changes(_ query: ChangeQuery) async throws -> any PageReader {
    try await demandWarehouses(of: query.context)
    return ChangeReader(query, overlap: configuration.overlap, reader: reader)
  }

  /// The newest `write_date`: one request, without an index (40 ms among 100 000 moves).
  public func latest(_ resource: String) async throws -> Cursor? {
    try await faults { () async throws(CallFailure) in
      guard try await catalogue.model(resource).fields["write_date"] != nil else { return nil }
      let answer = try await reader.read(
        resource, domain: [], fields: ["write_date"],
        RecordReader.Options(order: "write_date desc, id desc", limit: 1, includesArchived: true, context: [:]))
      return answer.records.first?["write_date"].instant.map { Cursor($0.description) }
    }
  }

  public func scan(_ query: ScanQuery) async throws -> any PageReader {
    try await demandWarehouses(of: query.context)
    return ScanReader(query, reader: reader)
  }

  private func demandWarehouses(of context: [String: Value]) async throws {
    try await faults { () async throws(CallFailure) in try await warehouses.check(context) }
  }

  public func read(_ query: RelatedQuery) async throws -> [Record] {
    try await demandWarehouses(of: query.context)
    return try await faults { () async throws(CallFailure) in try await related(query) }
  }

  /// Reads one field of one record, decoding it while it arrives.
  public func fetch(_ content: String, to path: String) async throws {
    guard let name = ContentName(content) else {
      throw Fault(
        .configuration, "NO_CONTENT", "Odoo has no content such as \(content).",
        context: ["system": system, "content": content], hint: "Remove the field from the mapping.")
    }
    try await faults { () async throws(CallFailure) in
      try await ContentDownload(rpc: server, context: context, attempts: configuration.maximumAttempts).fetch(
        name, to: path)
    }
  }

  public func find(_ probes: [Probe]) async throws -> [[Record]] {
    try await faults { () async throws(CallFailure) in try await candidates(probes) }
  }

  // MARK: Writing

  /// Odoo's side needs none: creations are keyed, and actions show in the order's state.
  public func baseline(_ effects: [OpenIntent.Effect]) async throws -> [Baseline] { effects.map { _ in Baseline() } }

  public func write(_ writes: [Write]) async -> [Outcome] { await writer.write(writes) }

  public func perform(_ calls: [ActionCall]) async -> [Outcome] {
    do throws(CallFailure) {
      let version = try await server.version()
      let removals = calls.filter { $0.action == ResourceSchema.Action.delete }
      guard !removals.isEmpty else { return await orderActions(version).perform(calls) }
      let others = await orderActions(version).perform(calls.filter { $0.action != ResourceSchema.Action.delete })
      let removed = await removal.remove(removals)
      var (left, right) = (others.makeIterator(), removed.makeIterator())
      return calls.compactMap { $0.action == ResourceSchema.Action.delete ? right.next() : left.next() }
    } catch {
      return calls.map { _ in .notApplied(error.fault) }
    }
  }

  private var removal: RecordRemoval { RecordRemoval(rpc: server, context: context, reader: reader) }

  public func settle(_ intents: [OpenIntent]) async throws -> [Settlement] {
    try await faults { () async throws(CallFailure) in
      let actions = orderActions(try await server.version())
      return try await Settling(
        writer: writer, actions: actions, removal: removal, serverTimeLimit: configuration.serverTimeLimit, now: clock
      ).settle(intents)
    }
  }

  public func foresee(_ writes: [Write], fields: [String]) async throws -> [Result<Record, Fault>]? {
    guard writes.allSatisfy({ $0.resource == OrderForecast.resource }) else { return nil }
    return try await faults { () async throws(CallFailure) in try await forecasts(writes, fields: fields) }
  }

  public func examine() async -> [Finding] {
    await Examination(
      configuration: configuration, server: server, catalogue: catalogue, reader: reader, context: context, now: clock
    ).findings()
  }

  // MARK: Parts

  private func orderActions(_ version: OdooVersion) -> OrderActions {
    OrderActions(rpc: server, catalogue: catalogue, context: context, reader: reader, version: version)
  }

  private func related(_ query: RelatedQuery) async throws(CallFailure) -> [Record] {
    let model = try await catalogue.model(query.resource)
    let conditions = try Result { () throws(Fault) in try Domain.all(query.conditions, model) }.orFailure()
    var records: [Record] = []
    // A record asked for by its id is wanted whether it is archived or not.
    let options = RecordReader.Options(
      includesArchived: query.includesArchived || query.field == "id", context: query.context)
    for values in query.values.uniqued().chunked(ModelPages.values) {
      let condition = Condition(query.field, .isOneOf, .list(values))
      let leaf = try Result { () throws(Fault) in try Domain.leaf(condition, model) }.orFailure()
      records += try await reader.readAll(
        query.resource, domain: conditions + [leaf], fields: query.fields, options)
    }
    return records
  }

  private func candidates(_ probes: [Probe]) async throws(CallFailure) -> [[Record]] {
    var results = probes.map { _ in [Record]() }
    for batch in ProbeBatch.batches(probes) {
      let model = try await catalogue.model(batch.resource)
      var groups: [[JSON]] = []
      for index in batch.indices {
        groups.append(try Result { () throws(Fault) in try Domain.all(asked(probes[index], model), model) }.orFailure())
      }
      let records = try await search(model, Domain.any(groups), batch, probes)
      for index in batch.indices {
        let isAnswered = batch.indices.count == 1 && asked(probes[index], model).count == probes[index].conditions.count
        results[index] = isAnswered ? records : records.filter { ProbeBatch.matches($0, probes[index], model) }
      }
    }
    return results
  }

  /// The conditions that the server can judge; a combination alone would be a question for every variant there is, and stays as it is, to be refused.
  private func asked(_ probe: Probe, _ model: Model) -> [Condition] {
    let asked = probe.conditions.filter { !Combination.isAsked($0, model) }
    return asked.isEmpty ? probe.conditions : asked
  }

  /// The server compares translated texts in one language at a time: a carrier is found by its name in any of them.
  private func search(
    _ model: Model, _ domain: [JSON], _ batch: ProbeBatch, _ probes: [Probe]
  ) async throws(CallFailure) -> [Record] {
    let searched = batch.indices.flatMap { probes[$0].conditions.map(\.field) }
    let isTranslated = searched.contains { model.fields[$0]?.schema.kind == .texts }
    let languages = isTranslated ? try await reader.languages.installed().codes.values.sorted() : ["en_US"]
    var found: [Record] = []
    for language in languages {
      let records = try await reader.readAll(
        model.name, domain: domain, fields: batch.fields, RecordReader.Options(language: language))
      found += records.filter { record in !found.contains { $0.key == record.key } }
    }
    return found
  }

  /// Several at once, up to the cap: each takes 30 to 60 ms of one of the server's workers.
  private func forecasts(_ writes: [Write], fields: [String]) async throws(CallFailure) -> [Result<Record, Fault>] {
    let order = try await catalogue.model(OrderForecast.resource)
    let line = try await catalogue.model("sale.order.line")
    let forecast = OrderForecast(
      rpc: server, context: context, version: try await server.version(), order: order, line: line)
    let whole = try await completed(writes)
    let results = await whole.concurrentMap(limit: configuration.maximumInFlight) {
      write -> Result<Record, CallFailure> in
      do throws(CallFailure) { return .success(try await forecast.foresee(write, fields: fields)) } catch {
        return .failure(error)
      }
    }
    var answers: [Result<Record, Fault>] = []
    for result in results {
      switch result {
      case .success(let record): answers.append(.success(record))
      case .failure(let failure) where failure.isRefusal: answers.append(.failure(failure.fault))
      case .failure(let failure): throw failure
      }
    }
    return answers
  }

  /// A write that changes an existing draft names only what changes: what the amounts depend on is read and filled in.
  private func completed(_ writes: [Write]) async throws(CallFailure) -> [Write] {
    let ids = writes.compactMap { write -> Int? in
      if case .update(let key) = write.identity { key.value.integer } else { nil }
    }
    guard !ids.isEmpty else { return writes }
    let order = try await catalogue.model(OrderForecast.resource)
    let names = OrderForecast.headerFields.filter { order.fields[$0] != nil }
    let stored = try await reader.read(OrderForecast.resource, ids: ids, fields: names)
    let byKey = Dictionary(stored.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    return writes.map { write in
      guard case .update(let key) = write.identity, let record = byKey[key] else { return write }
      var whole = write
      whole.fields = record.fields.filter { names.contains($0.key) }.merging(write.fields) { _, wanted in wanted }
      return whole
    }
  }

  private func faults<Answer: Sendable>(
    _ body: () async throws(CallFailure) -> Answer
  ) async throws(Fault) -> Answer {
    do throws(CallFailure) { return try await body() } catch { throw error.fault }
  }
}
