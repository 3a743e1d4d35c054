import Crypto

/// The sum that the webservice sends as `Content-Sha1`.
enum WebserviceChecksum {
  static func sha1(_ bytes: [UInt8]) -> String {
    var text = ""
    text.reserveCapacity(40)
    for byte in Insecure.SHA1.hash(data: bytes) {
      text += byte < 16 ? "0" + String(byte, radix: 16) : String(byte, radix: 16)
    }
    return text
  }
}
