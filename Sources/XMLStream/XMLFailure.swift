/// Why a document could not be read or written. The message is one English sentence and holds at most a short excerpt
/// of the document.
public struct XMLFailure: Error, Sendable, Hashable, CustomStringConvertible {
  public enum Kind: String, Sendable, Hashable {
    /// No bytes, or only blanks.
    case empty
    /// Bytes, but the expected root element does not occur in them.
    case noDocument
    /// The document ends before its root element does.
    case cut
    case notWellFormed
    /// Bytes that are not text in the declared charset (UTF-8 where none is declared), or a charset nobody knows.
    case charset
    /// A DOCTYPE that declares entities: refused, whatever they are.
    case entities
    case tooDeep
    case tooLarge
    /// A character that XML 1.0 cannot carry in any form.
    case forbiddenCharacter
    /// A name that XML does not allow for an element or attribute.
    case invalidName
    /// Elements begun and ended in an order that makes no document.
    case unbalanced
  }

  public let kind: Kind
  public let message: String
  /// The line of the document, counted from its own beginning; nil where there is none.
  public let line: Int?

  public init(_ kind: Kind, _ message: String, line: Int? = nil) {
    self.kind = kind
    self.message = message
    self.line = line
  }

  public var description: String { line.map { "\(message) (line \($0))" } ?? message }
}
