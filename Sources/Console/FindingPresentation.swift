import Records

/// One finding of an examination in `--format json`. `cause` and `remedy` are in the operator's language.
public struct FindingPresentation: Encodable {
  let severity: Finding.Severity
  let code: String
  let message: String
  let hint: String
  let cause: String
  let remedy: String
  let context: [String: String]

  public init(_ finding: Finding, language: Language) {
    let fault = Fault(.configuration, finding.code, finding.message, context: finding.context, hint: finding.hint)
    severity = finding.severity
    code = finding.code
    message = finding.message
    hint = finding.hint
    cause = fault.cause(language, severity: finding.severity)
    remedy = finding.severity == .ok ? "" : fault.remedy(language, severity: finding.severity)
    context = finding.context
  }
}
