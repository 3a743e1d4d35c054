import Records

/// Confirms, invoices and cancels sales orders, in batches that are halved until each order has its own outcome.
struct OrderActions: Sendable {
  let rpc: any OdooRPC
  let catalogue: ModelCatalogue
  let context: CallContext
  let reader: RecordReader
  let version: OdooVersion

  /// One outcome a call, in order. Calls of one action and parameters travel together.
  func perform(_ calls: [ActionCall]) async -> [Outcome] {
    var outcomes: [Int: Outcome] = [:]
    let groups = Dictionary(grouping: calls.indices) {
      [calls[$0].resource, calls[$0].action, Value.map(calls[$0].parameters).description]
    }
    for group in groups.values.sorted(by: { ($0.first ?? 0) < ($1.first ?? 0) }) {
      guard let first = group.first, calls[first].resource == OrderForecast.resource,
        let action = OrderAction(rawValue: calls[first].action)
      else {
        for index in group { outcomes[index] = .refused(Self.unknown(calls[index])) }
        continue
      }
      let posts = calls[first].parameters["post"]?.bool ?? false
      let ids = group.compactMap { calls[$0].key.value.integer }
      // An order named twice in a batch is done once.
      let results = await perform(action, Array(Set(ids)).sorted(), posts: posts)
      for index in group {
        outcomes[index] =
          calls[index].key.value.integer.flatMap { results[$0] } ?? .refused(Self.missing(calls[index].key.description))
      }
    }
    return calls.indices.map { outcomes[$0] ?? .refused(Self.unknown(calls[$0])) }
  }

  var posting: InvoicePosting { InvoicePosting(rpc: rpc, context: context, reader: reader) }

