import Foundation

/// Replaces secrets in texts: as they are, percent-encoded, escaped for JSON, and inside of base64 (where `Basic` authentication puts
/// them). Within base64 a secret has three faces, by its offset modulo 3; the characters that it shares with its neighbours are covered
/// by replacing the whole run of base64 characters.
struct Redactor: Sendable {
  static let replacement = "[redacted]"

  private let plain: [String]
  private let encoded: [String]

  init(_ secrets: [String]) {
    let secrets = secrets.filter { !$0.isEmpty }
    var plain: Set<String> = []
    var encoded: Set<String> = []
    for secret in secrets {
      plain.formUnion(Self.plainForms(of: secret))
      encoded.formUnion(Self.base64Faces(of: secret))
    }
    // The longest first: a form may contain another.
    self.plain = plain.sorted { ($0.utf8.count, $0) > ($1.utf8.count, $1) }
    self.encoded = encoded.sorted { ($0.utf8.count, $0) > ($1.utf8.count, $1) }
  }

  func redact(_ text: String) -> String {
    var text = text
    for form in plain where text.contains(form) { text = text.replacingOccurrences(of: form, with: Self.replacement) }
    for face in encoded { text = Self.replaceRuns(containing: face, in: text) }
    return text
  }

  private static func plainForms(of secret: String) -> Set<String> {
    var forms: Set<String> = [secret]
    let unreserved = CharacterSet(charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
    for allowed in [unreserved, .urlQueryAllowed, .urlPathAllowed, .urlUserAllowed, .urlPasswordAllowed] {
      guard let form = secret.addingPercentEncoding(withAllowedCharacters: allowed) else { continue }
      forms.insert(form)
      forms.insert(form.replacing(/%[0-9A-F]{2}/) { $0.output.lowercased() })
      forms.insert(form.replacingOccurrences(of: "%20", with: "+"))
    }
    let escaped = secret.replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(of: "\"", with: "\\\"")
    forms.insert(escaped)
    forms.insert(escaped.replacingOccurrences(of: "/", with: "\\/"))
    return forms
  }

  /// What of the secret's own bits is sure to be seen in base64, for the three offsets, in both alphabets.
  private static func base64Faces(of secret: String) -> Set<String> {
    let bytes = Array(secret.utf8)
    var faces: Set<String> = []
    for offset in 0..<3 {
      let text = Data([UInt8](repeating: 0, count: offset) + bytes).base64EncodedString()
      // The first characters hold bits of what stands before, the last ones bits of what follows.
      let first = offset == 0 ? 0 : offset + 1
      let last = (offset + bytes.count) * 8 / 6
      // Shorter faces would be found in any text; whoever has a password of three letters is not helped by us.
      guard last - first >= 5 else { continue }
      let face = String(text.dropFirst(first).prefix(last - first))
      faces.insert(face)
      faces.insert(face.replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_"))
    }
    return faces
  }

  private static func replaceRuns(containing face: String, in text: String) -> String {
    var text = text
    while let found = text.range(of: face) {
      var (start, end) = (found.lowerBound, found.upperBound)
      while start > text.startIndex, isBase64(text[text.index(before: start)]) { start = text.index(before: start) }
      while end < text.endIndex, isBase64(text[end]) { end = text.index(after: end) }
      text.replaceSubrange(start..<end, with: replacement)
    }
    return text
  }

  private static func isBase64(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber || "+/-_=".contains(character))
  }
}
