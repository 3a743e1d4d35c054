import Foundation
import Records
import Testing

@Suite("Texts without white space at their ends")
struct TrimmedTests {
  @Test("The same as Foundation's, whatever stands at the ends")
  func same() {
    var random = SystemRandomNumberGenerator()
    let ends: [Unicode.Scalar] = [
      " ", "\t", "\n", "\r", "\u{b}", "\u{c}", "\u{85}", "\u{a0}", "\u{1680}", "\u{180e}", "\u{2003}", "\u{200b}",
      "\u{2028}",
      "\u{202f}", "\u{205f}", "\u{3000}", "\u{feff}", "\0", "\u{7f}", "a", "!", "~", "é", "\u{301}", "ß", "中", "€", "😀",
      "9",
    ]
    for _ in 0..<5000 {
      let scalars = (0..<Int.random(in: 0...6)).compactMap { _ in ends.randomElement(using: &random) }
      let text = String(String.UnicodeScalarView(scalars))
      #expect(text.trimmed == text.trimmingCharacters(in: .whitespacesAndNewlines), "\(scalars.map(\.value))")
    }
  }

  @Test("A part of a text is trimmed alike")
  func part() {
    let text = "x  two words \n y"
    #expect(text.dropFirst(1).dropLast(1).trimmed == "two words")
  }
}
