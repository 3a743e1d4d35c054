import Records
import XMLStream

/// Does `add_state`: reads where the orders are, then adds one row of history each, one after the other.
struct StatePerformer: Sendable {
  let connector: PrestaShopConnector

  /// A state that was read longer ago is read again before anything is sent: a person may have moved the order on.
  private static let freshness = Duration.seconds(2)

  func perform(_ calls: [ActionCall]) async -> [Outcome] {
    let actions = calls.map { call in Result { () throws(Fault) in try StateAction(call) } }
    var outcomes: [Outcome] = []
    var states: [Int: Int] = [:]
    var read: ContinuousClock.Instant?
    for (index, call) in calls.enumerated() {
      do throws(Fault) {
        let action = try actions[index].get()
        if read.map({ $0.duration(to: .now) > Self.freshness }) ?? true {
          states = try await self.states(of: Set(actions[index...].compactMap { try? $0.get().order }))
          read = .now
        }
        outcomes.append(await perform(action, call.key, current: states[action.order]))
      } catch {
        outcomes.append(.unsent(error))
      }
    }
    return outcomes
  }

  private func states(of orders: Set<Int>) async throws(Fault) -> [Int: Int] {
    let records: [Record]
    do {
      records = try await connector.read(
        RelatedQuery(
          resource: "orders", field: "id", values: orders.sorted().map(Value.integer), fields: ["current_state"]))
    } catch {
      throw error as? Fault ?? Fault(.road, "CANCELLED", "\(error)")
    }
    var states: [Int: Int] = [:]
    for record in records {
      if let order = record["id"].integer { states[order] = record["current_state"].integer ?? 0 }
    }
    return states
  }

  private func perform(_ action: StateAction, _ key: RecordKey, current: Int?) async -> Outcome {
    switch action.decide(current: current) {
    case .alreadyThere, .movedOn: return .unchanged(key)
    case .refuse(let fault): return .refused(fault)
    case .send:
      let outcome = await send(action).outcome { _ in key }
      guard case .unknown = outcome, await isUnknown(action.state) else { return outcome }
      return .refused(action.unknownState)
    }
  }

  /// Whether the shop has no such state. It says so in no way that could be told from a breakdown (1.6 with status
  /// 200), and adds no row then (FACTS c).
  private func isUnknown(_ state: Int) async -> Bool {
    let found = try? await connector.read(
      RelatedQuery(resource: "order_states", field: "id", values: [.integer(state)], fields: ["id"]))
    return found?.isEmpty ?? false
  }

  private func send(_ action: StateAction) async -> WriteVerdict {
    let history = XMLElement(
      "order_history",
      children: [
        XMLElement("id_order_state", text: String(action.state)), XMLElement("id_order", text: String(action.order)),
      ])
    do throws(Fault) {
      let body = try WriteDocument.body([history])
      do {
        // Without this parameter no mail is sent (OrderHistory::addWs).
        let parameters = action.notify ? [("sendemail", "1")] : []
        let answer = try await connector.client.send("POST", "order_histories", body: body, parameters: parameters)
        return WriteVerdict.of(answer, method: "POST", resource: "order_histories", expected: 1)
      } catch {
        return WriteVerdict.of(error, resource: "order_histories")
      }
    } catch {
      return .notDone(error)
    }
  }
}
