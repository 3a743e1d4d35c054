/// What the shop's libraries see in the bytes of a picture.
enum PictureBytes {
  /// By the first bytes, as `finfo` tells it; nil: no picture.
  static func contentType(_ bytes: [UInt8]) -> String? {
    if bytes.starts(with: [0xff, 0xd8, 0xff]) { return "image/jpeg" }
    if bytes.starts(with: [0x89, 0x50, 0x4e, 0x47]) { return "image/png" }
    if bytes.starts(with: Array("GIF8".utf8)) { return "image/gif" }
    if bytes.starts(with: Array("RIFF".utf8)), bytes.dropFirst(8).starts(with: Array("WEBP".utf8)) {
      return "image/webp"
    }
    return nil
  }

  /// Whether a picture can be made of them: the mark of its end is there.
  static func isWhole(_ bytes: [UInt8]) -> Bool {
    switch contentType(bytes) {
    case "image/jpeg": bytes.firstRange(of: [0xff, 0xd9]) != nil
    case "image/png": bytes.firstRange(of: Array("IEND".utf8)) != nil
    case "image/gif": bytes.count > 14 && bytes.contains(0x3b)
    case "image/webp": bytes.count >= 20
    default: false
    }
  }
}
