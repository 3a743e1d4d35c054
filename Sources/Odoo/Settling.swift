import Foundation
import Records

/// Finds out what became of effects whose answer never came.
struct Settling: Sendable {
  let writer: DocumentWriter
  let actions: OrderActions
  let removal: RecordRemoval
  /// Seconds after which a request can no longer take effect.
  let serverTimeLimit: Int
  let now: @Sendable () -> Instant

  /// One settlement an intent, in order.
  func settle(_ intents: [OpenIntent]) async throws(CallFailure) -> [Settlement] {
    var settlements: [Settlement] = []
    for intent in intents {
      switch intent.effect {
      case .write(let write): settlements.append(await settle(write, intent))
      case .action(let call): settlements.append(try await settle(call, intent))
      }
    }
    return settlements
  }

  private func settle(_ write: Write, _ intent: OpenIntent) async -> Settlement {
    switch write.identity {
    case .create(.some):
      // The same keyed creation is its own probe (FACTS-odoo b).
      switch (await writer.write([write])).first {
      case .applied(let key), .unchanged(let key): return .done(key)
      case .refused: return .notDone
      case .notApplied(let fault), .unknown(let fault): return .wait(fault.retryAfter ?? 30)
      case nil: return .notDone
      }
    case .create(nil): return patience(intent) ?? .ambiguous([])
    // Absolute values: writing them again is harmless.
    case .update: return .notDone
    }
  }

  private func settle(_ call: ActionCall, _ intent: OpenIntent) async throws(CallFailure) -> Settlement {
    if call.action == ResourceSchema.Action.delete, let id = call.key.value.integer {
      return try await removal.existing(call.resource, [id]).isEmpty ? .done(call.key) : patience(intent) ?? .notDone
    }
    guard call.resource == OrderForecast.resource, let action = OrderAction(rawValue: call.action),
      let id = call.key.value.integer
    else { return .notDone }
    guard let state = try await actions.states([id])[id] else { return .notDone }
    if state.shows(action), try await isPosted(state, call) { return .done(RecordKey(id)) }
    return patience(intent) ?? .notDone
  }

  private func isPosted(_ state: OrderState, _ call: ActionCall) async throws(CallFailure) -> Bool {
    guard call.action == OrderAction.invoice.rawValue, call.parameters["post"]?.bool == true else { return true }
    return try await actions.posting.drafts(state.invoices).isEmpty
  }

  /// The request may still land while the server may still be at work on it.
  private func patience(_ intent: OpenIntent) -> Settlement? {
    let age = now().secondsSince1970 - intent.announced.secondsSince1970
    return age < serverTimeLimit ? .wait(max(1, serverTimeLimit - age)) : nil
  }
}
