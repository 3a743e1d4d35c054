import Foundation
import Records

/// Cuts an expression's text into tokens.
struct Tokenizer {
  private let bytes: [UInt8]
  private var position = 0

  /// A thousand tokens are far beyond what a person can read.
  static let limit = 4000

  static func tokens(_ text: String) throws(ExpressionProblem) -> [Token] {
    var tokenizer = Tokenizer(bytes: Array(text.utf8))
    var tokens: [Token] = []
    while true {
      let token = try tokenizer.next()
      tokens.append(token)
      if token.kind == .end { return tokens }
      guard tokens.count < limit else {
        throw ExpressionProblem(
          code: "EXPRESSION_TOO_LONG", range: token.range, message: "This expression is too long.",
          hint: "Name parts of it under `let`.")
      }
    }
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private mutating func next() throws(ExpressionProblem) -> Token {
    while position < bytes.count, [32, 9, 10, 13].contains(bytes[position]) { position += 1 }
    let start = position
    guard start < bytes.count else { return Token(kind: .end, range: start..<start) }
    switch bytes[start] {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    case UInt8(ascii: "'"), UInt8(ascii: "\""): return try text()
    case let byte where Self.startsName(byte):
      while position < bytes.count, Self.startsName(bytes[position]) || Self.isDigit(bytes[position]) { position += 1 }
      return Token(kind: .name(string(start..<position)), range: start..<position)
    default: return try symbol()
    }
  }

  private mutating func symbol() throws(ExpressionProblem) -> Token {
    let start = position
    for symbol in ["!=", "<=", ">=", "=", "<", ">", "+", "-", "*", "/", "(", ")", ",", "."]
    where bytes[start...].starts(with: symbol.utf8) {
      position += symbol.utf8.count
      return Token(kind: .symbol(symbol), range: start..<position)
    }
    // The whole character, so that the message can show it.
    position += 1
    while position < bytes.count, bytes[position] & 0xC0 == 0x80 { position += 1 }
    throw ExpressionProblem(
      code: "UNEXPECTED_CHARACTER", range: start..<position,
      message: "`\(string(start..<position))` has no meaning in an expression.")
  }

  private mutating func number() throws(ExpressionProblem) -> Token {
    let start = position
    digits()
    let isWhole =
      !(position + 1 < bytes.count && bytes[position] == UInt8(ascii: ".") && Self.isDigit(bytes[position + 1]))
    if !isWhole {
      position += 1
      digits()
    }
    let literal = string(start..<position)
    if position < bytes.count, Self.startsName(bytes[position]) {
      return try duration(literal, from: start, isWhole: isWhole)
    }
    if isWhole, let value = Int(literal) { return Token(kind: .integer(value), range: start..<position) }
    guard let value = Decimal(exactly: literal), literal.utf8.count <= 38 else {
      throw ExpressionProblem(
        code: "NUMBER_TOO_LONG", range: start..<position, message: "This number has too many digits.")
    }
    return Token(kind: .decimal(value), range: start..<position)
  }

  private mutating func duration(_ literal: String, from start: Int, isWhole: Bool) throws(ExpressionProblem) -> Token {
    let unitStart = position
    while position < bytes.count, Self.startsName(bytes[position]) || Self.isDigit(bytes[position]) { position += 1 }
    let factors = ["d": 86_400, "h": 3600, "m": 60, "s": 1]
    guard isWhole, let factor = factors[string(unitStart..<position)], let count = Int(literal), count < 1_000_000_000
    else {
      throw ExpressionProblem(
        code: "BAD_NUMBER", range: start..<position,
        message: "`\(string(start..<position))` is neither a number nor a duration.",
        hint: "Durations are written 90d, 12h, 30m or 45s.")
    }
    return Token(kind: .duration(count * factor), range: start..<position)
  }

  private mutating func text() throws(ExpressionProblem) -> Token {
    let start = position
    let quote = bytes[start]
    var content: [UInt8] = []
    position += 1
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      guard byte == quote else {
        content.append(byte)
        continue
      }
      guard position < bytes.count, bytes[position] == quote else {
        return Token(kind: .text(String(decoding: content, as: UTF8.self)), range: start..<position)
      }
      content.append(quote)
      position += 1
    }
    throw ExpressionProblem(
      code: "TEXT_NOT_CLOSED", range: start..<position, message: "This text has no closing quote.",
      hint: "A quote within a text is written twice.")
  }

  private mutating func digits() {
    while position < bytes.count, Self.isDigit(bytes[position]) { position += 1 }
  }

  private func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
  private static func startsName(_ byte: UInt8) -> Bool {
    (97...122).contains(byte) || (65...90).contains(byte) || byte == 95
  }
}
