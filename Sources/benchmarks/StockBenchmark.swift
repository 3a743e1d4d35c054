import ArgumentParser
import Foundation

struct StockBenchmark: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stock",
    abstract: "Carries stock through the real program, or writes it to a real shop beside a plain client.",
    discussion: """
      Without options: simulated servers, a first run over all rows, a second one after some of them changed, and an idle one. \
      The program passerelle must stand beside this one: build both with `swift build -c release`. With --compare: `passerelle verify \
      stock` over that many rows. With --shop: the connector beside a plain client on a test shop; products named BENCH-… are made \
      there and stay, and their quantities are restored.
      """)

  @Option(help: "How many stock rows there are; 100000 where nothing is said, and 300 on a real shop.")
  var rows: Int?

  @Option(help: "How many of them change between the first and the second run.")
  var changed = 10_000

  @Option(help: "Only compare so many rows with `passerelle verify stock`.")
  var compare: Int?

  @Option(help: "The address of a real test shop, without /api.")
  var shop: String?

  @Option(help: "The environment variable that holds the real shop's webservice key.")
  var keyEnv = "PASSERELLE_TEST_SHOP_KEY"

  @Option(help: "How often a real shop is measured; the medians count.")
  var rounds = 3

  @Option(help: "The folder of the mapping files.")
  var mappings = "Mappings/odoo"

  @Flag(help: "Write the links into the journal instead of running `passerelle match variants`.")
  var seedLinks = false

  @Flag(help: "Also print which requests were sent how often.")
  var details = false

  @Option(help: "text or json.")
  var format = OutputFormat.text

  func run() async throws {
    var report = FigureReport(format: format)
    if let shop {
      guard let key = ProcessInfo.processInfo.environment[keyEnv], !key.isEmpty else {
        throw ValidationError("The environment has no \(keyEnv) with the shop's webservice key.")
      }
      try await RealStockBenchmark(url: shop, key: key, rows: rows ?? 300, rounds: rounds).run(&report)
    } else if let compare {
      try await runComparison(compare, &report)
    } else {
      try await runSimulated(rows ?? 100_000, &report)
    }
    try report.finish()
  }

  // MARK: Simulated

  private func runSimulated(_ rows: Int, _ report: inout FigureReport) async throws {
    let stage = try await StockStage.empty(rows: rows, mappings: mappings)
    report.title("\(rows) stock rows, simulated servers")
    report.add(Figure("seeding the servers", stage.seeding, "s"))
    try await link(stage, &report)
    report.title("First run: every row is written")
    try await carry(stage, changed: rows, &report)
    let count = min(changed, rows)
    stage.change(count)
    report.title("\(count) rows changed in the ERP: counted, sold, delivered")
    try await carry(stage, changed: count, &report)
    report.title("Again at once: the last minutes are read once more")
    addIdle(try await stage.run(["sync"]), isLater: false, &report)
    stage.changeOneLater()
    report.title("One more row, an hour later")
    let one = try await stage.run(["sync"])
    report.add(Figure("rows wrong in the shop's own table", stage.wrongRows, budget: 0))
    report.add(Figure("writes to the shop", one.shopWrites, budget: 1))
    // Looked at before it is written, and read back.
    report.add(Figure("reads of stock rows", one.shopReads(of: "stock_availables"), budget: 2))
    report.add(Figure("wall time", one.usage.wall, "s"))
    report.title("Again, nothing changed")
    addIdle(try await stage.run(["sync"]), isLater: true, &report)
    await stage.stop()
  }

  private func addIdle(_ idle: SimulatedRun, isLater: Bool, _ report: inout FigureReport) {
    report.add(Figure("writes to either side", idle.writes, budget: 0))
    let most = isLater ? 1 : nil
    report.add(Figure("most requests of one watched resource of the shop", idle.mostOfOneResource, budget: most))
    report.add(Figure("most requests of one watched resource of the ERP", idle.mostOfOneModel, budget: most))
    report.add(Figure("wall time", idle.usage.wall, "s"))
    printDetails(idle)
  }

  private func link(_ stage: StockStage, _ report: inout FigureReport) async throws {
    guard !seedLinks else {
      report.add(Figure("writing the links into the journal", try await stage.linkDirectly(), "s"))
      return
    }
    let run = try await stage.run(["match", "variants"])
    report.add(Figure("passerelle match variants", run.usage.wall, "s"))
    report.add(Figure("its computing", run.usage.cpu, "s"))
    report.add(Figure("the servers' computing", run.usage.serversCPU, "s"))
    report.add(Figure("its peak memory", run.usage.peakMebibytes, "MiB", budget: 100))
    printDetails(run)
  }

  private func carry(_ stage: StockStage, changed: Int, _ report: inout FigureReport) async throws {
    let run = try await stage.run(["sync"])
    let usage = run.usage
    report.add(Figure("rows wrong in the shop's own table", stage.wrongRows, budget: 0))
    report.add(Figure("writes to the shop", run.shopWrites, budget: changed / 50 + 1))
    report.add(Figure("reads of stock rows", run.shopReads(of: "stock_availables"), budget: changed / 100 + 1))
    report.add(Figure("other shop requests", run.shop.count - run.shopWrites - run.shopReads(of: "stock_availables")))
    report.add(Figure("ERP requests", run.erp.count))
    report.add(Figure("wall time", usage.wall, "s"))
    report.add(Figure("rows a second", Double(changed) / usage.wall))
    report.add(Figure("worker's computing", usage.cpu, "s"))
    report.add(Figure("servers' computing", usage.serversCPU, "s"))
    report.add(Figure("time the simulated shop was answering", run.shopAnswering, "s"))
    report.add(Figure("worker's peak memory", usage.peakMebibytes, "MiB", budget: 100))
    printDetails(run)
  }

  // MARK: Comparing

  private func runComparison(_ rows: Int, _ report: inout FigureReport) async throws {
    let stage = try await StockStage.equal(rows: rows, mappings: mappings)
    report.title("passerelle verify stock, \(rows) rows, simulated servers")
    report.add(Figure("seeding the servers", stage.seeding, "s"))
    report.add(Figure("writing the links into the journal", try await stage.linkDirectly(), "s"))
    let run = try await stage.run(["verify", "stock"], ends: [0, 2])
    let verdict = try VerifyVerdict(log: run.usage.log)
    report.add(Figure("rows not compared", max(0, rows - verdict.compared + verdict.left), budget: 0))
    report.add(Figure("differences not found, or too many", abs(stage.wrongRows - verdict.differing), budget: 0))
    report.add(Figure("writes to either side", run.writes, budget: 0))
    report.add(Figure("shop requests", run.shop.count, budget: rows / 100 + 20))
    report.add(Figure("ERP requests", run.erp.count))
    report.add(Figure("wall time", run.usage.wall, "s"))
    report.add(Figure("rows a second", Double(rows) / run.usage.wall))
    report.add(Figure("worker's computing", run.usage.cpu, "s"))
    report.add(Figure("servers' computing", run.usage.serversCPU, "s"))
    report.add(Figure("worker's peak memory", run.usage.peakMebibytes, "MiB", budget: 100))
    printDetails(run)
    await stage.stop()
  }

  private func printDetails(_ run: SimulatedRun) {
    guard details, format == .text else { return }
    for (name, count) in run.shopResources + run.erpMethods { print("  \(count)\t\(name)") }
  }
}
