import ArgumentParser
import FaultProxy
import Foundation

struct KillProof: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kill",
    abstract:
      "Kills the worker at every step, starts it again, and compares the servers' own state with the only legal one.",
    subcommands: [Orders.self])

  struct Orders: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "orders",
      abstract:
        "Ten orders: SIGKILL before forwarding and after answering every request, and around every journal commit.",
      discussion:
        "The programs passerelle and libCommitKiller must stand beside this one: `swift build` makes them all.")

    @Option(help: "How many orders a run has.")
    var orders = 10

    @Option(help: "Only every so manieth step; 1 is all of them.")
    var every = 1

    @Option(help: "The folder of the mapping files.")
    var mappings = "Mappings/odoo"

    @Option(help: "text or json.")
    var format = OutputFormat.text

    func run() async throws {
      let steps = try await KillStep.all(orders: orders, mappings: mappings)
      var rows: [KillRow] = []
      for step in steps.enumerated().filter({ $0.offset % every == 0 }).map(\.element) {
        let row = try await prove(step)
        rows.append(row)
        if format == .text { print(row.line) }
      }
      let report = KillReport(rows)
      switch format {
      case .json:
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        print(String(decoding: try encoder.encode(report), as: UTF8.self))
      case .text:
        print(
          "\(report.steps) steps: \(report.missing) missing, \(report.duplicates) duplicates, \(report.differing) differing, "
            + "\(report.notKilled) not reached")
      }
      if report.missing + report.duplicates + report.differing > 0 { throw ExitCode.failure }
    }

    private func prove(_ step: KillStep) async throws -> KillRow {
      let stage = try await KillStage.make(orders: orders, mappings: mappings)
      let killed = try await stage.runWorker(step)
      // Twice: the first run finishes the work, the second must find nothing to do.
      let second = try await stage.runWorker(nil)
      let third = try await stage.runWorker(nil)
      var row = stage.compare(step)
      row.killed = killed == SIGKILL
      if second != 0 || third != 0 { row.why += " The runs after the kill ended with \(second) and \(third)." }
      if !row.why.isEmpty { row.differing = max(row.differing, 1) }
      await stage.stop()
      return row
    }
  }
}
