import Records

/// Posts the draft invoices of orders that were invoiced. Only drafts, for posting twice is an error, and only invoices:
/// credit notes are among an order's invoices too, and a draft one is somebody's work (FACTS-odoo f).
struct InvoicePosting: Sendable {
  let rpc: any OdooRPC
  let context: CallContext
  let reader: RecordReader

  /// - Parameter outcomes: what invoicing came to, by order. Orders without a draft keep their outcome.
  func post(
    after outcomes: [Int: Outcome], states: ([Int]) async throws(CallFailure) -> [Int: OrderState]
  ) async -> [Int: Outcome] {
    var outcomes = outcomes
    let orders = outcomes.keys.filter { outcomes[$0]?.isSettled == true }.sorted()
    do throws(CallFailure) {
      let states = try await states(orders)
      let drafts = try await drafts(states.values.flatMap(\.invoices))
      for order in orders {
        for invoice in (states[order]?.invoices ?? []).filter(drafts.contains) {
          outcomes[order] = await post(invoice, of: order)
        }
      }
    } catch {
      for order in orders { outcomes[order] = .unknown(error.fault) }
    }
    return outcomes
  }

  func drafts(_ ids: [Int]) async throws(CallFailure) -> Set<Int> {
    let moves = try await reader.read("account.move", ids: ids, fields: ["state", "move_type"])
    return Set(
      moves.filter { $0["state"].text == "draft" && $0["move_type"].text == "out_invoice" }.compactMap(\.id))
  }

  /// Odoo posts one invoice in 100 to 300 ms; each apart, so that one refusal stays its own.
  private func post(_ invoice: Int, of order: Int) async -> Outcome {
    do throws(CallFailure) {
      _ = try await rpc.call(
        OdooCall("account.move", "action_post", ids: [invoice], context: context.base, effect: .write))
      return .applied(RecordKey(order))
    } catch {
      if error.isRefusal, let drafts = try? await drafts([invoice]), drafts.isEmpty {
        return .unchanged(RecordKey(order))
      }
      return error.outcome
    }
  }
}

extension Outcome {
  /// Whether the target holds what was wanted.
  var isSettled: Bool {
    switch self {
    case .applied, .unchanged: true
    case .refused, .notApplied, .unknown: false
    }
  }
}
