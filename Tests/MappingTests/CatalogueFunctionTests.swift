import Foundation
import Records
import Testing

@testable import Mapping

/// What a shop's catalogue needs of texts: in several languages, as addresses, within limits.
@Suite struct CatalogueFunctionTests {
  static let record: [String: Value] = [
    "name": ["fr": "Théière <bleue>", "en": "Blue teapot", "de": nil], "plain": "Mug", "nothing": nil,
    "none": ["fr": "", "en": " "], "number": 12,
  ]

  @Test(
    "Text functions change a text of several languages language by language",
    arguments: [
      ("texts(name)", "{de: null, en: Blue teapot, fr: Théière <bleue>}"), ("texts(plain)", "Mug"),
      ("texts(nothing)", "null"), ("texts(number)", "12"),
      ("upper(name)", "{de: null, en: BLUE TEAPOT, fr: THÉIÈRE <BLEUE>}"),
      ("shorten(name, 8)", "{de: null, en: Blue, fr: Théière}"),
      ("replace(name, '<', '(', '>', ')')", "{de: null, en: Blue teapot, fr: Théière (bleue)}"),
      ("substring(name, 0, 1)", "{de: null, en: B, fr: T}"),
      ("text(name, ' - ', number)", "{de:  - 12, en: Blue teapot - 12, fr: Théière <bleue> - 12}"),
      ("slug(name, plain)", "{de: mug, en: blue-teapot, fr: theiere-bleue}"),
    ])
  func languages(_ expression: String, _ value: String) { #expect(Expressions.text(expression, Self.record) == value) }

  @Test("A text by language gives one record a language that has a text")
  func byLanguage() {
    #expect(Expressions.text("by_language(name).language", Self.record) == "[en, fr]")
    #expect(Expressions.text("by_language(name).text", Self.record) == "[Blue teapot, Théière <bleue>]")
    #expect(Expressions.text("by_language(nothing)", Self.record) == "[]")
    #expect(Expressions.text("by_language(plain)", Self.record) == "WRONG_TYPE")
    #expect(Expressions.text("empty(none)", Self.record) == "true")
    #expect(Expressions.text("empty(name)", Self.record) == "false")
  }

  @Test(
    "An address is made of the letters that a name is read with",
    arguments: [
      ("Straße nach Köln", "strasse-nach-koln"), ("Łódź, żółć", "lodz-zolc"), ("Œuvre d'art", "oeuvre-d-art"),
      ("Smørrebrød", "smorrebrod"), ("Привет", "privet"), ("Ελληνικά", "ellenika"), ("東京", "dong-jing"),
      ("N° 5 — 50 %", "n-5-50"), ("  --a--  ", "a"), ("_", ""), ("日", "ri"),
    ])
  func slugs(_ name: String, _ address: String) {
    #expect(Expressions.text("slug(name)", ["name": .text(name)]) == address)
  }

  @Test(
    "An address with something to fall back on is never empty, never too long and never has a character that shops refuse"
  )
  func slugProperty() {
    var dice = Dice(seed: 11)
    let pieces = [
      "a", "Z", "9", "é", "ß", "Ł", "щ", "Ω", "東", "🫖", "<", "'", "-", "_", " ", "\u{301}", "\n", "ı", "ﬁ", "½",
      "\u{0}",
    ]
    let allowed = Set("abcdefghijklmnopqrstuvwxyz0123456789-")
    for _ in 0..<2000 {
      let name = (0..<dice.number(0...200)).map { _ in dice.pick(pieces) }.joined()
      let address = Expressions.text("slug(name, 'product-7')", ["name": .text(name)])
      #expect(!address.isEmpty && address.count <= 128 && address.allSatisfy(allowed.contains), "\(name)")
      #expect(address.first != "-" && address.last != "-" && !address.contains("--"), "\(name)")
      #expect(Expressions.text("slug(name)", ["name": .text(address)]) == address)
    }
  }

  @Test("An address that nothing can be made of is a fault where something was given to fall back on")
  func noSlug() {
    #expect(Expressions.text("slug('?', '!')") == "NULL_VALUE")
    #expect(Expressions.text("slug(nothing, null)", Self.record) == "NULL_VALUE")
    #expect(Expressions.text("slug(nothing)", Self.record) == "null")
  }

  @Test(
    "A text is shortened at a word's end, counted as databases count",
    arguments: [
      ("shorten('one two', 7)", "one two"), ("shorten('one two', 6)", "one"), ("shorten('one two', 3)", "one"),
      ("shorten('one two', 2)", "on"), ("shorten('one, two', 5)", "one"), ("shorten(' one two ', 7)", "one two"),
      ("shorten('one two', 0)", ""), ("shorten('', -1)", ""), ("shorten('e\u{301}e\u{301}', 3)", "e\u{301}"),
      ("shorten('a', 1.5)", "WRONG_TYPE"),
    ])
  func shortening(_ expression: String, _ text: String) { #expect(Expressions.text(expression) == text) }

  @Test(
    "Characters are replaced in one pass, the first pair that fits",
    arguments: [
      ("replace('a=b;c', '=', ':', ';', ',')", "a:b,c"), ("replace('ab', 'a', 'b', 'b', 'a')", "ba"),
      ("replace('abc', 'abc', 'x', 'a', 'y')", "x"), ("replace('ab', '', 'x', 'b', '')", "a"),
      ("replace('ab', 'a')", "ARGUMENTS"), ("replace('ab', 'a', 'b', 'c')", "ARGUMENTS"),
    ])
  func replacing(_ expression: String, _ text: String) { #expect(Expressions.text(expression) == text) }

  @Test(
    "HTML becomes plain text and plain text becomes HTML",
    arguments: [
      ("<p>One  \n two</p><p>Three<br/>four</p>", "One two\nThree\nfour"), ("<ul><li>a</li><li>b</li></ul>", "a\nb"),
      ("a &lt;b&gt; &amp;amp; &#233;&#xe9; &nope; & &amp", "a <b> &amp; éé &nope; & &amp"),
      ("one\ntwo", "one\ntwo"), ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"), ("<p><br></p>", ""), ("", ""),
      ("a<!-- <b> -->b<style>p {x: 1}</style>c<script>if (a<b) x()</script>d", "abcd"), ("open <b", "open <b"),
      ("a<b title='x'>b</b>", "ab"), ("cut <!-- never closed", "cut"), ("<script>never closed", ""),
    ])
  func markup(_ html: String, _ text: String) {
    #expect(Expressions.text("plain(x)", ["x": .text(html)]) == text)
  }

  @Test("Plain text as HTML gives the text again")
  func htmlProperty() {
    #expect(
      Expressions.text("html(x)", ["x": "One\ntwo & <three>\n\n\nFour"])
        == "<p>One<br />two &amp; &lt;three&gt;</p><p>Four</p>")
    #expect(Expressions.text("html('')") == "")
    #expect(Expressions.text("html('black & white', 10)") == "<p>black</p>")
    #expect(Expressions.text("html('black & white', 17)") == "<p>black &amp; white</p>")
    #expect(Expressions.text("html(x, 20)", ["x": .text(String(repeating: "\"", count: 40))]).count <= 20)
    var dice = Dice(seed: 12)
    for _ in 0..<500 {
      let lines = (0...dice.number(0...4)).map { _ in dice.pick(["a", "b & c", "<i>", "&lt;", "é \"x\"", "1 < 2"]) }
      let text = lines.joined(separator: "\n")
      #expect(Expressions.text("plain(html(x))", ["x": .text(text)]) == text)
    }
  }

  @Test("The place of a value in a list is counted from 0")
  func position() {
    #expect(Expressions.text("position(list(7, 8), 8.0)") == "1")
    #expect(Expressions.text("position(list(7, 8), 9)") == "null")
    #expect(Expressions.text("map(list('a', 'b'), position(list('b', 'a'), it))") == "[1, 0]")
  }
}
