import Crypto
import Records

/// Digests that the journal keeps in place of values.
enum Digest {
  /// The first 16 hexadecimal digits of SHA-256 over the value's canonical text: enough to tell changed from unchanged.
  static func short(_ value: Value) -> String {
    SHA256.hash(data: Array(value.description.utf8)).prefix(8).map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }
}
