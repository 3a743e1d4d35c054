/// Writes the shop's XML byte by byte as the shop does, CDATA and tabs included; connectors must cope with exactly
/// that.
struct WebserviceDocument {
  private(set) var bytes: [UInt8] = []
  /// "http://shop.test/api/"
  let root: String

  /// Whether an empty value is an empty CDATA section; 1.6 writes nothing at all.
  let marksEmpty: Bool

  init(root: String, marksEmpty: Bool = true, reserving size: Int = 1024) {
    self.root = root
    self.marksEmpty = marksEmpty
    bytes.reserveCapacity(size)
    raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<prestashop xmlns:xlink=\"http://www.w3.org/1999/xlink\">\n")
  }

  /// The finished document.
  consuming func end() -> [UInt8] {
    raw("</prestashop>\n")
    return bytes
  }

  mutating func raw(_ text: some StringProtocol) { bytes.append(contentsOf: text.utf8) }

  /// PrestaShop does not split a `]]>` inside a value either.
  mutating func data(_ text: String) {
    if text.isEmpty, !marksEmpty { return }
    raw("<![CDATA[")
    raw(text)
    raw("]]>")
  }

  mutating func element(_ name: String, _ text: String, attributes: String = "") {
    raw("<")
    raw(name)
    raw(attributes)
    raw(">")
    data(text)
    raw("</")
    raw(name)
    raw(">\n")
  }

  static func errors(_ errors: [(code: Int, message: String)]) -> [UInt8] {
    var document = WebserviceDocument(root: "")
    document.raw("<errors>\n")
    for error in errors {
      document.raw("<error>\n")
      document.element("code", String(error.code))
      document.element("message", error.message)
      document.raw("</error>\n")
    }
    document.raw("</errors>\n")
    return document.end()
  }
}
