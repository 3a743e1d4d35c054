/// What is wrong with a mapping file, where, and what to do about it.
public struct Diagnostic: Sendable, Hashable, Comparable {
  public enum Severity: String, Sendable, Hashable {
    case error
    case warning
  }

  public var severity: Severity
  /// Stable, upper case: "UNKNOWN_FIELD". The documentation has a section for each.
  public var code: String
  public var location: SourceLocation
  /// How many characters from the location are meant.
  public var length: Int
  public var message: String
  /// What would have been right, where that can be listed.
  public var expected: [String]
  /// What to do, in one sentence; empty when there is nothing to add.
  public var hint: String
  /// The line of the file; empty when the file could not be read.
  public var excerpt: String

  public init(
    _ severity: Severity, _ code: String, _ location: SourceLocation, length: Int = 1, _ message: String,
    expected: [String] = [],
    hint: String = "", excerpt: String = ""
  ) {
    self.severity = severity
    self.code = code
    self.location = location
    self.length = max(1, length)
    self.message = message
    self.expected = expected
    self.hint = hint
    self.excerpt = excerpt
  }

  public var file: String { location.file }
  public var line: Int { location.line }
  public var column: Int { location.column }

  /// By file, line and column, then by code and message: the order in which diagnostics are always reported.
  public static func < (left: Diagnostic, right: Diagnostic) -> Bool {
    left.location == right.location
      ? (left.code, left.message) < (right.code, right.message) : left.location < right.location
  }
}

extension Diagnostic: CustomStringConvertible {
  /// The diagnostic with the line it is about and the place underlined.
  public var description: String {
    var text = "\(location): \(severity.rawValue) \(code): \(message)"
    if !excerpt.isEmpty {
      let underline = String(repeating: "~", count: max(0, min(length, excerpt.count - column + 1) - 1))
      text += "\n  \(excerpt)\n  \(String(repeating: " ", count: column - 1))^\(underline)"
    }
    if !expected.isEmpty { text += "\n  expected: \(expected.joined(separator: ", "))" }
    if !hint.isEmpty { text += "\n  hint: \(hint)" }
    return text
  }
}
