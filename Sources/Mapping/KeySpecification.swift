/// One key of a mapping file: the reader, the editors' JSON Schema and the documentation all read this table.
public struct KeySpecification: Sendable {
  /// What stands behind the key.
  public enum Kind: Sendable, Hashable {
    case expression
    /// Text with {expression} holes.
    case template
    case word
    /// One of these words.
    case choice([String])
    case words
    case expressions
    /// Names chosen by the author, each with an expression.
    case named
    /// The same, or this word.
    case namedOr(String)
    /// Names chosen by the author, each with a section.
    case sections(Section)
    case section(Section)
    case list(Section)
    /// Read by hand; described by the summary.
    case other
  }

  /// A place where keys stand.
  public enum Section: String, Sendable, Hashable, CaseIterable {
    case mapping, read, need, holds, field, child, rows, gate, close, step, change, link
    case table, find
  }

  public let name: String
  public let kind: Kind
  public let isRequired: Bool
  public let summary: String
}
