import ArgumentParser
import Console
import Mapping
import Records

struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract:
      "Examines both servers, rights, clocks, mapping files and the settings that make totals differ, each with its fix."
  )

  @OptionGroup var common: CommonOptions

  func run() async throws {
    let file = try common.connectionFile()
    let connection = try Connection.open(file, logger: common.logger())
    var findings = await connection.shop.examine(for: connection.shopUses)
    findings += await connection.erp.examine()
    do {
      let diagnostics = try await connection.engine().check()
      findings += diagnostics.map {
        let context = ["diagnostic": $0.description, "code": $0.code]
        return $0.severity == .error
          ? Finding(.error, "MAPPING_WRONG", $0.message, hint: $0.hint, context: context)
          : Finding(.warning, "MAPPING_DOUBTFUL", $0.message, hint: $0.hint, context: context)
      }
      if diagnostics.isEmpty {
        findings.append(
          Finding(.ok, "MAPPINGS_CHECKED", "The mapping files agree with what both systems say of themselves."))
      }
    } catch let fault as Fault {
      findings.append(Finding(fault))
    }
    await connection.close()
    let language = common.language(file)
    switch common.format {
    case .json: try common.print(json: findings.map { FindingPresentation($0, language: language) })
    case .text: print(Report(language: language).findings(findings))
    }
    if findings.contains(where: { $0.severity == .error }) { throw ExitStatus.usage.exitCode }
  }
}
