import ArgumentParser
import Console
import Engine
import Mapping
import Records

struct VerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Compares everything of one flow with the target, record by record, and writes to neither side.",
    discussion: """
      Syncs may run meanwhile. What differs is looked at twice, and set right by the next sync. A comparison that is cut goes on where it \
      stopped. Only a comparison that has seen everything concludes that a record was deleted.
      Exit codes: 0 all equal; 2 something differs or cannot be compared; 3 cut: run it again to go on.
      """)

  @Argument(help: "The flow: the name of its mapping file.")
  var flow: String

  @Flag(help: "Begin anew, even where an earlier comparison was cut.")
  var restart = false

  @Option(help: "How many differences to show; all of them are counted.")
  var show = 20

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if show < 0 { throw ValidationError("--show takes a number from 0.") }
  }

  func run() async throws {
    let file = try common.connectionFile()
    let language = common.language(file)
    let connection = try Connection.open(file, logger: common.logger())
    let progress = ProgressLine.observer(common, language: language)
    let shown = ShownDifferences(limit: show)
    let report = Report(language: language)
    let mapping = connection.mappings[flow]
    let prints = common.format == .text
    let result = try await connection.engine(observer: progress).verify(flow, restart: restart) { difference in
      guard shown.take(difference), prints, let mapping else { return }
      progress?.clear()
      print(report.difference(difference, from: mapping.source, to: mapping.target))
    }
    await connection.close()
    switch common.format {
    case .json: try common.print(json: VerifyPresentation(result, shown: shown.all, language: language))
    case .text: print(report.verification(result, shown: shown.all.count))
    }
    throw Self.status(result).exitCode
  }

  static func status(_ report: VerifyReport) -> ExitStatus {
    guard report.isComplete else { return .incomplete }
    return report.isEqual ? .done : .quarantine
  }
}
