import Foundation

extension StringProtocol {
  /// Without white space and line ends at both ends. Foundation's own way leads through another encoding and a copy even where there is
  /// nothing to take away, and most texts of a catalogue are such.
  public var trimmed: String {
    guard let first = unicodeScalars.first, let last = unicodeScalars.last else { return "" }
    if first.isPlainlyVisible, last.isPlainlyVisible { return String(self) }
    return trimmingCharacters(in: .whitespacesAndNewlines)
  }
}

extension Unicode.Scalar {
  /// Visible beyond doubt; of many others a table would have to tell.
  fileprivate var isPlainlyVisible: Bool { (0x21...0x7e).contains(value) || properties.isAlphabetic }
}
