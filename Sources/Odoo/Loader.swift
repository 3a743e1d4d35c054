import Records

/// Creates records by `load` in create-only mode, each exactly once however often it is sent (FACTS-odoo b).
struct Loader: Sendable {
  /// The loser of two simultaneous creations under one key gets the winner's id when it comes again.
  static let raceAttempts = 6

  let rpc: any OdooRPC
  let context: CallContext

  /// One outcome a document, in order. A document that exists already is `applied` as well: `load` does not tell.
  func load(_ documents: [LoadDocument], into model: String) async -> [Outcome] {
    var outcomes: [Int: Outcome] = [:]
    var queue = LoadQueue(documents)
    while let batch = queue.next() {
      let matrix = LoadMatrix(batch.map { documents[$0] })
      let call = OdooCall(
        model, "load", matrix.arguments, context: context.creatingOnly, effect: .write)
      do throws(CallFailure) {
        let answer = LoadAnswer(try await rpc.call(call).value)
        await settle(answer.verdict(for: matrix), batch, model, &queue, &outcomes)
      } catch {
        judge(error, batch, &queue, &outcomes)
      }
    }
    return documents.indices.map { outcomes[$0] ?? .notApplied(Self.notSent) }
  }

  private func settle(
    _ verdict: LoadAnswer.Verdict, _ batch: [Int], _ model: String, _ queue: inout LoadQueue,
    _ outcomes: inout [Int: Outcome]
  ) async {
    switch verdict {
    case .loaded(let ids):
      for (index, id) in zip(batch, ids) { outcomes[index] = .applied(RecordKey(id)) }
    case .lostRace(let message):
      let losses = queue.againAfterLoss(batch)
      guard losses < Self.raceAttempts else {
        queue.forget(batch)
        let error = ServerError(name: "SerializationFailure", message: message)
        for index in batch { outcomes[index] = .notApplied(FailureTable.busy(error, ["model": model])) }
        return
      }
      await RetryingRPC.pause(afterAttempt: losses)
    case .refused(let blamed):
      for (position, message) in blamed {
        outcomes[batch[position]] = Self.outcome(message.text, field: message.field, model: model)
      }
      queue.again(batch.indices.filter { blamed[$0] == nil }.map { batch[$0] })
    case .unattributed(let message):
      guard !queue.halve(batch) else { return }
      for index in batch { outcomes[index] = Self.outcome(message, field: nil, model: model) }
    }
  }

  /// A cut or refused batch is halved; keyed creations may be repeated even when the first may have been committed.
  private func judge(
    _ failure: CallFailure, _ batch: [Int], _ queue: inout LoadQueue, _ outcomes: inout [Int: Outcome]
  ) {
    if failure.wantsSmallerBatch || failure.isRefusal, queue.halve(batch) { return }
    for index in batch { outcomes[index] = failure.outcome }
  }

  /// The outcome of a document that a message names. A missing right concerns them all and stops the run.
  private static func outcome(_ text: String, field: String?, model: String) -> Outcome {
    var context = ["model": model, "method": "load"]
    if let field { context["field"] = field }
    let error = ServerError(name: "odoo.exceptions.UserError", message: text)
    let fault =
      error.groups.isEmpty
      ? FailureTable.refused(text, context) : FailureTable.accessRefused(error, model: model, context: context)
    return CallFailure(fault).outcome
  }

  private static let notSent = Fault(.road, "ERP_UNREACHABLE", "The record was not sent.")
}
