/// What one function takes and gives: the checker, the documentation and the tests of the examples all read this table.
public struct FunctionSpecification: Sendable {
  public enum Kind: Sendable, Hashable {
    case anything
    case text
    /// A text, or a text by language.
    case texts
    case number
    case bool
    case instant
    case list
    /// An expression evaluated for each item, as `it`.
    case each
    /// The bare name of a value table, a link set or a setting.
    case table, set, setting
    /// `name = value`, any number of them.
    case fields
  }

  public struct Parameter: Sendable, Hashable {
    public let name: String
    public let kind: Kind
    public let isOptional: Bool
    /// The last parameter may be repeated.
    public let isRepeated: Bool
  }

  public let name: String
  public let parameters: [Parameter]
  public let result: String
  /// Whether it can fail for a reason that must be given an `else`.
  public let isFallible: Bool
  /// What it does, in one sentence.
  public let summary: String
  /// An expression over constants and its value in canonical text; nil where it depends on what is handed in.
  public let example: (expression: String, value: String)?

  let function: Function

  /// As a file would write it: "round(x, places)".
  public var signature: String {
    let texts = parameters.map { parameter in
      let name = parameter.isRepeated ? parameter.name + "..." : parameter.name
      return parameter.isOptional ? "[\(name)]" : name
    }
    return "\(name)(\(texts.joined(separator: ", ")))"
  }
}
