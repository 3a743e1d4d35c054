import ArgumentParser
import Console
import Engine
import Mapping
import Records

struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Begins with what the shop has: brings it into an empty ERP, once.",
    subcommands: [ImportProductsCommand.self])
}

/// Brings a shop's catalogue into an ERP without products. The mappings that do it are loaded by this command alone; no sync runs them.
struct ImportProductsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "products",
    abstract: "Brings the shop's products, combinations, categories and pictures into the ERP, and links them.",
    discussion: """
      Nothing is written to the shop. What was imported is linked, so that a sync knows it and makes nothing twice; from then on the ERP is the \
      master of it. An import that was cut goes on where it stopped, and a second one brings only what is new in the shop.
      """)

  @Flag(help: "Show what would be done, and write nothing.")
  var plan = false

  @Option(name: .customLong("mappings"), help: "A folder of your own that lies over Mappings/odoo-import.")
  var folders: [String] = []

  @OptionGroup var common: CommonOptions

  func run() async throws {
    let file = try common.connectionFile()
    let set = try ImportFolders.load(over: file, with: folders)
    let connection = try Connection.open(file, mappings: set.mappings, logger: common.logger())
    do {
      try await OwnProducts.refuse(in: connection, set.flows)
      try await (plan ? show(connection, set.flows) : carryOut(connection, set.flows))
      await connection.close()
    } catch {
      await connection.close()
      throw error
    }
  }

  private func show(_ connection: Connection, _ flows: [String]) async throws {
    let engine = connection.engine()
    try await LintCommand.refuseErrors(try await engine.check())
    let plan = try await engine.plan(flows)
    let language = common.language(connection.file)
    switch common.format {
    case .json: try common.print(json: PlanPresentation(plan.changes, flows: plan.counts, language: language))
    case .text:
      let report = Report(language: language)
      print(report.plan(plan.changes))
      print(report.counts(plan.counts, order: flows))
    }
  }

  private func carryOut(_ connection: Connection, _ flows: [String]) async throws {
    let report = try await connection.engine().sync(flows)
    let open = try await connection.journal.quarantine(flow: nil).count { !$0.isAcknowledged }
    let language = common.language(connection.file)
    switch common.format {
    case .json: try common.print(json: RunPresentation(report, openRows: open, language: language))
    case .text: print(Report(language: language).run(report, order: flows, openRows: open))
    }
    throw ExitStatus(end: report.end, openRows: open).exitCode
  }
}
