import Records
import XMLStream

/// Creates and changes records, each kind together in bodies of as many as the resource takes.
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
    var creations: [String: [(index: Int, write: Write)]] = [:]
    var updates: [String: [Item]] = [:]
    for (index, write) in writes.enumerated() {
      switch write.identity {
      case .create: creations[write.resource, default: []].append((index, write))
      case .update(let key): updates[write.resource, default: []].append(Item(index: index, write: write, key: key))
      }
    }
    for (resource, items) in creations.sorted(by: { $0.key < $1.key }) {
      outcomes.merge(await create(resource, items)) { own, _ in own }
      if resource == "combinations" { await recountStock(items, outcomes) }
    }
    for (resource, items) in updates.sorted(by: { $0.key < $1.key }) {
      outcomes.merge(await update(resource, items)) { own, _ in own }
    }
    return writes.indices.map { outcomes[$0] ?? .notApplied(Self.forgotten) }
  }

  private func recountStock(_ items: [(index: Int, write: Write)], _ outcomes: [Int: Outcome]) async {
    await StockRecount(connector: connector).recount(
      items.compactMap { item in
        guard case .applied(let key)? = outcomes[item.index], let product = item.write.fields["id_product"] else {
          return nil
        }
        return (product, key)
      })
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

  private func create(_ name: String, _ writes: [(index: Int, write: Write)]) async -> [Int: Outcome] {
    do {
      let resource = try await connector.store.resource(name)
      guard resource.schema.creation != .never else { throw Self.impossible("created", name) }
      let document = WriteDocument(resource: resource, context: try await connector.store.shop())
      let writes = name == "combinations" ? try await DefaultGuard(connector: connector).permit(writes) : writes
      var outcomes: [Int: Outcome] = [:]
      var items: [Creator.Item] = []
      for (index, write) in writes {
        do throws(Fault) {
          let entity = try document.creation(write)
          _ = try WriteDocument.body([entity])
          items.append(Creator.Item(index: index, write: write, entity: entity))
        } catch { outcomes[index] = .unsent(error) }
      }
      var creator = Creator(connector: connector, resource: resource, floor: try await floor(resource, items))
      await creator.create(items)
      outcomes.merge(creator.outcomes) { own, _ in own }
      await mend(name, outcomes)
      return outcomes
    } catch {
      return Dictionary(writes.map { ($0.index, .unsent(error)) }) { first, _ in first }
    }
  }

  /// Needed only where a natural key tells what is above it.
  private func floor(_ resource: ShopResource, _ items: [Creator.Item]) async throws -> RecordKey {
    guard items.contains(where: { !$0.write.probe.isEmpty }) else { return 0 }
    if let known = connector.floors.take(resource.name) { return known }
    return try await Settler(connector: connector).highestKey(of: resource.name)
  }

  /// The tree of categories is counted anew at the end of a body, and not where the body fails: what was saved before
  /// stands outside of it, until a category is saved again (measured on 8.2.1 and 1.7.8: both bounds are 0).
  private func mend(_ name: String, _ outcomes: [Int: Outcome]) async {
    guard name == "categories" else { return }
    let saved = outcomes.compactMap { index, outcome -> Item? in
      guard case .applied(let key) = outcome else { return nil }
      // Nothing but its id: saved as it is.
      return Item(index: index, write: Write(resource: name, identity: .update(key), fields: [:]), key: key)
    }
    guard let one = saved.min(by: { $0.index < $1.index }), saved.count < outcomes.count else { return }
    _ = await update(name, [one], mends: false)
  }

  private static func impossible(_ what: String, _ resource: String) -> Fault {
    Fault(
      .configuration, "SHOP_NOT_WRITABLE", "Records of prestashop/\(resource) cannot be \(what) safely in this shop.",
      context: ["resource": resource],
      hint: "Customers need PrestaShop 8 or newer; orders are changed with the actions add_state and set_tracking.")
  }

  // MARK: Changing

  /// Where the road fails, what was not yet sent is not sent.
  private func update(_ name: String, _ items: [Item], mends: Bool = true) async -> [Int: Outcome] {
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
      outcomes.merge(writer.outcomes) { own, _ in own }
      if mends { await mend(name, outcomes) }
      return outcomes
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
        if current != nil, now == nil { throw gone(item, document) }
        let entity =
          if isPatch { try document.patch(item.write, key: item.key, current: now) } else if let now {
            try document.replacement(item.write, key: item.key, current: now)
          } else { throw gone(item, document) }
        _ = try WriteDocument.body([entity])
        ready.append(BodyWriter.Change(index: item.index, write: item.write, key: item.key, entity: entity))
      } catch { refused[item.index] = .refused(error) }
    }
    return (ready, refused)
  }

  /// Where several shops share a catalogue, a record that does not show may well be there, in another shop.
  private func gone(_ item: Item, _ document: WriteDocument) -> Fault {
    let context = [
      "resource": item.write.resource, "record": item.key.description,
      "shop": String(connector.client.configuration.shopID),
    ]
    guard document.context.isMultishop, Self.ofShop.contains(item.write.resource) else {
      return Fault(
        .record, "SHOP_RECORD_GONE", "The record does not exist in this shop.", context: context,
        hint: "It was deleted, or belongs to another shop.")
    }
    return OtherShops.fault(item.write.resource, item.key, shop: connector.client.configuration.shopID)
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
    var needed: [ShopQuery.Display] = []
    for display in items.flatMap({ document.needed(for: $0.write) }) where !needed.contains(display) {
      needed.append(display)
    }
    guard !isPatch || ofShop || !needed.isEmpty else { return nil }
    let display = isPatch ? [.field("id")] + needed : []
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
