import Records
import Transport
import XMLStream

/// Creates and changes records: new ones one by one, changes in bodies of up to fifty, divided where the shop refuses
/// one of them.
struct Writer: Sendable {
  let connector: PrestaShopConnector

  private struct Item: Sendable {
    var index: Int
    var write: Write
    var key: RecordKey
  }

  func write(_ writes: [Write]) async -> [Outcome] {
    var outcomes: [Int: Outcome] = [:]
    var updates: [String: [Item]] = [:]
    for (index, write) in writes.enumerated() {
      switch write.identity {
      case .create: outcomes[index] = await create(write)
      case .update(let key): updates[write.resource, default: []].append(Item(index: index, write: write, key: key))
      }
    }
    for (resource, items) in updates.sorted(by: { $0.key < $1.key }) {
      for batch in Self.batches(items) {
        for (index, outcome) in await update(resource, batch) { outcomes[index] = outcome }
      }
    }
    return writes.indices.map { outcomes[$0] ?? .notApplied(Self.forgotten) }
  }

  private static let size = 50
  private static let forgotten = Fault(.road, "CANCELLED", "The write was not sent.")

  /// A body names each record once: a second write to one goes into a later body.
  private static func batches(_ items: [Item]) -> [[Item]] {
    var batches: [(keys: Set<RecordKey>, items: [Item])] = []
    for item in items {
      let place = batches.firstIndex { $0.items.count < size && !$0.keys.contains(item.key) }
      // Never before an earlier write to the same record.
      let earliest = batches.lastIndex { $0.keys.contains(item.key) }.map { $0 + 1 } ?? 0
      if let place, place >= earliest {
        batches[place].items.append(item)
        batches[place].keys.insert(item.key)
      } else {
        batches.append(([item.key], [item]))
      }
    }
    return batches.map(\.items)
  }

  // MARK: Creating

  private func create(_ write: Write) async -> Outcome {
    do {
      let resource = try await connector.store.resource(write.resource)
      guard resource.schema.creation != .never else { return .refused(Self.impossible("created", write.resource)) }
      let document = WriteDocument(resource: resource, context: try await connector.store.shop())
      let body = try WriteDocument.body([document.creation(write)])
      switch await send("POST", resource, body, expected: 1) {
      case .applied(let keys): return .applied(keys[0])
      case .failed(let fault): return .refused(fault)
      case .notDone(let fault): return .notApplied(fault)
      case .unknown(let fault): return .unknown(fault)
      }
    } catch { return Self.outcome(of: error) }
  }

  private static func impossible(_ what: String, _ resource: String) -> Fault {
    Fault(
      .configuration, "SHOP_NOT_WRITABLE", "Records of prestashop/\(resource) cannot be \(what) safely in this shop.",
      context: ["resource": resource],
      hint: "Customers need PrestaShop 8 or newer; orders are moved with the action add_state.")
  }

  /// Nothing was sent yet.
  private static func outcome(of error: any Error) -> Outcome {
    guard let fault = error as? Fault else { return .notApplied(Fault(.road, "CANCELLED", "\(error)")) }
    return fault.family == .road ? .notApplied(fault) : .refused(fault)
  }

  // MARK: Changing

  private func update(_ name: String, _ items: [Item]) async -> [Int: Outcome] {
    do {
      let resource = try await connector.store.resource(name)
      guard resource.schema.update != .never else {
        return Dictionary(uniqueKeysWithValues: items.map { ($0.index, .refused(Self.impossible("changed", name))) })
      }
      let document = WriteDocument(resource: resource, context: try await connector.store.shop())
      return try await update(items, document)
    } catch {
      return Dictionary(uniqueKeysWithValues: items.map { ($0.index, Self.outcome(of: error)) })
    }
  }

  /// Throws only before anything was sent.
  private func update(_ items: [Item], _ document: WriteDocument) async throws -> [Int: Outcome] {
    let isPatch = document.resource.schema.update == .partial
    let current = try await self.current(items, document, isPatch: isPatch)
    var outcomes: [Int: Outcome] = [:]
    var ready: [(item: Item, entity: XMLElement)] = []
    for item in items {
      do throws(Fault) {
        let now = current?[item.key]
        if current != nil, now == nil { throw Self.gone(item) }
        let entity =
          if isPatch { try document.patch(item.write, key: item.key, current: now) } else if let now {
            try document.replacement(item.write, key: item.key, current: now)
          } else { throw Self.gone(item) }
        _ = try WriteDocument.body([entity])
        ready.append((item, entity))
      } catch { outcomes[item.index] = .refused(error) }
    }
    let sent = await send(ready, document.resource, method: isPatch ? "PATCH" : "PUT")
    return outcomes.merging(sent) { own, _ in own }
  }

