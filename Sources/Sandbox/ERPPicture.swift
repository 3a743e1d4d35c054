/// A small picture that every program can open: one colour, as PNG. Different numbers give different bytes.
public enum ERPPicture {
  /// `side` by `side` pixels. Uncompressed, so that it can be made large on purpose: about three bytes a pixel.
  public static func png(_ number: Int, side: Int = 4) -> [UInt8] {
    let pixel = [UInt8(truncatingIfNeeded: number), UInt8(truncatingIfNeeded: number >> 8), 0x7F]
    let row = [0] + Array(repeating: pixel, count: side).flatMap(\.self)
    let size = big(UInt32(side))
    let header = size + size + [8, 2, 0, 0, 0]
    return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
      + chunk("IHDR", header) + chunk("IDAT", stored(Array(repeating: row, count: side).flatMap(\.self)))
      + chunk("IEND", [])
  }

  /// zlib's format with stored blocks (RFC 1950, RFC 1951).
  private static func stored(_ data: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = [0x78, 0x01]
    var start = 0
    repeat {
      let end = min(start + 0xFFFF, data.count)
      let count = UInt16(end - start)
      bytes.append(end == data.count ? 1 : 0)
      for part in [count, ~count] { bytes += [UInt8(part & 0xFF), UInt8(part >> 8)] }
      bytes += data[start..<end]
      start = end
    } while start < data.count
    return bytes + big(adler(data))
  }

  private static func adler(_ data: [UInt8]) -> UInt32 {
    var (low, high): (UInt32, UInt32) = (1, 0)
    for byte in data {
      low = (low + UInt32(byte)) % 65521
      high = (high + low) % 65521
    }
    return high << 16 | low
  }

  private static func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
    let content = Array(name.utf8) + data
    return big(UInt32(data.count)) + content + big(crc(content))
  }

  private static func crc(_ data: [UInt8]) -> UInt32 {
    var value: UInt32 = 0xFFFF_FFFF
    for byte in data {
      value ^= UInt32(byte)
      for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
    }
    return ~value
  }

  private static func big(_ number: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
  }
}
