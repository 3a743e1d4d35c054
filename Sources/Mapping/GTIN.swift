/// Barcodes of the trade: EAN-8, UPC-A (12), EAN-13, GTIN-14.
enum GTIN {
  private static let lengths: Set = [8, 12, 13, 14]

  /// Whether the text is one, check digit included: from the right the digits weigh 1, 3, 1, 3 …, and together they make a multiple of ten
  /// (GS1 General Specifications, 7.9).
  static func isValid(_ text: String) -> Bool {
    let digits = text.unicodeScalars.map { Int($0.value) - 48 }
    guard lengths.contains(digits.count), digits.allSatisfy({ (0...9).contains($0) }) else { return false }
    let sum = digits.reversed().enumerated().reduce(0) { $0 + $1.element * ($1.offset.isMultiple(of: 2) ? 1 : 3) }
    return sum.isMultiple(of: 10)
  }
}