  private static func gone(_ item: Item) -> Fault {
    Fault(
      .record, "SHOP_RECORD_GONE", "The record does not exist in this shop.",
      context: ["resource": item.write.resource, "record": item.key.description],
      hint: "It was deleted, or belongs to another shop.")
  }

  /// The documents as they are, by key, where they are needed: always for PUT; for PATCH where languages are missing,
  /// and where several shops share a catalogue: a write to a product of another shop would add it to ours, empty
  /// (FACTS, multishop).
  private func current(_ items: [Item], _ document: WriteDocument, isPatch: Bool) async throws -> [RecordKey:
    XMLElement]?
  {
    let ofShop =
      document.context.isMultishop && ["products", "combinations", "categories"].contains(document.resource.name)
    guard !isPatch || ofShop || items.contains(where: { document.needsCurrent($0.write) }) else { return nil }
    var display: [ShopQuery.Display] = []
    if isPatch {
      let names = Set(items.flatMap { $0.write.fields.keys })
      let translated = document.resource.schema.fields.filter { field in
        if case .texts = field.kind { names.contains(field.name) && !document.resource.isAbsent(field) } else { false }
      }
      display = [.field("id")] + translated.map { .field($0.serverName) }
    }
    let query = ShopQuery(
      resource: document.resource.serverName, display: display,
      filters: [.init("id", .oneOf(items.map(\.key.description)))])
    let rows = try await connector.client.list(query).elements
    return Dictionary(rows.compactMap { row in row.child("id").map { (RecordKey($0.text), row) } }) { first, _ in first
    }
  }

  private func send(_ batch: [(item: Item, entity: XMLElement)], _ resource: ShopResource, method: String) async
    -> [Int: Outcome]
  {
    guard !batch.isEmpty else { return [:] }
    let body: [UInt8]
    do { body = try WriteDocument.body(batch.map(\.entity)) } catch {
      return all(batch.map(\.item)) { _ in .refused(error) }
    }
    switch await send(method, resource, body, expected: batch.count) {
    case .applied: return all(batch.map(\.item)) { .applied($0.key) }
    case .notDone(let fault): return all(batch.map(\.item)) { _ in .notApplied(fault) }
    case .unknown(let fault): return all(batch.map(\.item)) { _ in .unknown(fault) }
    case .failed(let fault):
      if batch.count == 1 { return [batch[0].item.index: .refused(fault)] }
      return await divide(batch, resource, method: method, fault)
    }
  }

  /// One of several was refused: those that were saved are told by reading all back, the others are sent again in
  /// halves.
  private func divide(
    _ batch: [(item: Item, entity: XMLElement)], _ resource: ShopResource, method: String, _ fault: Fault
  ) async -> [Int: Outcome] {
    let saved: Set<RecordKey>
    do { saved = try await applied(batch.map(\.item), resource) } catch {
      return all(batch.map(\.item)) { _ in .unknown(fault) }
    }
    var outcomes = all(batch.map(\.item).filter { saved.contains($0.key) }) { .applied($0.key) }
    let rest = batch.filter { !saved.contains($0.item.key) }
    let middle = (rest.count + 1) / 2
    for half in [Array(rest.prefix(middle)), Array(rest.dropFirst(middle))] {
      outcomes.merge(await send(half, resource, method: method)) { _, new in new }
    }
    return outcomes
  }

  private func applied(_ items: [Item], _ resource: ShopResource) async throws -> Set<RecordKey> {
    let fields = Set(items.flatMap { $0.write.fields.keys })
    let records = try await connector.read(
      RelatedQuery(resource: resource.name, field: "id", values: items.map(\.key.value), fields: fields.sorted()))
    let byKey = Dictionary(records.map { ($0.key, $0) }) { first, _ in first }
    return Set(
      items.filter { item in byKey[item.key].map { WriteCheck.isApplied(item.write, to: $0, of: resource) } ?? false }
        .map(\.key))
  }

  private func all(_ items: [Item], _ outcome: (Item) -> Outcome) -> [Int: Outcome] {
    Dictionary(uniqueKeysWithValues: items.map { ($0.index, outcome($0)) })
  }

  private func send(_ method: String, _ resource: ShopResource, _ body: [UInt8], expected: Int) async -> WriteVerdict {
    do {
      let answer = try await connector.client.send(method, resource.serverName, body: body)
      return WriteVerdict.of(answer, method: method, resource: resource.name, expected: expected)
    } catch {
      return WriteVerdict.of(error, resource: resource.name)
    }
  }
}
