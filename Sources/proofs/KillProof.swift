import ArgumentParser
import FaultProxy
import Foundation
import Sandbox

struct KillProof: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kill",
    abstract:
      "Kills the worker at every step, starts it again, and compares the servers' own state with the only legal one.",
    discussion:
      "SIGKILL before forwarding and after answering every request, and around every journal commit. The programs passerelle and "
      + "libCommitKiller must stand beside this one: `swift build` makes them all.",
    subcommands: [Orders.self, Stock.self, Tracking.self, Catalogue.self, Import.self])

  struct Options: ParsableArguments {
    @Option(help: "Only every so manieth step; 1 is all of them.")
    var every = 1

    @Option(help: "The folder of the mapping files.")
    var mappings = "Mappings/odoo"

    @Option(help: "text or json.")
    var format = OutputFormat.text
  }

  struct Orders: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "orders", abstract: "Ten paid orders become ten confirmed orders in the ERP.")

    @Option(help: "How many orders a run has.")
    var orders = 10

    @OptionGroup var options: Options

    func run() async throws {
      try await KillProof.prove(options) { try await OrdersStage.make(orders: orders, mappings: options.mappings) }
    }
  }

  struct Stock: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "stock",
      abstract:
        "The ERP's stock, less what open shop orders hold, becomes the shop's; no other row and no other field moves.")

    @Flag(help: "The shops of the group share one stock.")
    var shared = false

    @OptionGroup var options: Options

    func run() async throws {
      try await KillProof.prove(options) {
        try await StockStage.make(sharesStock: shared, mappings: options.mappings)
      }
    }
  }

  struct Tracking: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "tracking",
      abstract:
        "What the ERP shipped, handed over and cancelled is shown in the shop, with one mail and one history row a state."
    )

    @OptionGroup var options: Options

    func run() async throws {
      try await KillProof.prove(options) { try await TrackingStage.make(mappings: options.mappings) }
    }
  }

  struct Catalogue: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "catalogue",
      abstract:
        "The ERP's catalogue in a shop that has one of its own: what is missing, double or changed that no mapping names; "
        + "during the first load and after changes.")

    @Flag(help: "The shops of the group share one stock.")
    var shared = false

    @Option(help: "The ERP's release: 16.0 to 19.0.")
    var erp = ERPVersion.v18

    @Option(help: "Only the first load (load) or only what comes later (changes).")
    var phase: CatalogueStage.Phase?

    @OptionGroup var options: Options

    func run() async throws {
      try await CatalogueAlarm.sound(mappings: options.mappings)
      for phase in phase.map({ [$0] }) ?? CatalogueStage.Phase.allCases {
        if options.format == .text { print("\(phase.rawValue):") }
        try await KillProof.prove(options) {
          try await CatalogueStage.make(phase, version: erp, sharesStock: shared, mappings: options.mappings)
        }
      }
    }
  }

  struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "import",
      abstract:
        "A shop's own catalogue in an ERP without one, brought in once and begun again; a sync after it changes no field of the shop."
    )

    @Option(help: "The ERP's release: 16.0 to 19.0.")
    var erp = ERPVersion.v18

    @OptionGroup var options: Options

    func run() async throws {
      try await ImportAlarm.sound(version: erp, mappings: options.mappings)
      try await KillProof.prove(options) { try await ImportStage.make(version: erp, mappings: options.mappings) }
    }
  }

  /// Takes all steps of a stage, each on a new one, and prints what was seen.
  static func prove(_ options: Options, on make: () async throws -> any KillStage) async throws {
    let steps = try await KillStep.all(on: make)
    var rows: [KillRow] = []
    for step in steps.enumerated().filter({ $0.offset % options.every == 0 }).map(\.element) {
      let row = try await prove(step, on: try await make())
      rows.append(row)
      if options.format == .text { print(row.line) }
    }
    let report = KillReport(rows)
    switch options.format {
    case .json:
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
      print(String(decoding: try encoder.encode(report), as: UTF8.self))
    case .text:
      print(
        "\(report.steps) steps: \(report.missing) missing, \(report.duplicates) duplicates, \(report.differing) differing, "
          + "\(report.unmapped) unmapped fields changed, \(report.notKilled) not reached")
    }
    if !report.rows.isEmpty { throw ExitCode.failure }
  }

  private static func prove(_ step: KillStep, on stage: any KillStage) async throws -> KillRow {
    let killed = try await stage.worker.run(stage.runs[0], step.harm)
    // Twice: the first run finishes the work, the second must find nothing to do. They come ten minutes later: what was sent and not answered
    // cannot still be under way.
    let second = try await stage.worker.run(stage.runs[1], .init(clockAhead: 600))
    let third = try await stage.worker.run(stage.runs[2], .init(clockAhead: 600))
    var row = stage.compare(step)
    row.killed = killed == SIGKILL
    if second != stage.goodExit || third != stage.goodExit {
      row.why += " The runs after the kill ended with \(second) and \(third)."
    }
    if !row.why.isEmpty, row.missing + row.duplicates + row.unmapped == 0 { row.differing = max(row.differing, 1) }
    await stage.worker.stop()
    return row
  }
}

extension CatalogueStage.Phase: ExpressibleByArgument {}
extension ERPVersion: ExpressibleByArgument {}
