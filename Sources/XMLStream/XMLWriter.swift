/// Writes a document in UTF-8. Text and attributes are escaped by construction; a character that XML 1.0 cannot carry
/// is an error.
public struct XMLWriter: Sendable {
  private var bytes: [UInt8] = []
  private var open: [String] = []
  /// The begin tag of the last element still lacks its ">".
  private var isTagOpen = false
  private var hasRoot = false

  /// - Parameter declaration: whether the document begins with `<?xml version="1.0" encoding="UTF-8"?>`.
  public init(declaration: Bool = true) {
    if declaration { bytes += #"<?xml version="1.0" encoding="UTF-8"?>"#.utf8 }
  }

  /// Attributes are written in the order of their names.
  public mutating func begin(_ name: String, attributes: [String: String] = [:]) throws(XMLFailure) {
    try begin(name, orderedAttributes: attributes.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
  }

  /// Attributes are written in the order given.
  public mutating func begin(_ name: String, orderedAttributes: [(String, String)]) throws(XMLFailure) {
    guard !(open.isEmpty && hasRoot) else {
      throw XMLFailure(.unbalanced, "A document has one root element, \(name) would be a second.")
    }
    try Self.check(name: name)
    closeTag()
    bytes.append(UInt8(ascii: "<"))
    bytes += name.utf8
    for (key, value) in orderedAttributes {
      try Self.check(name: key)
      bytes.append(UInt8(ascii: " "))
      bytes += key.utf8
      bytes += #"=""#.utf8
      try escape(value, isAttribute: true)
      bytes.append(UInt8(ascii: "\""))
    }
    open.append(name)
    isTagOpen = true
    hasRoot = true
  }

  public mutating func text(_ text: String) throws(XMLFailure) {
    guard !open.isEmpty else { throw XMLFailure(.unbalanced, "Text stands outside of the root element.") }
    guard !text.isEmpty else { return }
    closeTag()
    try escape(text, isAttribute: false)
  }

  /// The text as CDATA, the form in which PrestaShop writes values; "]]>" within it is divided between two sections.
  public mutating func characterData(_ text: String) throws(XMLFailure) {
    guard !open.isEmpty else { throw XMLFailure(.unbalanced, "Text stands outside of the root element.") }
    closeTag()
    try Self.check(text: text)
    bytes += "<![CDATA[".utf8
    var ending = 0
    for byte in text.utf8 {
      if byte == UInt8(ascii: ">"), ending >= 2 { bytes += "]]><![CDATA[".utf8 }
      ending = byte == UInt8(ascii: "]") ? ending + 1 : 0
      bytes.append(byte)
    }
    bytes += "]]>".utf8
  }

  public mutating func end() throws(XMLFailure) {
    guard let name = open.popLast() else { throw XMLFailure(.unbalanced, "There is no element left to end.") }
    if isTagOpen {
      bytes += "/>".utf8
      isTagOpen = false
    } else {
      bytes += "</".utf8
      bytes += name.utf8
      bytes.append(UInt8(ascii: ">"))
    }
  }

  /// An element with one text.
  public mutating func element(_ name: String, text: String, attributes: [String: String] = [:]) throws(XMLFailure) {
    try begin(name, attributes: attributes)
    try self.text(text)
    try end()
  }

  public mutating func element(_ element: XMLElement) throws(XMLFailure) {
    try begin(element.name, attributes: element.attributes)
    try text(element.text)
    for child in element.children { try self.element(child) }
    try end()
  }

  /// The document. Throws `unbalanced` while an element is open or none was written.
  public func finished() throws(XMLFailure) -> [UInt8] {
    guard open.isEmpty, hasRoot else {
      throw XMLFailure(.unbalanced, "The document is not complete: \(open.joined(separator: ", ")).")
    }
    return bytes
  }

  /// What was written since the last call, for bodies sent piece by piece. The document itself is then never returned
  /// by `finished`.
  public mutating func drain() -> [UInt8] {
    closeTag()
    defer { bytes.removeAll(keepingCapacity: true) }
    return bytes
  }

  private mutating func closeTag() {
    guard isTagOpen else { return }
    bytes.append(UInt8(ascii: ">"))
    isTagOpen = false
  }

  private mutating func escape(_ text: String, isAttribute: Bool) throws(XMLFailure) {
    try Self.check(text: text)
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "&"): bytes += "&amp;".utf8
      case UInt8(ascii: "<"): bytes += "&lt;".utf8
      case UInt8(ascii: ">"): bytes += "&gt;".utf8
      // Line ends in attributes, and carriage returns anywhere, would be read back as something else.
      case 13: bytes += "&#13;".utf8
      case UInt8(ascii: "\"") where isAttribute: bytes += "&quot;".utf8
      case 9 where isAttribute: bytes += "&#9;".utf8
      case 10 where isAttribute: bytes += "&#10;".utf8
      default: bytes.append(byte)
      }
    }
  }

  /// XML 1.0, production 2: tab, line feed, carriage return, and everything from U+0020 except U+FFFE and U+FFFF.
  private static func check(text: String) throws(XMLFailure) {
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x9, 0xA, 0xD, 0x20..<0xFFFE, 0x10000...0x10FFFF: continue
      default:
        let code = String(scalar.value, radix: 16, uppercase: true)
        throw XMLFailure(
          .forbiddenCharacter,
          "XML cannot carry the character U+\(String(repeating: "0", count: 4 - code.count))\(code).")
      }
    }
  }

  private static func check(name: String) throws(XMLFailure) {
    let isValid = name.unicodeScalars.enumerated().allSatisfy { index, scalar in
      switch scalar {
      case "a"..."z", "A"..."Z", "_", ":": true
      case "0"..."9", "-", ".": index > 0
      default: scalar.value >= 0xC0 && scalar.properties.isAlphabetic
      }
    }
    guard isValid, !name.isEmpty else {
      throw XMLFailure(.invalidName, "\"\(name)\" cannot be the name of an element or attribute.")
    }
  }
}
