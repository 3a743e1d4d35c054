import Records
import XMLStream

/// Sends the changes of one resource, many in a body, and finds out what became of each when a body fails.
///
/// PrestaShop saves the records of a body one after another, stops at the first that fails, and does not say at which
/// (FACTS a). What it saved is told by reading back. The first that was not saved is the suspect, and is sent alone:
/// when it fails again, the others go on without it; when it does not, the body was too much at once, and the rest
/// goes in halves. Every change is absolute, so that sending one again is harmless.
struct BodyWriter {
  struct Change: Sendable {
    var index: Int
    var write: Write
    var key: RecordKey
    var entity: XMLElement
  }

  let connector: PrestaShopConnector
  let resource: ShopResource
  let method: String
  let parameters: [(String, String)]

  /// By the index of each change.
  private(set) var outcomes: [Int: Outcome] = [:]
  /// Why nothing more is sent: the road is no good, or the shop breaks down on whatever it is sent.
  private(set) var stop: Fault?
  /// Whether the shop has taken anything at all: only then a breakdown may be blamed on a record.
  private var hasTaken = false
  private var breakdowns = 0
  private var count = 0
  /// Bodies that are still to be sent.
  private var open: [[Change]] = []
  /// One that reading back showed as saved.
  private var witness: Change?
  /// Those on which the shop broke down when they were sent alone.
  private var suspects: [(change: Change, fault: Fault)] = []

  /// A shop that takes nothing is left alone after so many records and so many elsewhere, and one that keeps breaking
  /// down after so many bodies: the next run goes on.
  private static let fruitlessLimit = 2
  private static let elsewhere = 3
  private static let breakdownLimit = 20

  init(connector: PrestaShopConnector, resource: ShopResource, method: String, parameters: [(String, String)]) {
    self.connector = connector
    self.resource = resource
    self.method = method
    self.parameters = parameters
  }

  /// Sends one body, or what becomes of it.
  mutating func send(_ changes: [Change]) async {
    count += changes.count
    open = changes.isEmpty ? [] : [changes]
    while !open.isEmpty {
      let body = nextBody()
      if let stop {
        note(body, .notApplied(stop))
      } else {
        let next = await take(body)
        open.insert(contentsOf: next, at: 0)
        if !hasTaken, suspects.count >= Self.fruitlessLimit { await tryElsewhere() }
      }
    }
  }

  /// As many as the shop copes with.
  private mutating func nextBody() -> [Change] {
    let limit = connector.tempo.bodySize(method, resource)
    let body = open.removeFirst()
    guard body.count > limit else { return body }
    open.insert(Array(body.dropFirst(limit)), at: 0)
    return Array(body.prefix(limit))
  }

  /// Before a shop is said to take nothing, a few others are tried, wherever they stand: bad ones may stand side by side.
  private mutating func tryElsewhere() async {
    for change in open.joined().shuffled().prefix(Self.elsewhere) where stop == nil {
      open = open.map { body in body.filter { $0.index != change.index } }.filter { !$0.isEmpty }
      _ = await take([change])
      if hasTaken { return }
    }
    stop = stop ?? suspects.last?.fault
  }

  /// Tells the shop's breakdowns from those of single records, when everything was sent. They are the record's own when
  /// the shop takes others and still breaks down on this one. Where none was answered well, one that reading back
  /// showed as saved is sent once more to know; where there was no other at all, patience with this one decides.
  mutating func finish() async {
    guard !suspects.isEmpty else { return }
    if !hasTaken, let witness, case .applied = await post([witness]) { hasTaken = true }
    for (change, fault) in suspects {
      if hasTaken {
        await tryOnceMore(change)
      } else if count == 1, connector.breakdowns.add(resource.name, change.key) {
        outcomes[change.index] = .refused(Self.breaking(change, fault))
      }
    }
  }

