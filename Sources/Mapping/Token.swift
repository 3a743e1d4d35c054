import Foundation

/// One word of an expression, with its place in the expression's text (in UTF-8).
struct Token: Sendable, Hashable {
  enum Kind: Sendable, Hashable {
    case integer(Int)
    case decimal(Decimal)
    /// In seconds.
    case duration(Int)
    case text(String)
    case name(String)
    case symbol(String)
    case end
  }

  let kind: Kind
  let range: Range<Int>
}
