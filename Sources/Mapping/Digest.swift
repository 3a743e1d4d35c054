import Crypto

/// Digests of canonical texts: for keys, versions and fingerprints.
enum Digest {
  /// The first 32 hexadecimal digits of SHA-256.
  static func text(_ text: String) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var hexadecimal: [UInt8] = []
    hexadecimal.reserveCapacity(32)
    for byte in SHA256.hash(data: Array(text.utf8)).prefix(16) {
      hexadecimal.append(digits[Int(byte >> 4)])
      hexadecimal.append(digits[Int(byte & 15)])
    }
    return String(decoding: hexadecimal, as: UTF8.self)
  }
}