  private mutating func tryOnceMore(_ change: Change) async {
    switch await post([change]) {
    case .applied: noteSaved([change])
    case .failed(let fault): outcomes[change.index] = .refused(fault)
    case .broken(let fault):
      guard let rest = await readBack([change], otherwise: fault), !rest.isEmpty else { return }
      outcomes[change.index] = .refused(Self.breaking(change, fault))
    case .notDone, .unknown: break
    }
  }

  /// Sends a body; returns what is to be sent after it.
  private mutating func take(_ body: [Change]) async -> [[Change]] {
    switch await post(body) {
    case .applied:
      hasTaken = true
      noteSaved(body)
      return []
    case .notDone(let fault):
      stop = fault
      note(body, .notApplied(fault))
      return []
    case .unknown(let fault):
      stop = fault
      _ = await readBack(body, otherwise: fault)
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
      return body.count > 1 ? await divide(body, fault) : await suspect(body[0], fault)
    }
  }

  private mutating func divide(_ body: [Change], _ fault: Fault) async -> [[Change]] {
    guard let rest = await readBack(body, otherwise: fault), let first = rest.first else { return [] }
    if stop == nil { _ = await take([first]) }
    let others = Array(rest.dropFirst())
    guard !others.isEmpty else { return [] }
    guard case .applied? = outcomes[first.index] else { return [others] }
    return others.halves
  }

  private mutating func suspect(_ change: Change, _ fault: Fault) async -> [[Change]] {
    guard let rest = await readBack([change], otherwise: fault), !rest.isEmpty else { return [] }
    suspects.append((change, fault))
    outcomes[change.index] = .unknown(fault)
    return []
  }

  private static func breaking(_ change: Change, _ fault: Fault) -> Fault {
    Fault(
      .record, "SHOP_FAILS_ON_RECORD", "The shop breaks down when this record is written, and takes others.",
      context: fault.context.merging(["resource": change.write.resource, "record": change.key.description]) { own, _ in
        own
      },
      hint: "Save the record by hand in the back office, and look into the shop's PHP error log of this minute.")
  }

  /// Notes those that hold what was wanted as saved.
  /// - Returns: the others; nil when the shop does not let itself be read: then nothing more is sent.
  private mutating func readBack(_ body: [Change], otherwise fault: Fault) async -> [Change]? {
    do {
      let saved = try await saved(body)
      let done = body.filter { saved.contains($0.key) }
      noteSaved(done)
      witness = witness ?? done.first
      let rest = body.filter { !saved.contains($0.key) }
      note(rest, .unknown(fault))
      return rest
    } catch {
      stop = fault
      note(body, .unknown(fault))
      return nil
    }
  }

  private func saved(_ body: [Change]) async throws -> Set<RecordKey> {
    let fields = Set(body.flatMap { $0.write.fields.keys })
    let records = try await connector.read(
      RelatedQuery(resource: resource.name, field: "id", values: body.map(\.key.value), fields: fields.sorted()))
    let byKey = Dictionary(records.map { ($0.key, $0) }) { first, _ in first }
    return Set(
      body.filter { change in
        byKey[change.key].map { WriteCheck.isApplied(change.write, to: $0, of: resource) } ?? false
      }
      .map(\.key))
  }

  private func post(_ body: [Change]) async -> WriteVerdict {
    let verdict = await connector.send(method, resource, body.map(\.entity), parameters: parameters)
    guard case .applied(let keys) = verdict, Set(keys) != Set(body.map(\.key)) else { return verdict }
    return .broken(
      Fault(
        .road, "SHOP_XML_INVALID", "The shop's answer names other records than were written.",
        context: ["resource": resource.name, "method": method, "answer": "\(keys)"],
        hint: "A module changes the webservice's answers."))
  }

  private mutating func noteSaved(_ changes: [Change]) {
    for change in changes {
      outcomes[change.index] = .applied(change.key)
      connector.breakdowns.forget(resource.name, change.key)
    }
  }

  private mutating func note(_ changes: [Change], _ outcome: Outcome) {
    for change in changes { outcomes[change.index] = outcome }
  }
}
