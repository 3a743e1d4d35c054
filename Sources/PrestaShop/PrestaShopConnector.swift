import Logging
import Records
import Transport

/// A PrestaShop, from 1.6.1 to 9, through its webservice: XML only, one shop, an explicit `id_shop` on every request.
///
/// Values come typed: ids as integers, money as exact decimals, times as moments translated from the shop's zone,
/// texts by language code, nothing as null.
public struct PrestaShopConnector: Connector {
  public var system: String { "prestashop" }

  let client: ShopClient
  let store: SchemaStore
  let breakdowns = Breakdowns()
  let floors = Floors()
  let tempo = TempoBook()
  let listed = ListedImages()
  let logger: Logger

  /// Throws SHOP_SETTINGS.
  public init(_ configuration: PrestaShopConfiguration, logger: Logger) throws(Fault) {
    try configuration.check()
    let transport = HTTPClient(Self.transport(configuration), logger: logger)
    self.init(configuration, transport: transport, logger: logger)
  }

  init(_ configuration: PrestaShopConfiguration, transport: any ShopTransport, logger: Logger) {
    client = ShopClient(configuration, transport: transport, logger: logger)
    store = SchemaStore(client)
    self.logger = logger
  }

  /// Takes over what an earlier `describe` told and the caller kept, so that none of it is asked of the shop again.
  public func adopt(_ schema: SystemSchema) async { await store.adopt(schema) }

  /// Requests, bytes and waiting since the start, retries included.
  public func statistics() -> TransportStatistics { client.statistics() }

  public func shutdown() async { await client.shutdown() }

  public func describe(_ resources: Set<String>?) async throws -> SystemSchema {
    try await Describer(client: client, store: store).describe(resources)
  }

  /// Throws NO_CHANGE_FEED for a resource whose changes do not show.
  public func changes(_ query: ChangeQuery) async throws -> any PageReader {
    guard !Self.isVirtual(query.resource), let feed = try await store.resource(query.resource).schema.changeFeed else {
      throw Fault(
        .configuration, "NO_CHANGE_FEED", "prestashop/\(query.resource) does not show its changes.",
        context: ["resource": query.resource], hint: "Read it in complete passes, or through what touches it.")
    }
    let request = try await request(
      query.resource, fields: query.fields, conditions: query.conditions, alsoNeeded: [feed.watermark])
    let watermark = try request.resource.field(feed.watermark)
    return ChangeReader(client, request, watermark: watermark, since: query.since, logger: logger)
  }

  /// The watermark of the newest row: one request.
  public func latest(_ resource: String) async throws -> Cursor? {
    guard !Self.isVirtual(resource), let feed = try await store.resource(resource).schema.changeFeed else { return nil }
    let request = try await request(resource, fields: [feed.watermark], conditions: [])
    var query = request.query(limit: 1)
    let name = try request.resource.field(feed.watermark).serverName
    query.sort = [.init(field: name, isAscending: false)]
    let answer = try await client.list(query)
    guard let newest = answer.elements.first?.child(name)?.text else { return nil }
    // A row of the future must not hide what happens until then.
    return Cursor([newest, answer.serverTime?.local(in: request.context.zone)].compactMap(\.self).min() ?? newest)
  }

  public func scan(_ query: ScanQuery) async throws -> any PageReader {
    if query.resource == Variants.name {
      return try VariantsScan(
        try await variants(fields: query.fields, conditions: query.conditions), after: query.after)
    }
    if query.resource == Images.name {
      return try ImagesScan(try await images(fields: query.fields, conditions: query.conditions), after: query.after)
    }
    return ScanReader(
      client, try await request(query.resource, fields: query.fields, conditions: query.conditions), after: query.after)
  }

  public func read(_ query: RelatedQuery) async throws -> [Record] {
    guard !query.values.isEmpty else { return [] }
    if query.resource == Variants.name {
      return try await variants(fields: query.fields, conditions: query.conditions).read(query.field, query.values)
    }
    if query.resource == Images.name {
      return try await images(fields: query.fields, conditions: query.conditions).read(query.field, query.values)
    }
    let request = try await request(
      query.resource, fields: query.fields, conditions: query.conditions, alsoNeeded: [query.field])
    let field = try request.resource.field(query.field)
    guard field.isFilterable, !request.resource.isAbsent(field) else {
      throw Fault(
        .configuration, "UNKNOWN_FIELD", "This shop cannot look up \(query.resource) by \(query.field).",
        context: ["resource": query.resource, "field": query.field], hint: "Use a field that can be filtered.")
    }
    let records = try await RelatedReader(client: client, request: request, field: field).read(query.values)
    guard query.resource == "orders", query.fields.contains(PastStates.name) else { return records }
    return try await PastStates.fill(records, self)
  }

  public func hidden(_ resource: String, _ keys: [RecordKey]) async throws -> [RecordKey: Fault] {
    try await OtherShops(connector: self).hidden(resource, keys)
  }

