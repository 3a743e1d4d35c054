import ArgumentParser
import Foundation

struct OrdersBenchmark: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "orders",
    abstract: "Carries orders through the real program: time, requests, computing and memory.",
    discussion: """
      The program passerelle must stand beside this one: build both with `swift build -c release`. Requests are counted by the servers, and \
      computing by the kernel.
      """)

  enum ERP: String, ExpressibleByArgument, CaseIterable {
    case simulated
    case real
  }

  @Option(help: "simulated, or real: the test database that PASSERELLE_TEST_ERP_URL, _DB, _LOGIN and _KEY name.")
  var erp = ERP.simulated

  @Option(help: "How many orders there are; 10000 where nothing is said, and 100 a round with a real ERP.")
  var orders: Int?

  @Option(help: "How many lines an order has; 5 where nothing is said, and 3 with a real ERP.")
  var rows: Int?

  @Option(help: "How often a real ERP is measured; the medians count.")
  var rounds = 3

  @Option(help: "The folder of the mapping files.")
  var mappings = "Mappings/odoo"

  @Flag(help: "Also print which requests were sent how often.")
  var details = false

  @Option(help: "text or json.")
  var format = OutputFormat.text

  func run() async throws {
    var report = FigureReport(format: format)
    switch erp {
    case .simulated: try await runSimulated(orders: orders ?? 10_000, rows: rows ?? 5, &report)
    case .real:
      try await RealBenchmark(
        orders: orders ?? 100, rows: rows ?? 3, rounds: rounds, mappings: mappings, details: details
      ).run(&report)
    }
    try report.finish()
  }

  private func runSimulated(orders: Int, rows: Int, _ report: inout FigureReport) async throws {
    let stage = try await SimulatedStage.make(orders: orders, rows: rows, mappings: mappings)
    report.title("\(orders) orders of \(rows) lines, simulated servers")
    report.add(Figure("seeding the servers", stage.seeding, "s"))
    let bulk = try await stage.sync()
    addBulk(bulk, stage, &report)
    report.title("Again, nothing changed")
    // Servers stamp whole seconds: what changed within the last two is looked at once more, and is no part of these figures.
    try await Task.sleep(for: .seconds(3))
    let idle = try await stage.sync()
    addIdle(idle, &report)
    report.title("One fresh order, with a new customer, a voucher and an article never sold before")
    let order = stage.placeFreshOrder()
    let single = try await stage.sync()
    report.add(Figure("shop requests", single.shop.count, budget: 8))
    report.add(Figure("ERP requests", single.erp.count))
    report.add(Figure("wall time", single.usage.wall, "s"))
    report.add(Figure("orders missing or not equal", 1 - stage.proof([order]).right, budget: 0))
    if details, format == .text { printDetails([("first run", bulk), ("again", idle), ("one order", single)]) }
    await stage.stop()
  }

  private func addBulk(_ run: SimulatedRun, _ stage: SimulatedStage, _ report: inout FigureReport) {
    let proof = stage.proof(stage.orders)
    let usage = run.usage
    let orders = Double(stage.orders.count)
    report.add(Figure("orders missing or not equal", stage.orders.count - proof.right, budget: 0))
    report.add(Figure("documents too many", proof.documents - stage.orders.count, budget: 0))
    report.add(Figure("wall time", usage.wall, "s"))
    report.add(Figure("orders a second", orders / usage.wall))
    report.add(Figure("shop requests", run.shop.count))
    report.add(Figure("shop requests an order", Double(run.shop.count) / orders, budget: 0.1))
    report.add(Figure("ERP requests", run.erp.count))
    report.add(Figure("ERP requests an order", Double(run.erp.count) / orders))
    report.add(Figure("worker's computing", usage.cpu, "s"))
    report.add(Figure("worker's computing an order", usage.cpu / orders * 1000, "ms"))
    report.add(Figure("servers' computing", usage.serversCPU, "s"))
    report.add(Figure("time the simulated shop was answering", run.shopAnswering, "s"))
    report.add(Figure("worker's peak memory", Double(usage.peakMemory) / 1_048_576, "MiB", budget: 100))
  }

  private func addIdle(_ run: SimulatedRun, _ report: inout FigureReport) {
    report.add(Figure("writes to either side", run.writes, budget: 0))
    report.add(Figure("most requests of one watched resource", run.mostOfOneResource, budget: 1))
    report.add(Figure("shop requests", run.shop.count))
    report.add(Figure("ERP requests", run.erp.count))
    report.add(Figure("wall time", run.usage.wall, "s"))
  }

  private func printDetails(_ runs: [(title: String, run: SimulatedRun)]) {
    for (title, run) in runs {
      print("\nRequests, \(title)")
      for (name, count) in run.shopResources + run.erpMethods { print("  \(count)\t\(name)") }
    }
  }
}
