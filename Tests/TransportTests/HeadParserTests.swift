import Testing

@testable import Transport

@Suite("The head of a response")
struct HeadParserTests {
  static func parse(_ lines: [String]) -> (parser: HeadParser, completedAt: Int?) {
    var parser = HeadParser()
    let index = lines.firstIndex { parser.feed(Array(($0 + "\r\n").utf8)) }
    return (parser, index)
  }

  @Test("Values lose the blanks around them, and may have colons in them")
  func values() {
    let (parser, completedAt) = Self.parse(["HTTP/1.1 200 OK", "A:  b c \t", "Location: http://x:1/", "Empty:", ""])
    #expect(completedAt == 4)
    #expect(parser.head?.status == 200)
    #expect(parser.head?.headers["a"] == "b c")
    #expect(parser.head?.headers["location"] == "http://x:1/")
    #expect(parser.head?.headers["empty"] == "")
    #expect(parser.head?.headers["b"] == nil)
  }

  @Test("Fields of one name stay apart, and the first is the one that is asked for")
  func repeated() {
    let (parser, _) = Self.parse(["HTTP/1.0 404 Not Found", "Set-Cookie: a=1", "set-cookie: b=2", ""])
    #expect(parser.head?.headers.values("SET-COOKIE") == ["a=1", "b=2"])
    #expect(parser.head?.headers["set-cookie"] == "a=1")
  }

  @Test("Informational heads are passed over")
  func informational() {
    let (parser, completedAt) = Self.parse([
      "HTTP/1.1 100 Continue", "", "HTTP/1.1 103 Hints", "A: 1", "", "HTTP/1.1 204", "", "B: 2", "",
    ])
    #expect(completedAt == 6)
    #expect(parser.head?.status == 204)
    #expect(parser.head?.headers["a"] == nil)
  }

  @Test("A head without its blank line is none")
  func cut() {
    #expect(Self.parse(["HTTP/1.1 200 OK", "A: b"]).parser.head == nil)
  }
}
