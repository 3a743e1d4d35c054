/// Base64 (RFC 4648, 4) that arrives in pieces. Blanks are skipped: Odoo breaks lines in what is not kept as an attachment.
struct Base64Decoder {
  /// Something that base64 has no place for, or an end in the middle of a byte.
  struct Failure: Error, Hashable {}

  private(set) var bytes: [UInt8] = []
  private var bits: UInt32 = 0
  private var sextets = 0
  private var isPadded = false

  mutating func feed(_ character: UInt8) throws(Failure) {
    let value: UInt32
    switch character {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): value = UInt32(character - UInt8(ascii: "A"))
    case UInt8(ascii: "a")...UInt8(ascii: "z"): value = UInt32(character - UInt8(ascii: "a")) + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): value = UInt32(character - UInt8(ascii: "0")) + 52
    case UInt8(ascii: "+"): value = 62
    case UInt8(ascii: "/"): value = 63
    case UInt8(ascii: "="):
      isPadded = true
      return
    case 0x20, 0x0A, 0x0D, 0x09: return
    default: throw Failure()
    }
    guard !isPadded else { throw Failure() }
    bits = bits << 6 | value
    sextets += 1
    guard sextets == 4 else { return }
    bytes.append(UInt8(truncatingIfNeeded: bits >> 16))
    bytes.append(UInt8(truncatingIfNeeded: bits >> 8))
    bytes.append(UInt8(truncatingIfNeeded: bits))
    (bits, sextets) = (0, 0)
  }

  /// The bytes that the last, incomplete group holds.
  mutating func finish() throws(Failure) {
    switch sextets {
    case 0: break
    case 2: bytes.append(UInt8(truncatingIfNeeded: bits >> 4))
    case 3:
      bytes.append(UInt8(truncatingIfNeeded: bits >> 10))
      bytes.append(UInt8(truncatingIfNeeded: bits >> 2))
    default: throw Failure()
    }
    (bits, sextets) = (0, 0)
  }

  /// What was decoded since the last time.
  mutating func take() -> [UInt8] {
    defer { bytes.removeAll(keepingCapacity: true) }
    return bytes
  }
}
