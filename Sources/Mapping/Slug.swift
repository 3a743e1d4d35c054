import Foundation

/// A text as the part of an address: letters a to z, digits, single hyphens between them.
enum Slug {
  /// The longest address part that shops keep.
  static let mostCharacters = 128

  /// Accents, ligatures and other scripts become plain letters by Unicode's own transliteration; everything else separates words.
  /// Empty where nothing is left.
  static func of(_ text: String) -> String {
    var slug: [UInt8] = []
    for byte in plain(text).utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): slug.append(byte)
      default: if let last = slug.last, last != UInt8(ascii: "-") { slug.append(UInt8(ascii: "-")) }
      }
      if slug.count == mostCharacters { break }
    }
    while slug.last == UInt8(ascii: "-") { slug.removeLast() }
    return String(decoding: slug, as: UTF8.self)
  }

  private static func plain(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 128 }) { return text.lowercased() }
    let transform = StringTransform("Any-Latin; Latin-ASCII")
    return (text.applyingTransform(transform, reverse: false) ?? text).lowercased()
  }
}
