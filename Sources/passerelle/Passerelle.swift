import ArgumentParser
import Console
import Foundation
import Mapping
import Records

/// The command line. Every command ends with one of `ExitStatus`.
@main
struct Passerelle: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "passerelle",
    abstract: "Keeps a PrestaShop shop and an Odoo in agreement.",
    discussion: """
      The usual way: `doctor` until it finds nothing wrong, `match variants`, `plan`, then `sync` from a scheduler.
      Exit codes: 0 all done; 1 wrong usage or configuration; 2 done, but rows in quarantine are not yet acknowledged; \
      3 incomplete: a side was unreachable or the run was cut; 4 another run holds the lock.
      """,
    version: "0.1.0",
    subcommands: [
      SyncCommand.self, PlanCommand.self, MatchCommand.self, StatusCommand.self, QuarantineCommand.self,
      DoctorCommand.self, ImportCommand.self, VerifyCommand.self, LinksCommand.self, LintCommand.self, DemoCommand.self,
    ])

  static func main() async {
    do {
      var command = try await asyncParseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch let code as ExitCode {
      Foundation.exit(code.rawValue)
    } catch let fault as Fault {
      exit(with: fault)
    } catch let errors as MappingErrors {
      print(errors: errors.diagnostics)
      Foundation.exit(ExitStatus.usage.rawValue)
    } catch {
      let status = exitCode(for: error)
      let text = fullMessage(for: error)
      if !text.isEmpty { FileHandle.standardError.write(Data((text + "\n").utf8)) }
      Foundation.exit(status == .success ? 0 : ExitStatus.usage.rawValue)
    }
  }

  static func print(errors: [Diagnostic]) {
    for error in errors { FileHandle.standardError.write(Data((error.description + "\n").utf8)) }
  }

  /// `language` of the configuration file that the command line names, as far as that can be read.
  private static var configuredLanguage: String? {
    let arguments = CommandLine.arguments
    let named = arguments.firstIndex { $0 == "--config" || $0 == "-c" }.map { arguments.dropFirst($0 + 1).first }
    return try? ConnectionFile.read((named ?? nil) ?? "passerelle.yaml").language
  }

  /// What stopped a command before it could report: in the operator's language, on standard error.
  private static func exit(with fault: Fault) -> Never {
    let language = Language(setting: configuredLanguage, environment: ProcessInfo.processInfo.environment)
    FileHandle.standardError.write(Data((Report(language: language).fault(fault) + "\n").utf8))
    let status: ExitStatus =
      switch (fault.code, fault.family) {
      case ("JOURNAL_LOCKED", _): .locked
      case (_, .road): .incomplete
      case (_, .record): .quarantine
      case (_, .configuration): .usage
      }
    Foundation.exit(status.rawValue)
  }
}
