import Mapping
import Records

extension Worker {
  /// Has the target do what the mapping's steps demand: each is skipped where it is done already, else done, read back and demanded.
  func takeSteps(_ batch: inout Batch) async throws {
    try await takeChanges(&batch)
    guard !batch.mapping.steps.isEmpty else { return }
    let stepping = try await stepping(&batch)
    for step in batch.mapping.steps {
      let undone = try await undone(step, &batch, stepping.filter { batch.items[$0].result == nil })
      let calls = try await evaluate(&batch, undone, { $0.parameters(step, $1.source, target: $1.targetOrEmpty) })
      let idle = try await perform(&batch, calls.map { ($0.index, step.action, $0.value) })
      for call in calls where batch.items[call.index].result == nil && !batch.items[call.index].wasCreated {
        if !idle.contains(call.index) { batch.items[call.index].wasUpdated = true }
      }
      try await readTargets(&batch, calls.map(\.index).filter { batch.items[$0].result == nil })
      let moot = try await noLongerApply(&batch, idle, step)
      try await demand(&batch, calls.map(\.index).filter { !moot.contains($0) }, step.action) {
        $0.isDone(step, $1.source, target: $1.targetOrEmpty)
      }
    }
  }

  /// The documents that steps are taken with, as the target has them now.
  func stepping(_ batch: inout Batch) async throws -> [Int] {
    let stepping = batch.leaders.filter {
      batch.items[$0].isAdmitted && batch.items[$0].targetKey != nil && batch.items[$0].change == nil
        && !batch.items[$0].isAdopted
    }
    try await readTargets(&batch, stepping.filter { batch.items[$0].target == nil })
    return stepping
  }

  /// Those of them that are still to take the step.
  func undone(_ step: Step, _ batch: inout Batch, _ indexes: [Int]) async throws -> [Int] {
    let due = try await evaluate(&batch, indexes, { $0.applies(step, $1.source, target: $1.targetOrEmpty) })
      .filter(\.value).map(\.index)
    return try await evaluate(&batch, due, { $0.isDone(step, $1.source, target: $1.targetOrEmpty) })
      .filter { !$0.value }.map(\.index)
  }

  private func takeChanges(_ batch: inout Batch) async throws {
    let changing = batch.leaders.filter { batch.items[$0].change != nil }
    let calls = try await evaluate(&batch, changing) { evaluator, item in
      item.change.map { evaluator.parameters($0, item.source, target: item.targetOrEmpty) } ?? .value([:])
    }
    _ = try await perform(&batch, calls.map { ($0.index, batch.items[$0.index].change?.action ?? "", $0.value) })
    try await readTargets(&batch, calls.map(\.index).filter { batch.items[$0].result == nil })
    try await demand(&batch, calls.map(\.index), "the change") { evaluator, item in
      item.change.map { evaluator.isDone($0, item.source, target: item.targetOrEmpty) } ?? .value(true)
    }
    for index in changing where batch.items[index].result == nil { batch.items[index].wasUpdated = true }
  }

  /// The steps that the target found unnecessary because somebody was quicker: what is there now is theirs.
  private func noLongerApply(_ batch: inout Batch, _ indexes: [Int], _ step: Step) async throws -> Set<Int> {
    let open = indexes.filter { batch.items[$0].result == nil }
    let applying = try await evaluate(&batch, open, { $0.applies(step, $1.source, target: $1.targetOrEmpty) })
    return Set(applying.filter { !$0.value }.map(\.index))
  }

  /// - Returns: those of the calls that changed nothing.
  func perform(_ batch: inout Batch, _ calls: [(index: Int, action: String, parameters: [String: Value])])
    async throws -> [Int]
  {
    guard !calls.isEmpty else { return [] }
    let resource = batch.mapping.target.resource
    let requests = calls.map { call in
      ActionCall(
        resource: resource, key: batch.items[call.index].targetKey ?? "", action: call.action,
        parameters: call.parameters)
    }
    try await announce(&batch, zip(calls, requests).map { ($0.index, .action($1)) })
    let outcomes = await (try connector(batch.mapping.target.system)).perform(requests)
    var idle: [Int] = []
    for (call, outcome) in zip(calls, outcomes) {
      switch outcome {
      case .applied: break
      case .unchanged: idle.append(call.index)
      case .refused(let fault): batch.quarantine(call.index, fault)
      case .notApplied(let fault), .unknown(let fault): batch.end(call.index, .postponed(fault))
      }
    }
    return idle
  }

  /// Demands that the action shows in the documents as they were read again.
  private func demand(
    _ batch: inout Batch, _ indexes: [Int], _ action: String, _ isDone: (Evaluator, Item) -> Evaluation<Bool>
  ) async throws {
    let open = indexes.filter { batch.items[$0].result == nil }
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
