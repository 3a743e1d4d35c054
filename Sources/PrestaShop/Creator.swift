import Records
import XMLStream

/// Creates the records of one resource, many in a body, and finds out what became of each when a body fails.
///
/// PrestaShop saves the records of a body one after another, stops at the first that fails, and names none of them (FACTS a). Every record
/// that it makes gets a higher id than all before it: what is above the highest id that was there, and holds a write's natural key, is what
/// the write made. The first that was not made is the suspect and is sent alone; then the rest goes on. After a lost answer nothing more is
/// sent, for the shop may still be at work.
///
/// Two writes of which one could be taken for the other never share a body, and what a body made is below the floor of the next. Writes
/// without a natural key go one by one.
struct Creator {
  struct Item: Sendable {
    var index: Int
    var write: Write
    var entity: XMLElement
  }

  let connector: PrestaShopConnector
  let resource: ShopResource

  /// By the index of each item.
  private(set) var outcomes: [Int: Outcome] = [:]
  private var stop: Fault?
  private var floor: RecordKey
  private var hasTaken = false
  private var breakdowns = 0
  private var suspects: [(item: Item, fault: Fault)] = []

  private static let fruitlessLimit = 2
  private static let breakdownLimit = 20

  /// - Parameter floor: the highest id of the resource before anything is sent.
  init(connector: PrestaShopConnector, resource: ShopResource, floor: RecordKey) {
    self.connector = connector
    self.resource = resource
    self.floor = floor
  }

  mutating func create(_ items: [Item]) async {
    var open = CreationBodies.divide(items, of: resource)
    while !open.isEmpty {
      var body = open.removeFirst()
      let limit = connector.tempo.bodySize("POST", resource)
      if body.count > limit {
        open.insert(Array(body.dropFirst(limit)), at: 0)
        body = Array(body.prefix(limit))
      }
      guard stop == nil else {
        note(body, .notApplied(stop ?? Self.unsent))
        continue
      }
      open.insert(contentsOf: await take(body), at: 0)
      if !hasTaken, suspects.count >= Self.fruitlessLimit { stop = suspects.last?.fault }
    }
    await finish(alone: items.count == 1)
  }

  private static let unsent = Fault(.road, "CANCELLED", "The write was not sent.")

  /// Sends a body; returns what is to be sent after it.
  private mutating func take(_ body: [Item]) async -> [[Item]] {
    switch await post(body) {
    case .applied(let keys):
      hasTaken = true
      floor = max(floor, keys.max() ?? floor)
      for (item, key) in zip(body, keys) { noteMade(item, key) }
      return []
    case .notDone(let fault):
      stop = fault
      note(body, .notApplied(fault))
      return []
    case .unknown(let fault):
      stop = fault
      note(await readBack(body, isOver: false, otherwise: fault) ?? [], .unknown(fault))
      return []
    case .failed(let fault):
      guard body.count > 1 else {
        note(body, .refused(fault))
        return []
      }
      return await divide(body, fault)
    case .broken(let fault):
      breakdowns += 1
      if breakdowns >= Self.breakdownLimit { stop = fault }
      guard body[0].write.probe.isEmpty else { return await divide(body, fault) }
      note(body, .unknown(fault))
      return []
    }
  }

  private mutating func divide(_ body: [Item], _ fault: Fault) async -> [[Item]] {
    guard let rest = await readBack(body, isOver: true, otherwise: fault), let first = rest.first else { return [] }
    guard body.count > 1 else {
      suspects.append((first, fault))
      note(rest, .notApplied(fault))
      return []
    }
    if stop == nil { _ = await take([first]) } else { note([first], .notApplied(fault)) }
    let others = Array(rest.dropFirst())
    guard !others.isEmpty else { return [] }
    guard case .applied? = outcomes[first.index] else { return [others] }
    return others.halves
  }

  /// Tells the shop's breakdowns from those of single records. Nothing was made in either case, and all of it can be sent again.
  private mutating func finish(alone: Bool) async {
    for (item, fault) in suspects {
      if hasTaken {
        await tryOnceMore(item)
      } else if alone, connector.breakdowns.add(resource.name, Self.name(item.write)) {
        outcomes[item.index] = .refused(Self.breaking(item.write, fault))
      }
    }
  }

