import ArgumentParser
import Mapping
import Records

struct LintCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Checks the mapping files against both systems. Nothing is read of the records, nothing is written.",
    discussion: """
      Without options the servers of the configuration are asked what they are. `--offline Mappings/schemas` checks against recorded servers \
      instead, every release that the folder holds, and needs no configuration. `--record FOLDER` keeps what your servers say for that.
      """)

  @Option(help: "Check against the schemas recorded in this folder, and ask no server.")
  var offline: String?

  @Option(help: "Write what both servers say of themselves into this folder.")
  var record: String?

  @Option(
    help: "Folders of mapping files, in the order in which they override each other; without it the configuration's.")
  var mappings: [String] = []

  @OptionGroup var common: CommonOptions

  func run() async throws {
    let diagnostics = if let offline { try checkOffline(offline) } else { try await checkOnline() }
    Passerelle.print(errors: diagnostics)
    if diagnostics.contains(where: { $0.severity == .error }) { throw ExitStatus.usage.exitCode }
  }

  private func checkOffline(_ folder: String) throws -> [Diagnostic] {
    let file = mappings.isEmpty ? try common.connectionFile() : nil
    let set = try MappingSet.load(directories: file?.mappings ?? mappings)
    // Without a configuration nobody knows which settings there will be.
    let settings = file.map { Set($0.settings.keys) }
    let all = try RecordedSchemas(folder: folder).combinations.flatMap { set.check(schemas: $0, settings: settings) }
    return Set(all + set.check(settings: file?.settings ?? [:])).sorted()
  }

  private func checkOnline() async throws -> [Diagnostic] {
    let connection = try Connection.open(try common.connectionFile(), logger: common.logger())
    let engine = connection.engine()
    if let record {
      for path in try RecordedSchemas.write(Array(try await engine.schemas().values), to: record) { print(path) }
    }
    let diagnostics = try await engine.check()
    await connection.close()
    return diagnostics
  }

  /// A wrong mapping file is refused before anything is read or written.
  static func refuseErrors(_ diagnostics: [Diagnostic]) async throws {
    let errors = diagnostics.filter { $0.severity == .error }
    guard errors.isEmpty else { throw MappingErrors(diagnostics: errors) }
  }
}
