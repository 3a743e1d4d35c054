/// The reference of keys and functions, as Markdown: made from the tables that the reader and the checker use.
public enum LanguageReference {
  public static func markdown() -> String { keys + functions }

  private static var keys: String {
    var text = "# Keys\n"
    for section in KeySpecification.Section.allCases {
      text += "\n## \(section.rawValue)\n\n| key | required | meaning |\n|---|---|---|\n"
      for key in KeySpecification.all[section] ?? [] {
        text += "| `\(key.name)` | \(key.isRequired ? "yes" : "") | \(key.summary)\(choices(key.kind)) |\n"
      }
    }
    return text
  }

  private static func choices(_ kind: KeySpecification.Kind) -> String {
    guard case .choice(let words) = kind else { return "" }
    return " One of: \(words.map { "`\($0)`" }.joined(separator: ", "))."
  }

  private static var functions: String {
    var text = "\n# Functions\n\n| function | gives | needs `else` | what it does | example |\n|---|---|---|---|---|\n"
    for function in FunctionSpecification.all {
      let example = function.example.map { "`\($0.expression)` is `\($0.value)`" } ?? ""
      text +=
        "| `\(function.signature)` | \(function.result) | \(function.isFallible ? "yes" : "") | \(function.summary) | \(example) |\n"
    }
    return text
  }
}
