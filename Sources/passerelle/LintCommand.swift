import ArgumentParser
import Mapping

struct LintCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Checks the mapping files against both systems. Nothing is read of the records, nothing is written.")

  @OptionGroup var common: CommonOptions

  func run() async throws {
    let file = try common.connectionFile()
    let connection = try Connection.open(file, logger: common.logger())
    let diagnostics = try await connection.engine().check()
    await connection.close()
    Passerelle.print(errors: diagnostics)
    if diagnostics.contains(where: { $0.severity == .error }) { throw ExitStatus.usage.exitCode }
  }

  /// A wrong mapping file is refused before anything is read or written.
  static func refuseErrors(_ diagnostics: [Diagnostic]) async throws {
    let errors = diagnostics.filter { $0.severity == .error }
    guard errors.isEmpty else { throw MappingErrors(diagnostics: errors) }
  }
}
