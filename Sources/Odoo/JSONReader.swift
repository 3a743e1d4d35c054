import Foundation
import Records

/// Reads a JSON document (RFC 8259) into `JSON`.
///
/// Foundation's `JSONSerialization` turns every number into a binary `Double`, and `JSONDecoder` has to guess the kind
/// of each value by trying one after the other, which is some ten times slower on the tens of thousands of rows of a
/// complete pass.
struct JSONReader {
  /// Where it went wrong, counted in bytes from 0.
  struct Failure: Error, Hashable, CustomStringConvertible {
    var message: String
    var offset: Int
    var description: String { "\(message) at byte \(offset)" }
  }

  /// Deeper documents are refused: Odoo's answers are five or six levels deep.
  static let maximumDepth = 64

  static func read(_ bytes: [UInt8]) throws(Failure) -> JSON {
    let result: Result<JSON, Failure> = bytes.withUnsafeBufferPointer { buffer in
      var reader = JSONReader(bytes: buffer)
      do throws(Failure) {
        let value = try reader.value(depth: 0)
        reader.skipBlanks()
        guard reader.position == buffer.count else { throw reader.failure("Something follows the document") }
        return .success(value)
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  private let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0

  private init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  private func failure(_ message: String) -> Failure { Failure(message: message, offset: position) }

  private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipBlanks() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x0A, 0x0D, 0x09: position += 1
      default: return
      }
    }
  }

  private mutating func value(depth: Int) throws(Failure) -> JSON {
    guard depth <= Self.maximumDepth else { throw failure("The document is nested too deeply") }
    skipBlanks()
    guard let byte = current else { throw failure("The document ends early") }
    switch byte {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    default: throw failure("This is not JSON")
    }
  }

  private mutating func word(_ word: StaticString, _ value: JSON) throws(Failure) -> JSON {
    let count = word.utf8CodeUnitCount
    guard position + count <= bytes.count else { throw failure("The document ends early") }
    for index in 0..<count where bytes[position + index] != word.utf8Start[index] {
      throw failure("This is not JSON")
    }
    position += count
    return value
  }

  private mutating func object(depth: Int) throws(Failure) -> JSON {
    var members: [String: JSON] = [:]
    position += 1
    skipBlanks()
    if current == UInt8(ascii: "}") {
      position += 1
      return .object(members)
    }
    while true {
      skipBlanks()
      guard current == UInt8(ascii: "\"") else { throw failure("A name is missing") }
      let name = try string()
      skipBlanks()
      guard current == UInt8(ascii: ":") else { throw failure("A colon is missing") }
      position += 1
      members[name] = try value(depth: depth + 1)
      if try closes(with: UInt8(ascii: "}")) { return .object(members) }
    }
  }

  private mutating func array(depth: Int) throws(Failure) -> JSON {
    var elements: [JSON] = []
    position += 1
    skipBlanks()
    if current == UInt8(ascii: "]") {
      position += 1
      return .array(elements)
    }
    while true {
      elements.append(try value(depth: depth + 1))
      if try closes(with: UInt8(ascii: "]")) { return .array(elements) }
    }
  }

  private mutating func closes(with bracket: UInt8) throws(Failure) -> Bool {
    skipBlanks()
    guard let byte = current else { throw failure("The document ends early") }
    guard byte == bracket || byte == UInt8(ascii: ",") else { throw failure("A comma or a closing bracket is missing") }
    position += 1
    return byte == bracket
  }

  private mutating func string() throws(Failure) -> String {
    position += 1
    let start = position
    while position < bytes.count, bytes[position] != UInt8(ascii: "\""), bytes[position] != UInt8(ascii: "\\") {
      position += 1
    }
    guard position < bytes.count else { throw failure("A text does not end") }
    if bytes[position] == UInt8(ascii: "\"") {
      defer { position += 1 }
      return String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<position]), as: UTF8.self)
    }
    var text = Array(bytes[start..<position])
    while let byte = current {
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): try escape(into: &text)
      default: text.append(byte)
      }
    }
    throw failure("A text does not end")
  }

  private mutating func escape(into text: inout [UInt8]) throws(Failure) {
    guard let byte = current else { throw failure("A text does not end") }
    position += 1
    switch byte {
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "u"): text.append(contentsOf: String(try unicodeScalar()).utf8)
    default: throw failure("An escape that JSON does not know")
    }
  }

  /// The four digits after `\u`, and the second half of a surrogate pair. A lone half becomes U+FFFD: one
  /// broken product name must not cost the whole answer.
  private mutating func unicodeScalar() throws(Failure) -> Character {
    let first = try fourHexDigits()
    if (0xD800..<0xDC00).contains(first), position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
      bytes[position + 1] == UInt8(ascii: "u")
    {
      let before = position
      position += 2
      let second = try fourHexDigits()
      if (0xDC00..<0xE000).contains(second),
        let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
      {
        return Character(scalar)
      }
      position = before
    }
    return Character(Unicode.Scalar(first) ?? "\u{FFFD}")
  }

  private mutating func fourHexDigits() throws(Failure) -> UInt32 {
    guard position + 4 <= bytes.count else { throw failure("A text does not end") }
    var value: UInt32 = 0
    for byte in bytes[position..<position + 4] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { throw failure("A \\u escape is broken") }
      value = value << 4 | UInt32(digit)
    }
    position += 4
    return value
  }

  /// Up to 18 digits are gathered in an integer; longer numbers take Foundation's slower way.
  private mutating func number() throws(Failure) -> JSON {
    let start = position
    let isNegative = current == UInt8(ascii: "-")
    if isNegative { position += 1 }
    var mantissa = 0
    var digits = 0
    var scale = 0
    var isInteger = true
    var isSimple = true
    scanning: while position < bytes.count {
      let byte = bytes[position]
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        digits += 1
        if digits <= 18 { mantissa = mantissa * 10 + Int(byte - UInt8(ascii: "0")) } else { isSimple = false }
        if !isInteger { scale += 1 }
      case UInt8(ascii: "."): isInteger = false
      case UInt8(ascii: "e"), UInt8(ascii: "E"), UInt8(ascii: "+"), UInt8(ascii: "-"):
        isInteger = false
        isSimple = false
      default: break scanning
      }
      position += 1
    }
    guard digits > 0 else { throw failure("This is not a number") }
    if isSimple {
      let signed = isNegative ? -mantissa : mantissa
      if isInteger { return .integer(signed) }
      return .decimal(Self.decimal(signed, scale: scale))
    }
    let text = String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<position]), as: UTF8.self)
    if isInteger, let integer = Int(text) { return .integer(integer) }
    guard let decimal = Decimal(exactly: text) else { throw failure("This is not a number") }
    return .decimal(decimal)
  }

  private static func decimal(_ mantissa: Int, scale: Int) -> Decimal {
    var mantissa = mantissa
    var scale = scale
    while scale > 0, mantissa % 10 == 0 {
      mantissa /= 10
      scale -= 1
    }
    return Decimal(sign: mantissa < 0 ? .minus : .plus, exponent: -scale, significand: Decimal(abs(mantissa)))
  }
}
