import Records

/// A fault in `--format json`. `message` and `hint` are the developer's English; `cause` and `remedy` are in the
/// operator's language.
struct FaultPresentation: Encodable {
  let family: Fault.Family
  let code: String
  let message: String
  let hint: String
  let cause: String
  let remedy: String
  let context: [String: String]
  /// In seconds; absent where the server did not ask for it.
  let retryAfter: Int?

  init(_ fault: Fault, language: Language) {
    family = fault.family
    code = fault.code
    message = fault.message
    hint = fault.hint
    cause = fault.cause(language)
    remedy = fault.remedy(language)
    context = fault.context
    retryAfter = fault.retryAfter
  }
}
