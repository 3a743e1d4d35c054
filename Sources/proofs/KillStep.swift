import FaultProxy
import Foundation

/// One moment at which the worker is killed.
struct KillStep: Sendable {
  enum Place: Sendable, Hashable {
    case shopRequest(Int, FaultAction.Moment)
    case erpRequest(Int, FaultAction.Moment)
    /// A commit of the journal: "before", "lost" (written, not on the disk) or "after".
    case commit(Int, String)
  }

  let place: Place

  var name: String {
    switch place {
    case .shopRequest(let number, let moment):
      "shop request \(number), \(moment == .beforeForwarding ? "before" : "after")"
    case .erpRequest(let number, let moment):
      "ERP request \(number), \(moment == .beforeForwarding ? "before" : "after")"
    case .commit(let number, let when): "journal commit \(number), \(when)"
    }
  }

  var harm: WorkerStage.Harm {
    switch place {
    case .shopRequest(let number, let moment): .init(shop: FaultPlan([.init(.request(number), .kill(moment))]))
    case .erpRequest(let number, let moment): .init(erp: FaultPlan([.init(.request(number), .kill(moment))]))
    case .commit(let number, let when): .init(commit: (number, when))
    }
  }

  /// Runs the worker once unharmed, and returns every step that it took, before and after.
  static func all(on make: () async throws -> any KillStage) async throws -> [KillStep] {
    let stage = try await make()
    let worker = stage.worker
    let (shopBefore, erpBefore) = (worker.shopProxy.log.count, worker.erpProxy.log.count)
    let status = try await worker.run(stage.runs[0])
    let (shop, erp) = (worker.shopProxy.log.count - shopBefore, worker.erpProxy.log.count - erpBefore)
    let commits = worker.commits
    let row = stage.compare(KillStep(place: .commit(0, "none")))
    guard status == stage.goodExit, row.isRight else {
      let said = worker.output
      _ = try await worker.run(["quarantine", "list"])
      throw ProofFailure(
        "The unharmed run is not right (exit \(status)): \(row.line)\n\(said)\n\(worker.output)")
    }
    let moments: [FaultAction.Moment] = [.beforeForwarding, .afterAnswer]
    var steps: [Place] = []
    for number in 1...max(1, shop) { steps += moments.map { .shopRequest(number, $0) } }
    for number in 1...max(1, erp) { steps += moments.map { .erpRequest(number, $0) } }
    for number in 1...max(1, commits) { steps += ["before", "lost", "after"].map { .commit(number, $0) } }
    await worker.stop()
    return steps.map { KillStep(place: $0) }
  }
}

/// Why a proof cannot even begin.
struct ProofFailure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
