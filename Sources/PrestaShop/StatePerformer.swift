import Records
import XMLStream

/// Does `add_state`: reads where the orders are, then adds one row of history each, one after the other.
struct StatePerformer: Sendable {
  let connector: PrestaShopConnector

  func perform(_ calls: [ActionCall]) async -> [Outcome] {
    let actions = calls.map { call in Result { () throws(Fault) in try StateAction(call) } }
    let orders = Set(actions.compactMap { try? $0.get().order })
    var states: [Int: Int]
    do { states = try await self.states(of: orders) } catch {
      let fault = error as? Fault ?? Fault(.road, "CANCELLED", "\(error)")
      return calls.map { _ in .notApplied(fault) }
    }
    var outcomes: [Outcome] = []
    for (call, action) in zip(calls, actions) {
      switch action {
      case .failure(let fault): outcomes.append(.refused(fault))
      case .success(let action):
        let outcome = await perform(action, call.key, current: states[action.order])
        if case .applied = outcome { states[action.order] = action.state }
        outcomes.append(outcome)
      }
    }
    return outcomes
  }

  func states(of orders: Set<Int>) async throws -> [Int: Int] {
    let records = try await connector.read(
      RelatedQuery(
        resource: "orders", field: "id", values: orders.sorted().map(Value.integer), fields: ["current_state"]))
    var states: [Int: Int] = [:]
    for record in records {
      if let order = record["id"].integer { states[order] = record["current_state"].integer ?? 0 }
    }
    return states
  }

  private func perform(_ action: StateAction, _ key: RecordKey, current: Int?) async -> Outcome {
    switch action.decide(current: current) {
    case .alreadyThere: return .unchanged(key)
    case .refuse(let fault): return .refused(fault)
    case .send:
      switch await send(action) {
      case .applied: return .applied(key)
      case .failed(let fault): return .refused(fault)
      case .notDone(let fault): return .notApplied(fault)
      case .unknown(let fault): return .unknown(fault)
      }
    }
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
