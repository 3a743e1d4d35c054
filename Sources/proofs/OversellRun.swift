import FaultProxy
import Foundation
import Synchronization

/// One history played with one formula.
struct OversellRun: Sendable {
  let formula: OversellFormula
  let history: SalesHistory
  let mappings: String

  func row() async throws -> OversellRow {
    let world = try SalesWorld()
    let worker = try await WorkerStage.start(
      world.shop, world.erp, .init(mappings: mappings, overrides: formula.overrides, requestsInFlight: 1))
    try await worker.prepare(["match", "variants"])
    try await worker.prepare(["match", "variants", "--accept"])
    var row = OversellRow(order: formula.rawValue, formula: formula.name)
    try await play(SalesHistory.Round(before: [], meanwhile: []), world, worker, &row)
    for round in history.rounds { try await play(round, world, worker, &row) }
    try await play(SalesHistory.Round(before: [], meanwhile: []), world, worker, &row)
    row.tally = world.tally
    await worker.stop()
    return row
  }

  private func play(
    _ round: SalesHistory.Round, _ world: SalesWorld, _ worker: WorkerStage, _ row: inout OversellRow
  ) async throws {
    for event in round.before { world.happen(event) }
    let pending = PendingEvents(round.meanwhile)
    worker.shopProxy.witness = { number in pending.take(atShop: true, number).forEach(world.happen) }
    worker.erpProxy.witness = { number in pending.take(atShop: false, number).forEach(world.happen) }
    world.beginRun()
    // Minutes later by the worker's clock: what was sent and not answered cannot still be under way.
    let status = try await worker.run(
      ["sync"], .init(shop: round.shop, erp: round.erp, clockAhead: row.runs * 150))
    let rest = pending.rest()
    worker.shopProxy.witness = nil
    worker.erpProxy.witness = nil
    let isComplete = status == 0 || status == 2
    world.endRun(isComplete: isComplete, wasQuiet: rest.count == round.meanwhile.count)
    rest.forEach(world.happen)
    row.runs += 1
    if status == SIGKILL { row.killed += 1 } else if !isComplete { row.incomplete += 1 }
    guard isComplete || status == SIGKILL || status == 3 else {
      throw ProofFailure("passerelle sync ended with \(status):\n\(worker.output)")
    }
  }
}

/// The events that happen while the worker is at work, taken once each.
final class PendingEvents: Sendable {
  private let events: Mutex<[SalesHistory.Meanwhile]>

  init(_ events: [SalesHistory.Meanwhile]) { self.events = Mutex(events) }

  func take(atShop: Bool, _ request: Int) -> [SalesEvent] {
    events.withLock { events in
      let due = events.filter { $0.isAtShop == atShop && $0.request <= request }
      events.removeAll { $0.isAtShop == atShop && $0.request <= request }
      return due.map(\.event)
    }
  }

  /// Those whose request never came.
  func rest() -> [SalesEvent] {
    events.withLock { events in
      defer { events = [] }
      return events.map(\.event)
    }
  }
}
