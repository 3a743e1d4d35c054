/// What an operator reads about one code: what happened and what to do, in both languages, and which command comes
/// after.
///
/// Sentences are templates (see `Template`): holes are filled from the fault's context, and what stands in square
/// brackets is left out where its holes are empty.
struct FaultText: Sendable {
  struct Wording: Sendable {
    let cause: String
    /// Empty where there is nothing to do.
    let remedy: String
  }

  /// The code, and after a slash what tells one case of it from the others: "TABLE_GAP/services".
  let name: String
  let next: NextStep
  let english: Wording
  let french: Wording

  init(_ name: String, _ next: NextStep, english: Wording, french: Wording) {
    self.name = name
    self.next = next
    self.english = english
    self.french = french
  }

  /// The code without the case.
  var code: String { String(name.prefix { $0 != "/" }) }

  /// The code as a heading, its case behind it: "TABLE_GAP (services)".
  var title: String { name == code ? code : "\(code) (\(name.dropFirst(code.count + 1)))" }

  func wording(_ language: Language) -> Wording { language == .french ? french : english }
}
