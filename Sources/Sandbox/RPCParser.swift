import Foundation
import Records

/// Reads JSON exactly (no binary fractions) and complains in the words of Python's `json` module, which clients see in answers to broken
/// bodies.
struct RPCParser {
  private let bytes: [UInt8]
  private var position = 0
  private var depth = 0

  struct Failure: Error {
    let message: String
  }

  static func parse(_ bytes: [UInt8]) throws(Failure) -> RPCValue {
    var parser = RPCParser(bytes: bytes)
    let value = try parser.value()
    parser.skipBlanks()
    guard parser.position == bytes.count else { throw parser.failure("Extra data") }
    return value
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private func failure(_ text: String, at offset: Int? = nil) -> Failure {
    let offset = min(offset ?? position, bytes.count)
    let before = bytes[..<offset]
    let line = before.count { $0 == UInt8(ascii: "\n") } + 1
    let column = offset - (before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0) + 1
    return Failure(message: "\(text): line \(line) column \(column) (char \(offset))")
  }

  private mutating func skipBlanks() {
    while position < bytes.count, bytes[position] == 32 || (9...13).contains(bytes[position]) { position += 1 }
  }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func value() throws(Failure) -> RPCValue {
    skipBlanks()
    guard let byte = next else { throw failure("Expecting value") }
    switch byte {
    case UInt8(ascii: "{"): return try nested { parser throws(Failure) in try parser.object() }
    case UInt8(ascii: "["): return try nested { parser throws(Failure) in try parser.array() }
    case UInt8(ascii: "\""): return .text(try string())
    case UInt8(ascii: "t"): return try word("true", .yes)
    case UInt8(ascii: "f"): return try word("false", .no)
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    default: throw failure("Expecting value")
    }
  }

  private mutating func nested(
    _ read: (inout RPCParser) throws(Failure) -> RPCValue
  ) throws(Failure) -> RPCValue {
    depth += 1
    guard depth < 500 else { throw failure("Too deeply nested") }
    let value = try read(&self)
    depth -= 1
    return value
  }

  private mutating func word(_ word: String, _ value: RPCValue) throws(Failure) -> RPCValue {
    guard bytes[position...].starts(with: word.utf8) else { throw failure("Expecting value") }
    position += word.utf8.count
    return value
  }

  private mutating func object() throws(Failure) -> RPCValue {
    position += 1
    var fields = RPCMap()
    skipBlanks()
    if next == UInt8(ascii: "}") {
      position += 1
      return .map(fields)
    }
    while true {
      skipBlanks()
      guard next == UInt8(ascii: "\"") else {
        throw failure("Expecting property name enclosed in double quotes")
      }
      let name = try string()
      skipBlanks()
      guard next == UInt8(ascii: ":") else { throw failure("Expecting ':' delimiter") }
      position += 1
      fields[name] = try value()
      skipBlanks()
      if next == UInt8(ascii: "}") { break }
      guard next == UInt8(ascii: ",") else { throw failure("Expecting ',' delimiter") }
      position += 1
    }
    position += 1
    return .map(fields)
  }

  private mutating func array() throws(Failure) -> RPCValue {
    position += 1
    var values: [RPCValue] = []
    skipBlanks()
    if next == UInt8(ascii: "]") {
      position += 1
      return .list(values)
    }
    while true {
      values.append(try value())
      skipBlanks()
      if next == UInt8(ascii: "]") { break }
      guard next == UInt8(ascii: ",") else { throw failure("Expecting ',' delimiter") }
      position += 1
    }
    position += 1
    return .list(values)
  }

  private mutating func string() throws(Failure) -> String {
    let start = position
    position += 1
    let first = position
    while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") { position += 1 }
    guard next != nil else { throw failure("Unterminated string starting at", at: start) }
    if next == UInt8(ascii: "\"") {
      defer { position += 1 }
      return String(decoding: bytes[first..<position], as: UTF8.self)
    }
    return try escapedString(from: first, start: start)
  }

  private mutating func escapedString(from first: Int, start: Int) throws(Failure) -> String {
    var units = Array(String(decoding: bytes[first..<position], as: UTF8.self).utf16)
    var run = position
    func flush(_ end: Int) -> String.UTF16View { String(decoding: bytes[run..<end], as: UTF8.self).utf16 }
    while let byte = next {
      if byte == UInt8(ascii: "\"") {
        units += flush(position)
        position += 1
        return String(decoding: units, as: UTF16.self)
      }
      guard byte == UInt8(ascii: "\\") else {
        position += 1
        continue
      }
      units += flush(position)
      position += 1
      units.append(try escape())
      run = position
    }
    throw failure("Unterminated string starting at", at: start)
  }

  private mutating func escape() throws(Failure) -> UInt16 {
    guard let byte = next else { throw failure("Unterminated string starting at") }
    position += 1
    switch byte {
    case UInt8(ascii: "n"): return 10
    case UInt8(ascii: "t"): return 9
    case UInt8(ascii: "r"): return 13
    case UInt8(ascii: "b"): return 8
    case UInt8(ascii: "f"): return 12
    case UInt8(ascii: "u"):
      let digits = String(decoding: bytes[position..<min(position + 4, bytes.count)], as: UTF8.self)
      guard digits.count == 4, let unit = UInt16(digits, radix: 16) else { throw failure("Invalid \\uXXXX escape") }
      position += 4
      return unit
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return UInt16(byte)
    default: throw failure("Invalid \\escape", at: position - 2)
    }
  }

  private mutating func number() throws(Failure) -> RPCValue {
    let start = position
    var whole = true
    scan: while let byte = next {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"): break
      case UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"): whole = false
      default: break scan
      }
      position += 1
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if whole, let value = Int(text) { return .integer(value) }
    guard let value = Decimal(exactly: text) else { throw failure("Expecting value", at: start) }
    return .decimal(value)
  }
}
