import ArgumentParser
import Console
import Engine
import JournalStore

struct PlanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Shows what a sync would do, field by field, and writes nothing.")

  @Argument(help: "Flows to look at; all of them without names.")
  var flows: [String] = []

  @OptionGroup var common: CommonOptions

  func run() async throws {
    let file = try common.connectionFile()
    let connection = try Connection.open(file, logger: common.logger())
    let engine = connection.engine()
    try await LintCommand.refuseErrors(try await engine.check())
    let plan = try await engine.plan(flows)
    await connection.close()
    let language = common.language(file)
    switch common.format {
    case .json:
      try common.print(json: PlanPresentation(plan.changes, flows: plan.counts, language: language))
    case .text:
      let report = Report(language: language)
      print(report.plan(plan.changes))
      print(report.counts(plan.counts, order: connection.mappings.mappings.map(\.name)))
    }
  }
}
