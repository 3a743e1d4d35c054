import Testing

@testable import XMLStream

@Suite("Records read while a document arrives")
struct XMLRecordParserTests {
  static let list = """
    <?xml version="1.0" encoding="UTF-8"?>
    <prestashop xmlns:xlink="http://www.w3.org/1999/xlink">
    <orders>
    <order>
    \t<id><![CDATA[1]]></id>
    \t<name xlink:href="http://shop.test/api/x/1"><![CDATA[Café & <b>]]></name>
    </order>
    <order><id>2</id><name>a &amp; b &#233;</name></order>
    </orders>
    </prestashop>
    """

  static func read(_ bytes: [UInt8], pieces: Int = .max, limits: XMLLimits = XMLLimits()) throws -> (
    records: [XMLElement], wrapping: XMLWrapping, containers: [String]
  ) {
    let parser = XMLRecordParser(root: "prestashop", recordDepth: 2, limits: limits)
    var records: [XMLElement] = []
    var start = 0
    while start < bytes.count {
      let end = pieces == .max ? bytes.count : min(bytes.count, start + pieces)
      records += try parser.feed(Array(bytes[start..<end]))
      start = end
    }
    records += try parser.finish()
    return (records, parser.wrapping, parser.containers)
  }

  static func failure(_ bytes: [UInt8], limits: XMLLimits = XMLLimits()) -> XMLFailure.Kind? {
    do {
      _ = try read(bytes, limits: limits)
      return nil
    } catch { return (error as? XMLFailure)?.kind }
  }

  @Test("Records are whole, typed by nothing, and the same whatever the pieces", arguments: [1, 2, 7, 64, 100_000])
  func pieces(size: Int) throws {
    let (records, wrapping, containers) = try Self.read(Array(Self.list.utf8), pieces: size)
    #expect(records.map(\.name) == ["order", "order"])
    #expect(records.first?.child("name")?.text == "Café & <b>")
    #expect(records.first?.child("name")?.attributes == ["xlink:href": "http://shop.test/api/x/1"])
    #expect(records.last?.child("name")?.text == "a & b é")
    #expect(records.first?.text == "")
    #expect(wrapping.isEmpty)
    #expect(containers == ["prestashop", "orders"])
  }

  @Test("A record is handed on before the document has ended")
  func early() throws {
    let parser = XMLRecordParser(root: "prestashop", recordDepth: 2)
    let first = try parser.feed(Array("<prestashop><orders><order><id>1</id></order><order><id>".utf8))
    #expect(first.map { $0.child("id")?.text } == ["1"])
    #expect(!parser.isComplete)
  }

  @Test("An empty list has its container and no records")
  func emptyList() throws {
    let (records, _, containers) = try Self.read(Array("<prestashop><orders>\n</orders></prestashop>".utf8))
    #expect(records.isEmpty)
    #expect(containers == ["prestashop", "orders"])
  }

  @Test(
    "Notices, a byte order mark and scripts around the document are told, and the document is read",
    arguments: [1, 5, 4096])
  func wrapped(size: Int) throws {
    let notice =
      "\u{FEFF}\n<br />\n<b>Notice</b>: Undefined index: x in <b>/www/module.php</b> on line <b>12</b><br />\n"
    let (records, wrapping, _) = try Self.read(
      Array((notice + Self.list + "\n<script>var a = 1;</script>").utf8), pieces: size)
    #expect(records.count == 2)
    #expect(wrapping.before?.contains("Undefined index") == true)
    #expect(wrapping.after == "<script>var a = 1;</script>")
    #expect(wrapping.inside == nil)
  }

  @Test("A notice between the declaration and the root, and one between records, are told")
  func noticeInside() throws {
    let text =
      #"<?xml version="1.0"?>Notice: one<prestashop><orders><order><id>1</id></order>Notice: two</orders></prestashop>"#
    let (records, wrapping, _) = try Self.read(Array(text.utf8))
    #expect(records.count == 1)
    #expect(wrapping.before == "Notice: one")
    #expect(wrapping.inside == "Notice: two")
  }

  @Test("A byte order mark and blanks alone are no wrapping")
  func blanks() throws {
    #expect(try Self.read(Array(("\u{FEFF}\r\n  " + Self.list + "\n\n").utf8)).wrapping.isEmpty)
  }

