import Records

extension Fault {
  /// The cause in the operator's language; the developer's sentence where the code has no text, or where its text
  /// speaks of something that this fault does not carry.
  public func cause(_ language: Language) -> String { cause(language, severity: nil) }

  /// The remedy in the operator's language; the developer's hint in the same cases. Empty where there is nothing to do.
  public func remedy(_ language: Language) -> String { remedy(language, severity: nil) }

  func cause(_ language: Language, severity: Finding.Severity?) -> String {
    guard let text = text(severity) else { return message }
    return sentence(text.wording(language).cause, language) ?? message
  }

  func remedy(_ language: Language, severity: Finding.Severity?) -> String {
    guard let text = text(severity) else { return hint }
    return sentence(text.wording(language).remedy, language) ?? hint
  }

  func text(_ severity: Finding.Severity? = nil) -> FaultText? {
    FaultTexts.text(code, context: context, severity: severity)
  }

  private func sentence(_ template: String, _ language: Language) -> String? {
    let words = ContextWords(fault: self, language: language)
    guard let sentence = Template(template).filled(words.word).map(language.smoothed) else { return nil }
    let startsWithName = ["{record}", "{from}", "{to}"].contains { template.hasPrefix($0) }
    return startsWithName ? sentence.prefix(1).uppercased() + sentence.dropFirst() : sentence
  }
}
