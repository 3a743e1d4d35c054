import Foundation

/// The real program beside a bare script, on a real ERP.
struct RealBenchmark {
  let orders: Int
  let rows: Int
  let rounds: Int
  let mappings: String
  let details: Bool

  func run(_ report: inout FigureReport) async throws {
    let stage = try await RealStage.make(mappings: mappings)
    do {
      try await measure(stage, &report)
    } catch {
      await stage.stop()
      throw error
    }
    await stage.stop()
  }

  private func measure(_ stage: RealStage, _ report: inout FigureReport) async throws {
    // Customers, tables and the description are known from here on, and the server's workers are awake.
    let first = stage.placeOrders(10, rows: rows)
    _ = try await stage.worker.sync(verbose: details)
    try await stage.cancel(try await stage.salesOrders(of: first).ids)
    var (ours, bare): ([Double], [Double]) = ([], [])
    for round in 1...max(1, rounds) {
      report.title("Round \(round): \(orders) orders of \(rows) lines of known customers, real ERP")
      let (own, script) = try await measureRound(round, stage, &report)
      ours.append(own)
      bare.append(script)
    }
    report.title("Medians")
    report.add(Figure("passerelle sync", Median.of(ours), "s"))
    report.add(Figure("bare script", Median.of(bare), "s"))
    report.add(
      Figure("passerelle sync to a bare load and confirm", Median.of(ours) / Median.of(bare), "times", budget: 1.2))
  }

  /// Returns the seconds that the program and the script took.
  private func measureRound(_ round: Int, _ stage: RealStage, _ report: inout FigureReport) async throws
    -> (Double, Double)
  {
    let placed = stage.placeOrders(orders, rows: rows)
    let usage = try await stage.worker.sync(verbose: details)
    let made = try await stage.salesOrders(of: placed)
    let script = BareScript(rpc: stage.rpc, prefix: "\(stage.instance)-\(round).order")
    let times = try await script.copy(made.ids, invoices: true)
    report.add(Figure("orders missing or not equal", made.wrong, budget: 0))
    report.add(Figure("passerelle sync", usage.wall, "s"))
    report.add(Figure("passerelle's computing", usage.cpu, "s"))
    report.add(Figure("bare load", times.load, "s"))
    report.add(Figure("bare confirm", times.confirm, "s"))
    report.add(Figure("bare invoices (not in the ratio)", times.invoice, "s"))
    report.add(Figure("ratio to load and confirm", usage.wall / (times.load + times.confirm), "times"))
    report.add(
      Figure("ratio with the script's invoices", usage.wall / (times.load + times.confirm + times.invoice), "times"))
    if details { report.list(RequestTimes(log: usage.log).entries) }
    try await stage.cancel(made.ids + times.orders)
    return (usage.wall, times.load + times.confirm)
  }
}
