import Foundation
import Records

/// What was there before an effect, and afterwards whether it happened.
struct Settler: Sendable {
  let connector: PrestaShopConnector

  /// For a creation the highest id of the resource, above which everything that it makes will be, and how many others of
  /// the page could be taken for it; for a state the highest row of the order's history; what is absolute, a change, a
  /// removal or a parcel's number, needs nothing.
  func baseline(_ effects: [OpenIntent.Effect]) async throws -> [Baseline] {
    let histories = try await histories(of: effects)
    var highest: [String: RecordKey] = [:]
    for case .write(let write) in effects {
      if case .create = write.identity, highest[write.resource] == nil {
        highest[write.resource] = try await highestKey(of: write.resource)
      }
    }
    for (resource, key) in highest { connector.floors.remember(resource, key) }
    let creations = effects.compactMap(Self.creation)
    var baselines: [Baseline] = []
    for effect in effects {
      switch effect {
      case .write(let write):
        guard Self.creation(effect) != nil else {
          baselines.append(Baseline())
          continue
        }
        let rivals = try await rivals(of: write, among: creations)
        baselines.append(
          Baseline(
            keys: highest[write.resource].map { [$0] } ?? [], facts: rivals > 0 ? [Self.rivals: .integer(rivals)] : [:])
        )
      case .action(let call):
        guard call.action == StateAction.name else {
          baselines.append(Baseline())
          continue
        }
        let last = histories[call.key]?.map(\.key).max() ?? RecordKey(0)
        baselines.append(Baseline(keys: [last]))
      }
    }
    return baselines
  }

  func settle(_ intents: [OpenIntent]) async throws -> [Settlement] {
    let effects = intents.map(\.effect)
    let histories = try await histories(of: effects)
    let parcels = try await parcels(of: effects)
    let remaining = try await RemovalPerformer(connector: connector).remaining(of: effects)
    var made = try await CreationSettler(connector: connector, intents: intents)
    var settlements: [Settlement] = []
    for (index, intent) in intents.enumerated() {
      switch intent.effect {
      case .action(let call) where call.action == TrackingAction.name:
        settlements.append(Self.settle(call, parcels))
      case .action(let call) where call.action == ResourceSchema.Action.delete:
        let isThere = remaining.contains(ActionCall(resource: call.resource, key: call.key, action: call.action))
        settlements.append(isThere ? notYet(intent) : .done(call.key))
      case .action(let call) where call.action == DefaultCombination.name:
        settlements.append(try await settle(call, intent))
      case .action(let call): settlements.append(settle(call, intent, histories[call.key] ?? []))
      case .write(let write):
        if case .update(let key) = write.identity {
          settlements.append(try await settle(write, key, intent))
        } else {
          settlements.append(made.settle(index) ?? notYet(intent))
        }
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

  private func settle(_ write: Write, _ key: RecordKey, _ intent: OpenIntent) async throws -> Settlement {
    let resource = try await connector.store.resource(write.resource)
    let record = try await connector.read(
      RelatedQuery(resource: write.resource, field: "id", values: [key.value], fields: write.fields.keys.sorted())
    ).first
    guard let record, WriteCheck.isApplied(write, to: record, of: resource) else { return notYet(intent) }
    return .done(key)
  }

  private func settle(_ call: ActionCall, _ intent: OpenIntent) async throws -> Settlement {
    guard let wanted = try? DefaultCombination(call) else { return .notDone }
    let now = try await DefaultPerformer(connector: connector).defaults(of: [wanted.product])
    return now[wanted.product] == wanted.combination ? .done(call.key) : notYet(intent)
  }

  static let rivals = "rivals"

  static func creation(_ effect: OpenIntent.Effect) -> Write? {
    guard case .write(let write) = effect, case .create = write.identity else { return nil }
    return write
  }

  /// How many other creations of the page make what could be taken for what this one makes.
  private func rivals(of write: Write, among creations: [Write]) async throws -> Int {
    guard !write.probe.isEmpty, creations.count > 1 else { return 0 }
    let resource = try await connector.store.resource(write.resource)
    return creations.count { NaturalKey.couldBe($0, write.probe, of: resource) } - 1
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

  func highestKey(of name: String) async throws -> RecordKey {
    let resource = try await connector.store.resource(name)
    var query = ShopQuery(resource: resource.serverName, display: [.field("id")])
    query.sort = [.init(field: "id", isAscending: false)]
    query.limit = 1
    let answer = try await connector.client.list(query)
    return RecordKey((answer.elements.first?.child("id")?.text).flatMap { Int($0) } ?? 0)
  }
}