  @Test("The root's end tag inside a text does not end the document")
  func endTagInText() throws {
    let text =
      "<prestashop><orders><order><id>1</id><note><![CDATA[</prestashop>]]></note></order></orders></prestashop>"
    #expect(try Self.read(Array(text.utf8)).records.first?.child("note")?.text == "</prestashop>")
  }

  @Test("A document cut anywhere before its root's end is an error, even between two whole records")
  func cut() {
    let bytes = Array(Self.list.utf8)
    let end = Self.list.utf8.count - "</prestashop>".utf8.count
    for length in stride(from: 60, through: end, by: 1) {
      let kind = Self.failure(Array(bytes[..<length]))
      #expect(kind == .cut || kind == .noDocument, "cut at \(length): \(String(describing: kind))")
    }
    #expect(Self.failure(Array("<prestashop><orders><order><id>1</id></order>".utf8)) == .cut)
  }

  @Test("Nothing, blanks, and a page without the document are three different things")
  func nothing() {
    #expect(Self.failure([]) == .empty)
    #expect(Self.failure(Array("\u{FEFF} \n".utf8)) == .empty)
    #expect(Self.failure(Array("<!DOCTYPE html><html><body>prestashop</body></html>".utf8)) == .noDocument)
    #expect(Self.failure(Array("<prestashopper/>".utf8)) == .noDocument)
  }

  @Test("A document that declares entities is refused before any is expanded")
  func entities() {
    let bomb =
      #"<?xml version="1.0"?><!DOCTYPE prestashop [<!ENTITY a "aaaa">]><prestashop><o><r>&a;</r></o></prestashop>"#
    #expect(Self.failure(Array(bomb.utf8)) == .entities)
    #expect(throws: XMLFailure.self) { try XMLTree.parse(Array(bomb.utf8)) }
    let external = #"<!DOCTYPE p [<!ENTITY a SYSTEM "file:///etc/hostname">]><p>&a;</p>"#
    #expect(throws: XMLFailure(.entities, "The document declares entities; they are never expanded.")) {
      try XMLTree.parse(Array(external.utf8))
    }
    #expect(Self.failure(Array("<prestashop><o><r>&nbsp;</r></o></prestashop>".utf8)) == .notWellFormed)
  }

  @Test("ISO-8859-1 that is declared is decoded")
  func latin() throws {
    let head = Array(#"<?xml version="1.0" encoding="ISO-8859-1"?><prestashop><o><r>caf"#.utf8)
    let bytes = head + [0xE9] + Array("</r></o></prestashop>".utf8)
    #expect(try Self.read(bytes, pieces: 9).records.first?.text == "café")
  }

  @Test("Bytes that are not UTF-8 are an error when nothing else is declared, in text and in CDATA")
  func invalidBytes() {
    let text = Array("<prestashop><o><r>caf".utf8) + [0xE9] + Array("</r></o></prestashop>".utf8)
    #expect(Self.failure(text) == .charset)
    let data = Array("<prestashop><o><r><![CDATA[caf".utf8) + [0xE9] + Array("]]></r></o></prestashop>".utf8)
    #expect(Self.failure(data) == .charset)
  }

  @Test("Depth and size have limits")
  func limits() {
    let deep =
      "<prestashop>" + String(repeating: "<a>", count: 40) + String(repeating: "</a>", count: 40) + "</prestashop>"
    #expect(Self.failure(Array(deep.utf8)) == .tooDeep)
    let large = "<prestashop><o><r>" + String(repeating: "x", count: 5000) + "</r></o></prestashop>"
    #expect(Self.failure(Array(large.utf8), limits: XMLLimits(elementSize: 4096)) == .tooLarge)
    let many =
      "<prestashop><o>" + String(repeating: "<r>" + String(repeating: "x", count: 500) + "</r>", count: 100)
      + "</o></prestashop>"
    #expect(Self.failure(Array(many.utf8), limits: XMLLimits(elementSize: 4096)) == nil)
    let page = String(repeating: "<p>page</p>", count: 1000) + Self.list
    #expect(Self.failure(Array(page.utf8), limits: XMLLimits(prefix: 4096)) == .noDocument)
  }

  @Test("Wrong nesting is not well-formed")
  func nesting() {
    #expect(Self.failure(Array("<prestashop><o><r></o></r></prestashop>".utf8)) == .notWellFormed)
  }
}
