/// A sentence with holes: `{name}` is filled, and `[…]` is left out unless all its holes can be. A brace around
/// anything else than a name (`{file: PATH}`) is text. Values are put in as they are, whatever braces they hold.
struct Template: Sendable {
  private enum Piece: Sendable {
    case text(Substring)
    case hole(String)
    case optional([Piece])
  }

  private let pieces: [Piece]

  init(_ text: String) { pieces = Self.pieces(of: text[...]) }

  /// The names of the holes that must be filled.
  var required: [String] {
    pieces.compactMap { if case .hole(let name) = $0 { name } else { nil } }
  }

  /// All names, of optional parts too.
  var holes: [String] { Self.holes(pieces) }

  /// - Returns: nil when a hole outside square brackets has no word.
  func filled(_ word: (String) -> String?) -> String? { Self.filled(pieces, word) }

  private static func holes(_ pieces: [Piece]) -> [String] {
    pieces.flatMap { piece in
      switch piece {
      case .text: [String]()
      case .hole(let name): [name]
      case .optional(let inner): holes(inner)
      }
    }
  }

  private static func filled(_ pieces: [Piece], _ word: (String) -> String?) -> String? {
    var result = ""
    for piece in pieces {
      switch piece {
      case .text(let text): result += text
      case .hole(let name):
        guard let value = word(name) else { return nil }
        result += value
      case .optional(let inner): result += filled(inner, word) ?? ""
      }
    }
    return result
  }

  private static func pieces(of text: Substring) -> [Piece] {
    var pieces: [Piece] = []
    var rest = text
    while let start = rest.firstIndex(where: { $0 == "{" || $0 == "[" }) {
      pieces.append(.text(rest[..<start]))
      let after = rest[rest.index(after: start)...]
      if rest[start] == "[", let end = after.firstIndex(of: "]") {
        pieces.append(.optional(Self.pieces(of: after[..<end])))
        rest = after[after.index(after: end)...]
      } else if let end = after.firstIndex(of: "}"), isName(after[..<end]) {
        pieces.append(.hole(String(after[..<end])))
        rest = after[after.index(after: end)...]
      } else {
        pieces.append(.text(rest[start...start]))
        rest = after
      }
    }
    return pieces + [.text(rest)]
  }

  private static func isName(_ text: Substring) -> Bool {
    !text.isEmpty && text.allSatisfy { ($0.isLowercase && $0.isASCII) || $0.isNumber || $0 == "_" }
  }
}
