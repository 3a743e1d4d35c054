import Records
import Testing

@testable import Mapping

@Suite("Barcodes of the trade")
struct GTINTests {
  @Test(
    "A barcode is one of the trade's when it has 8, 12, 13 or 14 digits and the last one checks the others",
    arguments: [
      ("4006381333931", true), ("96385074", true), ("036000291452", true), ("10614141543219", true),
      ("4006381333930", false), ("4006381339331", false), ("400638133393", false), ("", false), ("SHELF-12", false),
      ("٤٠٠٦٣٨١٣٣٣٩٣١", false), ("4006381333931 ", false),
    ])
  func valid(_ code: String, _ isValid: Bool) {
    #expect(Expressions.text("is_gtin(code)", ["code": .text(code)]) == String(isValid))
  }

  @Test("Nothing is no barcode")
  func nothing() { #expect(Expressions.text("is_gtin(code)", ["code": .null]) == "false") }

  @Test("Every single wrong digit is noticed")
  func wrongDigits() {
    for code in ["4006381333931", "96385074", "036000291452"] {
      for (index, digit) in code.enumerated() {
        for other in "0123456789" where other != digit {
          var digits = Array(code)
          digits[index] = other
          #expect(!GTIN.isValid(String(digits)), "\(String(digits))")
        }
      }
    }
  }
}
