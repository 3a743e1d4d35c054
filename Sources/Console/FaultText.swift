import Records

/// What an operator reads about one code: what happened and what to do, in both languages. Braces are filled from the fault's context.
public struct FaultText: Sendable {
  public struct Wording: Sendable {
    public let cause: String
    public let remedy: String
  }

  public let english: Wording
  public let french: Wording

  init(en: (String, String), fr: (String, String)) {
    english = Wording(cause: en.0, remedy: en.1)
    french = Wording(cause: fr.0, remedy: fr.1)
  }

  func wording(_ language: Language) -> Wording { language == .french ? french : english }
}

extension Fault {
  /// The cause in the operator's language; the developer's sentence where the code has no text yet.
  public func cause(_ language: Language) -> String {
    guard let text = FaultTexts.all[code] else { return message }
    return Self.fill(text.wording(language).cause, context)
  }

  /// The remedy in the operator's language.
  public func remedy(_ language: Language) -> String {
    guard let text = FaultTexts.all[code] else { return hint }
    return Self.fill(text.wording(language).remedy, context)
  }

  private static func fill(_ template: String, _ context: [String: String]) -> String {
    var text = template
    for (name, value) in context { text = text.replacing("{\(name)}", with: value) }
    return text
  }
}