  public func find(_ probes: [Probe]) async throws -> [[Record]] {
    let (groups, single) = Finder.group(probes)
    var found = [[Record]](repeating: [], count: probes.count)
    for (group, indices) in groups.sorted(by: { $0.value[0] < $1.value[0] }) {
      let members = indices.map { probes[$0] }
      for (index, records) in zip(indices, try await find(members, group)) { found[index] = records }
    }
    let alone = try await findAlone(single.map { probes[$0] })
    for (index, records) in zip(single, alone) { found[index] = records }
    return found
  }

  public func foresee(_ writes: [Write], fields: [String]) async throws -> [Result<Record, Fault>]? { nil }
}

extension PrestaShopConnector {
  func request(
    _ name: String, fields: [String], conditions: [Condition], alsoNeeded: [String] = []
  ) async throws -> ListRequest {
    async let resource = store.resource(name)
    async let context = store.shop()
    let scoped = try await conditions + scope(name, conditions)
    return try ListRequest(
      try await resource, try await context, fields: fields, conditions: scoped, alsoNeeded: alsoNeeded)
  }

  /// Rows of stock are listed for all shops together: unless the caller says which, ours are meant.
  private func scope(_ name: String, _ conditions: [Condition]) async throws -> [Condition] {
    guard name == "stock_availables",
      !conditions.contains(where: { $0.field == "id_shop" || $0.field == "id_shop_group" })
    else {
      return []
    }
    return try await store.stock()
  }

  private func variants(fields: [String], conditions: [Condition]) async throws -> VariantsReader {
    async let products = store.resource("products")
    async let combinations = store.resource("combinations")
    return try VariantsReader(
      client, products: try await products, combinations: try await combinations, context: try await store.shop(),
      fields: fields,
      conditions: conditions)
  }

  private func find(_ probes: [Probe], _ group: Finder.Group) async throws -> [[Record]] {
    guard let primary = Finder.primary(of: probes, among: group.compared) else { return try await findAlone(probes) }
    let values = probes.compactMap { probe in probe.conditions.first { $0.field == primary }?.value }
    let fields = Array(Set(group.fields + group.compared)).sorted()
    let records = try await read(
      RelatedQuery(
        resource: group.resource, field: primary, values: values,
        conditions: Finder.narrowing(probes, among: group.compared, besides: primary), fields: fields))
    if let found = Finder.assign(records, to: probes, primary: primary) { return found }
    return try await findAlone(probes)
  }

  private func findAlone(_ probes: [Probe]) async throws -> [[Record]] {
    try await Concurrently.map(probes, atOnce: client.configuration.maximumInFlight) { probe in
      if probe.resource == Images.name { return try await self.findImages(probe) }
      let request = try await self.request(probe.resource, fields: probe.fields, conditions: probe.conditions)
      if request.plan.isImpossible { return [] }
      return try request.records(try await client.list(request.lookup()).elements).sorted { $0.key < $1.key }
    }
  }

  /// What has no list of its own at the shop.
  private static func isVirtual(_ resource: String) -> Bool { resource == Variants.name || resource == Images.name }

  private static func transport(_ configuration: PrestaShopConfiguration) -> TransportConfiguration {
    var transport = TransportConfiguration()
    transport.connectTimeout = configuration.connectTimeout
    transport.stallTimeout = configuration.stallTimeout
    transport.totalTimeout = configuration.totalTimeout
    transport.maximumInFlight = configuration.maximumInFlight
    transport.minimumSpacing = configuration.minimumSpacing
    transport.maximumAttempts = configuration.maximumAttempts
    transport.backoff = Backoff(base: configuration.retryPause)
    transport.secrets = [configuration.key]
    transport.certificateAuthorityFile = configuration.certificateAuthorityFile
    transport.plainHTTPHosts = configuration.plainHTTPHosts
    return transport
  }
}

extension PrestaShopConnector {
  public func write(_ writes: [Write]) async -> [Outcome] {
    await Self.divided(
      writes, isImage: { $0.resource == Images.name }, special: { await ImageWriter(connector: self).write($0) },
      usual: { await Writer(connector: self).write($0) })
  }

  public func perform(_ calls: [ActionCall]) async -> [Outcome] {
    await Self.divided(
      calls, isImage: { $0.resource == Images.name }, special: { await ImageRemoval(connector: self).perform($0) },
      usual: { await Performer(connector: self).perform($0) })
  }

  public func baseline(_ effects: [OpenIntent.Effect]) async throws -> [Baseline] {
    try await Self.divided(
      effects, isImage: Self.isImage, special: { try await ImageSettler(connector: self).baseline($0) },
      usual: { try await Settler(connector: self).baseline($0) })
  }

  public func settle(_ intents: [OpenIntent]) async throws -> [Settlement] {
    try await Self.divided(
      intents, isImage: { Self.isImage($0.effect) }, special: { try await ImageSettler(connector: self).settle($0) },
      usual: { try await Settler(connector: self).settle($0) })
  }

  /// Looks at everything that a connection needs, without writing: what `doctor` shows. It never throws: what fails
  /// is a finding.
  public func examine() async -> [Finding] { await examine(for: []) }

  /// - Parameter uses: what the flows in use do to the shop: the key has to be allowed it.
  public func examine(for uses: Set<ShopUse>) async -> [Finding] {
    await Examiner(connector: self, uses: uses).examine()
  }
}