  private mutating func tryOnceMore(_ item: Item) async {
    switch await post([item]) {
    case .applied(let keys): for key in keys { noteMade(item, key) }
    case .failed(let fault): outcomes[item.index] = .refused(fault)
    case .unknown(let fault): note(await readBack([item], isOver: false, otherwise: fault) ?? [], .unknown(fault))
    case .broken(let fault):
      guard let rest = await readBack([item], isOver: true, otherwise: fault), !rest.isEmpty else { return }
      outcomes[item.index] = .refused(Self.breaking(item.write, fault))
    case .notDone: break
    }
  }

  /// A new record has no key yet: its natural key names it.
  private static func name(_ write: Write) -> RecordKey {
    RecordKey(write.probe.map { "\($0.field)=\($0.value)" }.joined(separator: "&"))
  }

  private static func breaking(_ write: Write, _ fault: Fault) -> Fault {
    Fault(
      .record, "SHOP_FAILS_ON_RECORD", "The shop breaks down when this record is written, and takes others.",
      context: fault.context.merging(["resource": write.resource, "record": name(write).description]) { own, _ in own },
      hint: "Make the record by hand in the back office, and look into the shop's PHP error log of this minute.")
  }

  private func post(_ body: [Item]) async -> WriteVerdict {
    await connector.send("POST", resource, body.map(\.entity))
  }

  private mutating func noteMade(_ item: Item, _ key: RecordKey) {
    outcomes[item.index] = .applied(key)
    connector.breakdowns.forget(resource.name, Self.name(item.write))
  }

  private mutating func note(_ items: [Item], _ outcome: Outcome) {
    for item in items { outcomes[item.index] = outcome }
  }
}

extension Creator {
  /// Notes those that are there as made.
  /// - Parameter isOver: whether the shop has ended its work on the body.
  /// - Returns: the others; nil when the shop does not let itself be read: then nothing more is sent.
  private mutating func readBack(_ body: [Item], isOver: Bool, otherwise fault: Fault) async -> [Item]? {
    guard let first = body.first, !first.write.probe.isEmpty else { return body }
    do {
      var rows = try await rows(body)
      let top = rows.map(\.key).max() ?? floor
      var rest: [Item] = []
      for item in body {
        if let place = rows.firstIndex(where: { NaturalKey.holds(item.write.probe, $0.fields, of: resource) }) {
          noteFound(rows.remove(at: place), item, fault)
        } else {
          rest.append(item)
        }
      }
      floor = max(floor, top)
      guard isOver, !rows.isEmpty else { return rest }
      // The shop saves in order: what it made and no natural key finds was made of the first of the rest.
      let unclear = rest.prefix(rows.count)
      for item in unclear { outcomes[item.index] = .refused(Self.unclear(rows, item)) }
      return Array(rest.dropFirst(unclear.count))
    } catch {
      stop = fault
      note(body, .unknown(fault))
      return nil
    }
  }

  private func rows(_ body: [Item]) async throws -> [Record] {
    let fields = Set(body.flatMap { $0.write.probe.map(\.field) + $0.write.fields.keys })
    let reader = try await connector.scan(
      ScanQuery(resource: resource.name, after: floor, fields: fields.sorted()))
    var rows: [Record] = []
    while let page = try await reader.next() { rows += page.records }
    return rows
  }

  /// One that the shop did not finish is settled later: what is missing is written then.
  private mutating func noteFound(_ row: Record, _ item: Item, _ fault: Fault) {
    if WriteCheck.isApplied(item.write, to: row, of: resource, isLoose: true) {
      hasTaken = true
      noteMade(item, row.key)
    } else {
      outcomes[item.index] = .unknown(fault)
    }
  }

  private static func unclear(_ rows: [Record], _ item: Item) -> Fault {
    let keys = rows.map(\.key.description).joined(separator: ", ")
    return Fault(
      .record, "SHOP_CREATION_UNCLEAR",
      "The shop has made records that do not hold the natural key of what was sent: \(keys).",
      context: ["resource": item.write.resource, "candidates": keys],
      hint: "Look at them in the back office: link the one that is this record, or delete it, then replay.")
  }
}
