import ArgumentParser
import Console

struct MatchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "match",
    abstract: "Matches existing records of both sides, and reports matched, ambiguous and missing ones.",
    discussion:
      "Nothing is written to either system. Records matched for a flow that writes are not written to before --accept.")

  @Argument(help: "The flow: the name of its mapping file.")
  var flow: String

  @Flag(help: "From now on the matched records may be written to.")
  var accept = false

  @OptionGroup var common: CommonOptions

  func run() async throws {
    let file = try common.connectionFile()
    let connection = try Connection.open(file, logger: common.logger())
    let report = try await connection.engine().match(flow, accept: accept)
    await connection.close()
    let language = common.language(file)
    switch common.format {
    case .json: try common.print(json: MatchPresentation(report, language: language))
    case .text: print(Report(language: language).match(report))
    }
  }
}
