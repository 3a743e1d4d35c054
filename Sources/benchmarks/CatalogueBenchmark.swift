import ArgumentParser
import Foundation
import Sandbox

struct CatalogueBenchmark: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "catalogue",
    abstract: "Carries a catalogue from the ERP to the shop through the real program.",
    discussion: """
      Simulated servers in this process, the program in one of its own: a comparison of all products, one changed field, nothing changed, \
      and new products with four combinations each. The program passerelle must stand beside this one: build both with \
      `swift build -c release`.
      """)

  @Option(help: "How many products both sides have and are compared.")
  var products = 100_000

  @Option(help: "How many products with four combinations each are new.")
  var new = 1000

  @Option(parsing: .upToNextOption, help: "The folders of the mapping files.")
  var mappings = ["Mappings/odoo", "Mappings/odoo-catalogue"]

  @Flag(help: "Also kill the program among the new products and run it again, two minutes later.")
  var killed = false

  @Flag(help: "Also print which requests were sent how often.")
  var details = false

  @Option(help: "text or json.")
  var format = OutputFormat.text

  private static let memoryBudget = 100.0
  private static let serverTimeLimit = 120
  private static let realPage = Duration.milliseconds(140)
  private static let serverTimeBudget = 80.0

  func run() async throws {
    var report = FigureReport(format: format)
    try await compareAndChange(&report)
    try await changeOneOfOldShop(&report)
    try await create(&report)
    if killed { try await createInTwoRuns(&report) }
    try report.finish()
  }

  // MARK: Both agree

  private func compareAndChange(_ report: inout FigureReport) async throws {
    let stage = try await CatalogueStage.make(.v8, mappings: mappings)
    report.title("\(products) products, equal on both sides")
    let begun = ContinuousClock.now
    let made = try await stage.addEqualProducts(products)
    report.add(Figure("seeding the servers and the journal", (ContinuousClock.now - begun) / .seconds(1), "s"))
    report.title("passerelle verify products")
    try await compare(stage, &report)
    try await compareSlowly(stage, &report)
    report.title("The first sync over them: all of them are looked at once")
    add(try await stage.run(["sync"]), &report)
    report.title("One product's price changes")
    stage.reprice(made.templates[products / 2], to: 55)
    // The run after the first one still sees what the first one saw, for all of it carries one moment: that is no part of these figures.
    _ = try await stage.run(["sync"])
    try await changeOne(stage, made, &report)
    report.title("A minute later: nothing changed, and what did is still younger than a transaction may last")
    add(try await stage.run(["sync"]), &report)
    // The last variants were made at the pace of an import: the feed's last minutes would hold more of them than fit on a page.
    stage.changeVariant(ofTemplate: made.templates[0])
    _ = try await stage.run(["sync"])
    stage.advance(by: 600)
    _ = try await stage.run(["sync"])
    report.title("Again, nothing changed")
    let idle = try await stage.run(["sync"])
    report.add(Figure("writes to either side", idle.writes, budget: 0))
    report.add(Figure("most requests of one watched resource of the shop", idle.mostOfOneResource, budget: 1))
    report.add(Figure("most requests of one watched resource of the ERP", idle.mostOfOneModel, budget: 1))
    add(idle, &report)
    await stage.stop()
  }

  /// The simulated shop answers faster than any real one: here it takes as long as those do.
  private func compareSlowly(_ stage: CatalogueStage, _ report: inout FigureReport) async throws {
    report.title(
      "passerelle verify products, where the shop takes 140 ms for a page of 500 products, as a PrestaShop 8.2.1 did")
    stage.shop.settings.pace = ShopPace(request: Self.realPage, isFelt: true)
    let run = try await compare(stage, &report)
    stage.shop.settings.pace = ShopPace()
    // With fewer products it is the start of the program that counts.
    let budget = products < 20_000 ? nil : Self.serverTimeBudget
    report.add(Figure("of the time, a server's", 100 * run.waitedForServers, "%", atLeast: budget))
  }

  @discardableResult
  private func compare(_ stage: CatalogueStage, _ report: inout FigureReport) async throws -> SimulatedRun {
    let run = try await stage.run(["verify", "products"], ends: [0, 2])
    let verdict = try VerifyVerdict(log: run.usage.log)
    // The services that every Odoo has are not sold.
    report.add(Figure("products not compared", max(0, products - verdict.compared + verdict.left), budget: 0))
    report.add(Figure("differences, of which there are none", verdict.differing, budget: 0))
    report.add(Figure("writes to either side", run.writes, budget: 0))
    report.add(Figure("reads of products", run.shopReads(of: "products"), budget: products / 100 + 2))
    report.add(Figure("products a second", Double(products) / run.usage.wall))
    add(run, &report)
    return run
  }

  private func changeOne(
    _ stage: CatalogueStage, _ made: (templates: [Int], products: [Int]), _ report: inout FigureReport
  ) async throws {
    stage.reprice(made.templates[0], to: 56)
    let run = try await stage.run(["sync"])
    report.add(Figure("products with the wrong price", stage.price(made.products[0]) == 56 ? 0 : 1, budget: 0))
    report.add(Figure("reads of products", run.shopReads(of: "products"), exactly: stage.shop.version == .v8 ? 1 : 2))
    report.add(Figure("writes to the shop", run.shopWrites, exactly: 1))
    add(run, &report)
  }

  // MARK: A shop that knows no PATCH

  private func changeOneOfOldShop(_ report: inout FigureReport) async throws {
    let stage = try await CatalogueStage.make(.v17, mappings: mappings)
    report.title("One product's price changes in a shop of 1.7.8")
    let made = try await stage.addEqualProducts(min(products, 200))
    _ = try await stage.run(["sync"])
    stage.reprice(made.templates[1], to: 55)
    _ = try await stage.run(["sync"])
    try await changeOne(stage, made, &report)
    await stage.stop()
  }

  // MARK: New products

  private func create(_ report: inout FigureReport) async throws {
    let stage = try await CatalogueStage.make(.v8, mappings: mappings)
    report.title("\(new) new products with four combinations each")
    try stage.addProductsWithCombinations(new)
    let run = try await stage.run(["sync"])
    report.add(Figure("products missing or too many", abs(stage.shop.count("products") - new), budget: 0))
    report.add(Figure("combinations missing or too many", abs(stage.shop.count("combinations") - 4 * new), budget: 0))
    let bodies = run.shopWrites(of: "products", method: "POST") + run.shopWrites(of: "combinations", method: "POST")
    report.add(Figure("entities a body", Double(5 * new) / Double(max(bodies, 1))))
    report.add(Figure("shop requests a product", Double(run.shop.count) / Double(new), budget: 1))
    report.add(Figure("ERP requests a product", Double(run.erp.count) / Double(new)))
    report.add(Figure("products a second", Double(new) / run.usage.wall))
    add(run, &report)
    await stage.stop()
  }

  /// The first run is killed when seven tenths of the products are in the shop.
  private func createInTwoRuns(_ report: inout FigureReport) async throws {
    let stage = try await CatalogueStage.make(.v8, mappings: mappings)
    report.title("\(new) new products, the program killed among them")
    try stage.addProductsWithCombinations(new)
    let (shop, enough) = (stage.shop, new * 7 / 10)
    let wasKilled = try await stage.worker.run(["sync", "products"]) { shop.count("products") >= enough }
    let made = shop.count("products")
    report.add(Figure("runs killed", wasKilled ? 1 : 0, exactly: 1))
    report.add(Figure("products made before", made))
    // What was under way may still be carried out until the shop's own time limit: before that, nothing is sent again.
    try await Task.sleep(for: .seconds(Self.serverTimeLimit + 5))
    let run = try await stage.run(["sync", "products"])
    report.add(Figure("products missing or too many", abs(shop.count("products") - new), budget: 0))
    let bodies = run.shopWrites(of: "products", method: "POST")
    // What stood in the half page that was cut is found again and not sent a second time.
    report.add(Figure("bodies of new products after it", bodies, budget: (new - made) / 50 + 2))
    add(run, &report)
    await stage.stop()
  }

  // MARK: Every run

  private func add(_ run: SimulatedRun, _ report: inout FigureReport) {
    report.add(Figure("shop requests", run.shop.count))
    report.add(Figure("ERP requests", run.erp.count))
    report.add(Figure("wall time", run.usage.wall, "s"))
    report.add(Figure("worker's computing", run.usage.cpu, "s"))
    report.add(Figure("servers' computing", run.usage.serversCPU, "s"))
    report.add(Figure("servers' share of the computing", 100 * run.serversShare, "%"))
    report.add(Figure("time in which a server had a request to answer", 100 * run.waitedForServers, "%"))
    report.add(Figure("worker's peak memory", run.usage.peakMebibytes, "MiB", budget: Self.memoryBudget))
    guard details, format == .text else { return }
    for (name, count) in run.shopResources + run.erpMethods { print("  \(count)\t\(name)") }
  }
}
