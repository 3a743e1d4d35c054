import Foundation
import Records

/// What was there before an effect, and afterwards whether it happened.
struct Settler: Sendable {
  let connector: PrestaShopConnector

  /// For a creation the highest id of the resource, for a state the highest row of the order's history; what is
  /// absolute, a change or a parcel's number, needs nothing.
  func baseline(_ effects: [OpenIntent.Effect]) async throws -> [Baseline] {
    let histories = try await histories(of: effects)
    var highest: [String: RecordKey] = [:]
    for case .write(let write) in effects {
      if case .create = write.identity, highest[write.resource] == nil {
        highest[write.resource] = try await highestKey(of: write.resource)
      }
    }
    return effects.map { effect in
      switch effect {
      case .write(let write):
        if case .create = write.identity { return Baseline(keys: highest[write.resource].map { [$0] } ?? []) }
        return Baseline()
      case .action(let call):
        guard call.action == StateAction.name else { return Baseline() }
        let last = histories[call.key]?.map(\.key).max() ?? RecordKey(0)
        return Baseline(keys: [last])
      }
    }
  }

  func settle(_ intents: [OpenIntent]) async throws -> [Settlement] {
    let effects = intents.map(\.effect)
    let histories = try await histories(of: effects)
    let parcels = try await parcels(of: effects)
    var settlements: [Settlement] = []
    for intent in intents {
      switch intent.effect {
      case .action(let call) where call.action == TrackingAction.name:
        settlements.append(Self.settle(call, parcels))
      case .action(let call): settlements.append(settle(call, intent, histories[call.key] ?? []))
      case .write(let write): settlements.append(try await settle(write, intent))
      }
    }
    return settlements
  }

  private func settle(_ call: ActionCall, _ intent: OpenIntent, _ rows: [Record]) -> Settlement {
    let base = intent.baseline.keys.max() ?? RecordKey(0)
    let isOurs = rows.contains { $0.key > base && $0["id_order_state"].integer == call.parameters["state"]?.integer }
    return isOurs ? .done(call.key) : notYet(intent)
  }

  /// A number that still lands is the one that is wanted: nothing is waited for.
  private static func settle(_ call: ActionCall, _ parcels: [Int: Record]) -> Settlement {
    guard let action = try? TrackingAction(call), parcels[action.order]?["tracking_number"].text == action.number else {
      return .notDone
    }
    return .done(call.key)
  }

  private func settle(_ write: Write, _ intent: OpenIntent) async throws -> Settlement {
    let resource = try await connector.store.resource(write.resource)
    let fields = write.fields.keys.sorted()
    switch write.identity {
    case .update(let key):
      let record = try await connector.read(
        RelatedQuery(resource: write.resource, field: "id", values: [key.value], fields: fields)
      ).first
      guard let record, WriteCheck.isApplied(write, to: record, of: resource) else { return notYet(intent) }
      return .done(key)
    case .create:
      let reader = try await connector.scan(
        ScanQuery(resource: write.resource, after: intent.baseline.keys.max(), fields: fields))
      var found: [Record] = []
      while let page = try await reader.next() {
        found += page.records.filter { WriteCheck.isApplied(write, to: $0, of: resource) }
      }
      return found.isEmpty ? notYet(intent) : found.count == 1 ? .done(found[0].key) : .ambiguous(found)
    }
  }

  /// A request that got no answer may still be at work until the server's own time limit.
  private func notYet(_ intent: OpenIntent) -> Settlement {
    let age = Instant(Date()).secondsSince1970 - intent.announced.secondsSince1970
    let rest = connector.client.configuration.serverTimeLimit - age
    return rest > 0 ? .wait(rest) : .notDone
  }

  private func histories(of effects: [OpenIntent.Effect]) async throws -> [RecordKey: [Record]] {
    let orders = Set(
      Self.calls(StateAction.name, effects).map(\.key.value))
    guard !orders.isEmpty else { return [:] }
    let rows = try await connector.read(
      RelatedQuery(
        resource: "order_histories", field: "id_order", values: orders.sorted { $0.description < $1.description },
        fields: ["id_order", "id_order_state", "date_add"]))
    return Dictionary(grouping: rows) { RecordKey(values: [$0["id_order"]]) }
  }

  private func parcels(of effects: [OpenIntent.Effect]) async throws -> [Int: Record] {
    let orders = Self.calls(TrackingAction.name, effects).compactMap { try? TrackingAction($0).order }
    return try await TrackingPerformer(connector: connector).parcels(of: Set(orders))
  }

  private static func calls(_ action: String, _ effects: [OpenIntent.Effect]) -> [ActionCall] {
    effects.compactMap { effect in if case .action(let call) = effect, call.action == action { call } else { nil } }
  }

  private func highestKey(of name: String) async throws -> RecordKey {
    let resource = try await connector.store.resource(name)
    var query = ShopQuery(resource: resource.serverName, display: [.field("id")])
    query.sort = [.init(field: "id", isAscending: false)]
    query.limit = 1
    let answer = try await connector.client.list(query)
    return RecordKey((answer.elements.first?.child("id")?.text).flatMap { Int($0) } ?? 0)
  }
}
