import Records
import Transport
import XMLStream

/// Creates and changes records: new ones one by one, changes together in bodies of as many as the resource takes.
struct Writer: Sendable {
  let connector: PrestaShopConnector
  /// Sent with every change.
  var parameters: [(String, String)] = []

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
      outcomes.merge(await update(resource, items)) { own, _ in own }
    }
    return writes.indices.map { outcomes[$0] ?? .notApplied(Self.forgotten) }
  }

  private static let forgotten = Fault(.road, "CANCELLED", "The write was not sent.")

  /// A body names each record once: a second write to one goes into a later body.
  private static func batches(_ items: [Item], of size: Int) -> [[Item]] {
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
      return await post(resource, body).outcome()
    } catch { return .unsent(error) }
  }

  private static func impossible(_ what: String, _ resource: String) -> Fault {
    Fault(
      .configuration, "SHOP_NOT_WRITABLE", "Records of prestashop/\(resource) cannot be \(what) safely in this shop.",
      context: ["resource": resource],
      hint: "Customers need PrestaShop 8 or newer; orders are changed with the actions add_state and set_tracking.")
  }

  private func post(_ resource: ShopResource, _ body: [UInt8]) async -> WriteVerdict {
    do {
      let answer = try await connector.client.send("POST", resource.serverName, body: body)
      return WriteVerdict.of(answer, method: "POST", resource: resource.name, expected: 1)
    } catch {
      return WriteVerdict.of(error, resource: resource.name)
    }
  }

  // MARK: Changing

  /// Where the road fails, what was not yet sent is not sent.
  private func update(_ name: String, _ items: [Item]) async -> [Int: Outcome] {
    var outcomes: [Int: Outcome] = [:]
    do {
      let resource = try await connector.store.resource(name)
      guard resource.schema.update != .never else { throw Self.impossible("changed", name) }
      let document = WriteDocument(resource: resource, context: try await connector.store.shop())
      let method = resource.schema.update == .partial ? "PATCH" : "PUT"
      var writer = BodyWriter(connector: connector, resource: resource, method: method, parameters: parameters)
      var stop: Fault?
      for batch in Self.batches(items, of: max(resource.schema.writeLimit, 1)) {
        if let stop {
          for item in batch { outcomes[item.index] = .notApplied(stop) }
          continue
        }
        do {
          let (ready, refused) = try await prepare(batch, document)
          outcomes.merge(refused) { own, _ in own }
          await writer.send(ready)
          stop = writer.stop
        } catch {
          for item in batch { outcomes[item.index] = .unsent(error) }
          stop = error as? Fault ?? Self.forgotten
        }
      }
      await writer.finish()
      return outcomes.merging(writer.outcomes) { own, _ in own }
    } catch {
      return Dictionary(uniqueKeysWithValues: items.map { ($0.index, .unsent(error)) })
    }
  }

  /// What the batch's writes are sent as; and the outcomes of those that cannot be.
  private func prepare(_ items: [Item], _ document: WriteDocument) async throws -> (
    [BodyWriter.Change], [Int: Outcome]
  ) {
    let isPatch = document.resource.schema.update == .partial
    let current = try await self.current(items, document, isPatch: isPatch)
    var refused: [Int: Outcome] = [:]
    var ready: [BodyWriter.Change] = []
    for item in items {
      do throws(Fault) {
        let now = current?[item.key]
        if current != nil, now == nil { throw Self.gone(item) }
        let entity =
          if isPatch { try document.patch(item.write, key: item.key, current: now) } else if let now {
            try document.replacement(item.write, key: item.key, current: now)
          } else { throw Self.gone(item) }
        _ = try WriteDocument.body([entity])
        ready.append(BodyWriter.Change(index: item.index, write: item.write, key: item.key, entity: entity))
      } catch { refused[item.index] = .refused(error) }
    }
    return (ready, refused)
  }

  private static func gone(_ item: Item) -> Fault {
    Fault(
      .record, "SHOP_RECORD_GONE", "The record does not exist in this shop.",
      context: ["resource": item.write.resource, "record": item.key.description],
      hint: "It was deleted, or belongs to another shop.")
  }

  /// What a write to a row of another shop would do harm to: a product is added to ours, empty; a row of stock is the
  /// other shop's own (FACTS, multishop).
  private static let ofShop: Set = ["products", "combinations", "categories", "stock_availables"]

  /// The documents as they are, by key, where they are needed: always for PUT; for PATCH where languages are missing,
  /// and where several shops share a catalogue.
  private func current(_ items: [Item], _ document: WriteDocument, isPatch: Bool) async throws -> [RecordKey:
    XMLElement]?
  {
    let ofShop = document.context.isMultishop && Self.ofShop.contains(document.resource.name)
    guard !isPatch || ofShop || items.contains(where: { document.needsCurrent($0.write) }) else { return nil }
    var display: [ShopQuery.Display] = []
    if isPatch {
      let names = Set(items.flatMap { $0.write.fields.keys })
      let translated = document.resource.schema.fields.filter { field in
        if case .texts = field.kind { names.contains(field.name) && !document.resource.isAbsent(field) } else { false }
      }
      display = [.field("id")] + translated.map { .field($0.serverName) }
    }
    var filters = [ShopQuery.Filter("id", .oneOf(items.map(\.key.description)))]
    if ofShop, document.resource.name == "stock_availables" {
      filters += try await connector.store.stock().map { .init($0.field, .equals($0.value.description)) }
    }
    let query = ShopQuery(resource: document.resource.serverName, display: display, filters: filters)
    let rows = try await connector.client.list(query).elements
    return Dictionary(rows.compactMap { row in row.child("id").map { (RecordKey($0.text), row) } }) { first, _ in first
    }
  }
}
