import Records
import Testing

@testable import PrestaShop

@Suite("The shop's rules for texts")
struct TextRuleTests {
  private func violation(_ format: String, _ text: String, _ version: String = "8.2.1") throws -> TextRule.Violation? {
    TextRule(format: format, version: try #require(ShopVersion(version))).violation(in: text)
  }

  @Test("Names name the character, and 9 takes more of them")
  func names() throws {
    for character in "<>;=#{}" {
      #expect(try violation("isCatalogName", "Vis\(character)6") == .character(character))
    }
    #expect(try violation("isCatalogName", "Été n° 5 & co, 50 % \"x\" 'y' à 3 €") == nil)
    #expect(try violation("isCatalogName", "A = B; C #1", "9.0.1") == nil)
    #expect(try violation("isCatalogName", "A {B}", "9.0.1") == .character("{"))
    #expect(try violation("isGenericName", "No. 1; #2") == nil)
    #expect(try violation("IsGenericName", "a=b") == .character("="))
    #expect(try violation("isReference", "A#1") == nil)
    #expect(try violation("isReference", "A;1") == .character(";"))
  }

  @Test("Addresses of pages hold letters, digits, hyphens and underscores; accents are the shop's to judge")
  func links() throws {
    #expect(try violation("isLinkRewrite", "vis-6_mm") == nil)
    #expect(try violation("isLinkRewrite", "vis 6") == .character(" "))
    #expect(try violation("isLinkRewrite", "vis/6") == .character("/"))
    #expect(try violation("isLinkRewrite", "été") == nil)
  }

  @Test("Codes are digits up to their length", arguments: [("isEan13", 13), ("isUpc", 12), ("isGtin", 14)])
  func codes(format: String, length: Int) throws {
    #expect(try violation(format, "") == nil)
    #expect(try violation(format, String(repeating: "1", count: length)) == nil)
    #expect(try violation(format, String(repeating: "1", count: length + 1)) == .form)
    #expect(try violation(format, "12 4") == .character(" "))
  }

  @Test("Colours are names or six hexadecimal digits")
  func colors() throws {
    #expect(try violation("isColor", "#A0b1C2") == nil)
    #expect(try violation("isColor", "#A0b1") == .form)
    #expect(try violation("isColor", "dark-red") == nil)
    #expect(try violation("isColor", "dark red") == .character(" "))
  }

  @Test(
    "Markup that the shop takes for an attack is named",
    arguments: [
      ("<p>Fine: <b onclickable>x</b> on = off</p>", nil), ("<script>x</script>", "script"),
      ("< SCRIPT src=x>", "script"), ("<a href=\"javascript:x()\">", "script:"), ("<p onClick = \"x\">", "onclick"),
      ("<p>\u{202E}</p>", "U+202E"), ("a < b and c on=d", nil), ("<p class=\"on\">x</p>", nil),
    ] as [(String, String?)])
  func markup(text: String, expected: String?) throws {
    #expect(try violation("isCleanHtml", text) == expected.map(TextRule.Violation.markup))
  }

  @Test("A rule that is not known refuses nothing")
  func unknown() throws { #expect(try violation("isSomething", "<>{}=;#") == nil) }

  @Test("A fault tells the field, the language, the character and the text")
  func fault() throws {
    let field = FieldSchema("name", .texts, maximumLength: 10, format: "isCatalogName")
    let check = TextCheck(resource: "products", version: try #require(ShopVersion("8.2.1")))
    let refused = #expect(throws: Fault.self) { try check.check("Vis {6}", field, language: "fr") }
    #expect(refused?.code == "SHOP_NAME_REFUSED")
    #expect(
      refused?.context
        == ["resource": "products", "field": "name", "language": "fr", "character": "{", "text": "Vis {6}"])
    let long = #expect(throws: Fault.self) { try check.check("0123456789A", field) }
    #expect(long?.code == "SHOP_VALUE_TOO_LONG")
    #expect(long?.context["limit"] == "10")
  }
}
