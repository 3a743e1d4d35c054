import ArgumentParser
import Console
import Engine
import Records

struct SyncCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sync", abstract: "Brings flows up to date.",
    discussion: """
      Without names all flows run, in the order of what needs what. A second run at the same time is refused at once (exit code 4). \
      Standard error follows long flows: one line on a terminal, a line every half minute elsewhere, nothing there with --format json.
      """)

  @Argument(help: "Flows to run, by the name of their mapping file.")
  var flows: [String] = []

  @OptionGroup var common: CommonOptions

  func run() async throws {
    let file = try common.connectionFile()
    let connection = try Connection.open(file, logger: common.logger())
    let language = common.language(file)
    let progress = ProgressLine.observer(common, language: language)
    let report = try await connection.engine(observer: progress).sync(flows)
    let open = try await connection.journal.quarantine(flow: nil).count { !$0.isAcknowledged }
    await connection.close()
    switch common.format {
    case .json: try common.print(json: RunPresentation(report, openRows: open, language: language))
    case .text:
      print(
        Report(language: language).run(
          report, order: connection.mappings.mappings.map(\.name), openRows: open))
    }
    throw ExitStatus(end: report.end, openRows: open).exitCode
  }
}
