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

  /// Runs the worker once unharmed, and returns every step that it took, before and after.
  static func all(orders: Int, mappings: String) async throws -> [KillStep] {
    let stage = try await KillStage.make(orders: orders, mappings: mappings)
    let status = try await stage.runWorker(nil)
    let row = stage.compare(KillStep(place: .commit(0, "none")))
    guard status == 0, row.why.isEmpty, row.missing + row.duplicates + row.differing == 0 else {
      throw ProofFailure("The unharmed run is not right (exit \(status)): \(row.line)\n\(stage.output)")
    }
    let moments: [FaultAction.Moment] = [.beforeForwarding, .afterAnswer]
    var steps: [Place] = []
    for number in 1...max(1, stage.shopProxy.log.count) { steps += moments.map { .shopRequest(number, $0) } }
    for number in 1...max(1, stage.erpProxy.log.count) { steps += moments.map { .erpRequest(number, $0) } }
    for number in 1...max(1, stage.commits) { steps += ["before", "lost", "after"].map { .commit(number, $0) } }
    await stage.stop()
    return steps.map { KillStep(place: $0) }
  }
}

/// Why a proof cannot even begin.
struct ProofFailure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
