import Records

/// Does actions: those of one kind that follow each other are done together.
struct Performer: Sendable {
  let connector: PrestaShopConnector

  func perform(_ calls: [ActionCall]) async -> [Outcome] {
    var outcomes: [Outcome] = []
    for run in Self.runs(calls) {
      switch (run[0].resource, run[0].action) {
      case ("orders", StateAction.name): outcomes += await StatePerformer(connector: connector).perform(run)
      case ("orders", TrackingAction.name): outcomes += await TrackingPerformer(connector: connector).perform(run)
      case ("products", DefaultCombination.name):
        outcomes += await DefaultPerformer(connector: connector).perform(run)
      case (let resource, ResourceSchema.Action.delete) where Canon.of(resource).isDeletable:
        outcomes += await RemovalPerformer(connector: connector).perform(run)
      default: outcomes += run.map { .refused(Self.unknown($0)) }
      }
    }
    return outcomes
  }

  /// Calls in their order, cut where another action begins or a record comes again: what is done to one record is done
  /// in the order in which it was asked for.
  static func runs(_ calls: [ActionCall]) -> [[ActionCall]] {
    var runs: [(keys: Set<RecordKey>, calls: [ActionCall])] = []
    for call in calls {
      if let last = runs.last, last.calls[0].action == call.action, last.calls[0].resource == call.resource,
        !last.keys.contains(call.key)
      {
        runs[runs.count - 1].calls.append(call)
        runs[runs.count - 1].keys.insert(call.key)
      } else {
        runs.append(([call.key], [call]))
      }
    }
    return runs.map(\.calls)
  }

  private static func unknown(_ call: ActionCall) -> Fault {
    Fault(
      .configuration, "UNKNOWN_ACTION", "prestashop/\(call.resource) has no action \(call.action).",
      context: ["resource": call.resource, "action": call.action],
      hint: "Look up the resource's actions with `passerelle schema`.")
  }
}
