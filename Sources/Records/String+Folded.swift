import Foundation

extension String {
  /// The form in which two texts are equal that the usual collations of MySQL and MariaDB take for the same: without case, accents, widths, and
  /// blanks at the end.
  public var folded: String {
    let folded = folding(options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
    guard let last = folded.lastIndex(where: { $0 != " " }) else { return "" }
    return String(folded[...last])
  }
}

extension Value {
  /// With the texts in it folded.
  public var folded: Value {
    switch self {
    case .text(let text): .text(text.folded)
    case .list(let list): .list(list.map(\.folded))
    case .map(let map): .map(map.mapValues(\.folded))
    case .null, .bool, .integer, .decimal, .instant: self
    }
  }
}
