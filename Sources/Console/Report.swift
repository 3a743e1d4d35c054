import Engine
import JournalStore
import Records

/// What the command line prints, as text in the operator's language. What it says of runs, the quarantine, plans and
/// examinations is in the extensions.
public struct Report: Sendable {
  let phrases: Phrases
  let language: Language

  public init(language: Language) {
    self.language = language
    phrases = Phrases(language: language)
  }

  /// A fault in two lines: what happened, what to do.
  public func fault(_ fault: Fault) -> String {
    let remedy = fault.remedy(language)
    return "\(fault.code)\(phrases.colon)\(fault.cause(language))" + (remedy.isEmpty ? "" : "\n  → \(remedy)")
  }

  /// What a code means, what to do, and which command comes after; nil for a code that has no text (one of a mapping
  /// file's own).
  public func explain(code: String) -> String? {
    let texts = FaultTexts.texts(code.uppercased())
    guard !texts.isEmpty else { return nil }
    return texts.map { text in
      let wording = text.wording(language)
      var lines = LabelledLines()
      lines.append(phrases.why, sketch(wording.cause))
      if !wording.remedy.isEmpty { lines.append(phrases.remedy, sketch(wording.remedy)) }
      lines.append(contentsOf: text.next.lines(row: phrases.rowPlaceholder, phrases))
      return ([text.title] + lines.lines).joined(separator: "\n")
    }.joined(separator: "\n\n")
  }

  /// The codes that can be explained, in alphabetical order.
  public static var codes: [String] { Set(FaultTexts.topics.joined().map(\.code)).sorted() }

  /// A sentence of no particular fault.
  private func sketch(_ template: String) -> String {
    let blank = ContextWords(fault: Fault(.record, "", ""), language: language)
    let text = Template(template).filled { ["record", "from", "to"].contains($0) ? blank.word($0) : "…" } ?? template
    return language.smoothed(text.prefix(1) == "…" ? text : text.prefix(1).uppercased() + text.dropFirst())
  }

  /// What a record is called within a sentence.
  func name(_ resource: String, _ key: RecordKey) -> String { RecordName(resource, key.description).text(language) }

  /// What a record is called at the start of a line.
  func title(_ resource: String, _ key: RecordKey) -> String { RecordName(resource, key.description).title(language) }
}
