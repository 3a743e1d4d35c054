import Records

extension Value {
  /// The value as an operator reads it.
  func shown(_ language: Language) -> String {
    switch self {
    case .null: language.nothing
    case .bool(let value):
      language == .french ? (value ? "oui" : "non") : (value ? "yes" : "no")
    case .decimal(let value): language == .french ? value.description.replacing(".", with: ",") : value.description
    case .text(let text): isEmpty ? language.nothing : text
    case .integer, .instant: description
    case .list(let values):
      values.isEmpty ? language.nothing : values.map { $0.shown(language) }.joined(separator: ", ")
    case .map(let values):
      values.isEmpty ? language.nothing : Self.shown(values, language)
    }
  }

  /// Named values in one line, by name; what is empty is left out.
  static func shown(_ values: [String: Value], _ language: Language, without names: Set<String> = []) -> String {
    values.filter { !$0.value.isEmpty && !names.contains($0.key) }.sorted { $0.key < $1.key }
      .map { "\($0.key) \($0.value.shown(language))" }.joined(separator: "; ")
  }
}
