import Mapping
import Records

extension Worker {
  /// Has the target do what the mapping's steps demand: each is skipped where it is done already, else done, read back and demanded.
  func takeSteps(_ batch: inout Batch) async throws {
    try await takeChanges(&batch)
    guard !batch.mapping.steps.isEmpty else { return }
    let stepping = batch.leaders.filter {
      batch.items[$0].isAdmitted && batch.items[$0].targetKey != nil && batch.items[$0].change == nil
        && !batch.items[$0].isAdopted
    }
    let unread = stepping.filter { batch.items[$0].target == nil }
    try await readTargets(&batch, unread)
    for step in batch.mapping.steps {
      let open = stepping.filter { batch.items[$0].result == nil }
      let due = try await evaluate(&batch, open, { $0.applies(step, $1.source, target: $1.targetOrEmpty) }).filter(
        \.value
      ).map(\.index)
      let undone = try await evaluate(&batch, due, { $0.isDone(step, $1.source, target: $1.targetOrEmpty) }).filter {
        !$0.value
      }.map(\.index)
      let calls = try await evaluate(&batch, undone, { $0.parameters(step, $1.source, target: $1.targetOrEmpty) })
      try await perform(&batch, calls.map { ($0.index, step.action, $0.value) })
      for call in calls where batch.items[call.index].result == nil && !batch.items[call.index].wasCreated {
        batch.items[call.index].wasUpdated = true
      }
      try await demand(&batch, calls.map(\.index), step.action) { $0.isDone(step, $1.source, target: $1.targetOrEmpty) }
    }
  }

  private func takeChanges(_ batch: inout Batch) async throws {
    let changing = batch.leaders.filter { batch.items[$0].change != nil }
    let calls = try await evaluate(&batch, changing) { evaluator, item in
      item.change.map { evaluator.parameters($0, item.source, target: item.targetOrEmpty) } ?? .value([:])
    }
    try await perform(&batch, calls.map { ($0.index, batch.items[$0.index].change?.action ?? "", $0.value) })
    try await demand(&batch, calls.map(\.index), "the change") { evaluator, item in
      item.change.map { evaluator.isDone($0, item.source, target: item.targetOrEmpty) } ?? .value(true)
    }
    for index in changing where batch.items[index].result == nil { batch.items[index].wasUpdated = true }
  }

  private func perform(_ batch: inout Batch, _ calls: [(index: Int, action: String, parameters: [String: Value])])
    async throws
  {
    guard !calls.isEmpty else { return }
    let resource = batch.mapping.target.resource
    let requests = calls.map { call in
      ActionCall(
        resource: resource, key: batch.items[call.index].targetKey ?? "", action: call.action,
        parameters: call.parameters)
    }
    try await announce(&batch, zip(calls, requests).map { ($0.index, .action($1)) })
    let outcomes = await (try connector(batch.mapping.target.system)).perform(requests)
    for (call, outcome) in zip(calls, outcomes) {
      switch outcome {
      case .applied, .unchanged: break
      case .refused(let fault): batch.quarantine(call.index, fault)
      case .notApplied(let fault), .unknown(let fault): batch.end(call.index, .postponed(fault))
      }
    }
  }

  /// Reads the documents again and demands that the action shows.
  private func demand(
    _ batch: inout Batch, _ indexes: [Int], _ action: String, _ isDone: (Evaluator, Item) -> Evaluation<Bool>
  ) async throws {
    let open = indexes.filter { batch.items[$0].result == nil }
    guard !open.isEmpty else { return }
    try await readTargets(&batch, open)
    for (index, isDone) in try await evaluate(&batch, open, isDone) where !isDone {
      batch.quarantine(
        index,
        Fault(
          .record, "STEP_NOT_DONE", "The target was asked to \(action), said nothing against it, and did not.",
          context: ["record": "\(batch.mapping.source.resource) \(batch.items[index].key)", "action": action],
          hint: "Try it by hand at the target: it may ask a question there that no program can answer."))
    }
  }
}
