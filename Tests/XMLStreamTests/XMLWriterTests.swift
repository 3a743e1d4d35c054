import Testing

@testable import XMLStream

@Suite("Documents written")
struct XMLWriterTests {
  @Test("Texts and attributes come back as they were given")
  func roundTrip() throws {
    let element = XMLElement(
      "prestashop", attributes: ["a": "1 < 2 & \"3\"\n\t>", "xlink:href": "x"],
      children: [
        XMLElement("name", text: "<b>R&D</b> ]]> 'é' 🛒 a\r\nb"), XMLElement("empty"),
        XMLElement("row", children: [XMLElement("id", text: "1")]),
      ])
    var writer = XMLWriter()
    try writer.element(element)
    let bytes = try writer.finished()
    let read = try XMLTree.parse(bytes)
    #expect(read.attributes == element.attributes)
    #expect(read.children == element.children)
    #expect(read == element)
    #expect(String(decoding: bytes, as: UTF8.self).contains("<empty/>"))
  }

  @Test("CDATA may hold its own end")
  func characterData() throws {
    var writer = XMLWriter(declaration: false)
    try writer.begin("a")
    try writer.characterData("x]]>y]]]>z<&")
    try writer.end()
    #expect(try XMLTree.parse(try writer.finished()).text == "x]]>y]]]>z<&")
  }

  @Test(
    "Characters that XML cannot carry are an error, not dropped",
    arguments: ["\u{0}", "\u{8}", "\u{B}", "\u{1F}", "\u{FFFE}", "\u{FFFF}"])
  func controlCharacters(text: String) {
    var writer = XMLWriter()
    #expect(throws: XMLFailure.self) { try writer.element(XMLElement("a", text: "x\(text)y")) }
    var other = XMLWriter()
    #expect(throws: XMLFailure.self) { try other.begin("a", attributes: ["b": text]) }
  }

  @Test("A name that is no XML name is an error", arguments: ["", "1a", "a b", "a<", "-x", "a\"b"])
  func names(name: String) {
    var writer = XMLWriter()
    #expect(throws: XMLFailure.self) { try writer.begin(name) }
  }

  @Test("An unfinished or doubled document is an error")
  func balance() throws {
    var writer = XMLWriter()
    #expect(throws: XMLFailure.self) { try writer.finished() }
    try writer.begin("a")
    #expect(throws: XMLFailure.self) { try writer.finished() }
    try writer.end()
    #expect(throws: XMLFailure.self) { try writer.end() }
    #expect(throws: XMLFailure.self) { try writer.begin("b") }
    #expect(throws: XMLFailure.self) { try writer.text("x") }
  }
}