  func states(_ ids: [Int]) async throws(CallFailure) -> [Int: OrderState] {
    let records = try await reader.read("sale.order", ids: ids, fields: OrderState.fields)
    return Dictionary(
      records.compactMap { OrderState($0) }.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  private func perform(_ action: OrderAction, _ ids: [Int], posts: Bool) async -> [Int: Outcome] {
    var outcomes: [Int: Outcome] = [:]
    for chunk in ids.chunked(batchSize(action)) {
      outcomes.merge(await attempt(action, chunk)) { first, _ in first }
    }
    guard action == .invoice, posts else { return outcomes }
    return await posting.post(after: outcomes, states: states)
  }

  /// In 16 invoices of one customer's orders are merged and nothing can prevent it but asking for one order at a time.
  private func batchSize(_ action: OrderAction) -> Int {
    action == .invoice && version.major <= 16 ? 1 : ModelPages.actions
  }

  /// Reads the states, does what is needed, and verifies it where the answer alone does not tell.
  private func attempt(_ action: OrderAction, _ ids: [Int]) async -> [Int: Outcome] {
    var outcomes: [Int: Outcome] = [:]
    var needed: [Int] = []
    do throws(CallFailure) {
      let states = try await states(ids)
      for id in ids {
        switch states[id]?.step(for: action) {
        case nil: outcomes[id] = .refused(Self.missing(String(id)))
        case .unchanged: outcomes[id] = .unchanged(RecordKey(id))
        case .refused(let fault): outcomes[id] = .refused(fault)
        case .needed: needed.append(id)
        }
      }
    } catch {
      return Dictionary(uniqueKeysWithValues: ids.map { ($0, error.outcome) })
    }
    outcomes.merge(await run(action, needed)) { first, _ in first }
    return outcomes
  }

  private func run(_ action: OrderAction, _ ids: [Int]) async -> [Int: Outcome] {
    guard !ids.isEmpty else { return [:] }
    do throws(CallFailure) {
      try await send(action, ids)
    } catch {
      if error.isRefusal { return await afterRefusal(action, ids, error) }
      return Dictionary(uniqueKeysWithValues: ids.map { ($0, error.outcome) })
    }
    do throws(CallFailure) {
      return verified(action, ids, try await states(ids))
    } catch {
      // It was done as far as the answer tells, but nobody saw it.
      return Dictionary(uniqueKeysWithValues: ids.map { ($0, Outcome.unknown(error.fault)) })
    }
  }

  /// One order's refusal takes the whole batch with it. A lone order may have been done by someone else in the
  /// meantime.
  private func afterRefusal(_ action: OrderAction, _ ids: [Int], _ failure: CallFailure) async -> [Int: Outcome] {
    if ids.count > 1 {
      let middle = ids.count / 2
      let first = await attempt(action, Array(ids[..<middle]))
      return first.merging(await attempt(action, Array(ids[middle...]))) { first, _ in first }
    }
    var outcomes: [Int: Outcome] = [:]
    let states = try? await states(ids)
    for id in ids {
      let isDone = states?[id]?.shows(action) ?? false
      outcomes[id] = isDone ? .unchanged(RecordKey(id)) : failure.outcome
    }
    return outcomes
  }

  private func verified(_ action: OrderAction, _ ids: [Int], _ states: [Int: OrderState]) -> [Int: Outcome] {
    Dictionary(
      uniqueKeysWithValues: ids.map { id in
        if states[id]?.shows(action) == true { return (id, Outcome.applied(RecordKey(id))) }
        return (id, .refused(Self.notDone(action, id, states[id]?.state ?? "")))
      })
  }

  private func send(_ action: OrderAction, _ ids: [Int]) async throws(CallFailure) {
    switch action {
    case .confirm:
      _ = try await rpc.call(
        OdooCall("sale.order", "action_confirm", ids: ids, context: context.base, effect: .write))
    case .cancel:
      // Without the flag 16 to 18 answer with a wizard and do nothing (FACTS-odoo e).
      _ = try await rpc.call(
        OdooCall(
          "sale.order", "action_cancel", ids: ids,
          context: context.base.merging(["disable_cancel_warning": true]) { own, _ in own }, effect: .write))
    case .invoice: try await invoice(ids)
    }
  }

  /// Invoices each order apart: by default orders of one customer are merged (FACTS-odoo f).
  private func invoice(_ ids: [Int]) async throws(CallFailure) {
    let name = "sale.advance.payment.inv"
    let model = try await catalogue.model(name)
    var values: JSON = ["advance_payment_method": "delivered", "sale_order_ids": .replacing(ids)]
    if model.fields["consolidated_billing"] != nil, case .object(var members) = values {
      members["consolidated_billing"] = false
      values = .object(members)
    }
    // The wizard is a note to Odoo itself; a second one does no harm, so a cut here leaves nothing to settle.
    let created: OdooAnswer
    do throws(CallFailure) {
      created = try await rpc.call(
        OdooCall(name, "create", [OdooCall.Argument("vals_list", [values])], context: context.base, effect: .write))
    } catch {
      throw CallFailure(error.fault, .nothing)
    }
    guard let wizard = created.value.integers.first ?? created.value.integer else {
      throw CallFailure(Fault(.road, "ERP_ERROR", "Odoo made no invoicing wizard.", context: ["model": name]))
    }
    _ = try await rpc.call(OdooCall(name, "create_invoices", ids: [wizard], context: context.base, effect: .write))
  }

  // MARK: Faults

  private static func missing(_ key: String) -> Fault {
    Fault(
      .record, "TARGET_DELETED", "The order no longer exists in Odoo.", context: ["model": "sale.order", "id": key],
      hint: "Replay with --recreate if it shall exist again.")
  }

  private static func unknown(_ call: ActionCall) -> Fault {
    Fault(
      .configuration, "ERP_ACTION_UNKNOWN", "Nothing is known of the action \(call.action) on \(call.resource).",
      context: ["model": call.resource, "action": call.action],
      hint: "sale.order offers confirm, invoice and cancel.")
  }

  private static func notDone(_ action: OrderAction, _ id: Int, _ state: String) -> Fault {
    let context = ["model": "sale.order", "id": String(id), "state": state, "action": action.rawValue]
    switch action {
    case .invoice:
      return Fault(
        .record, "NOTHING_TO_INVOICE", "Odoo made no invoice for the order.", context: context,
        hint: "Check the products' invoicing policy: ordered or delivered quantities.")
    case .confirm, .cancel:
      return Fault(
        .record, "ORDER_STATE", "Odoo accepted the action, but the order's state is \"\(state)\".", context: context,
        hint: "Look at the order in Odoo: a module may ask for something first.")
    }
  }
}
