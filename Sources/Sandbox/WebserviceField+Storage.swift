import Foundation
import Records

extension WebserviceField {
  /// What the database holds when nothing was given.
  var emptyText: String {
    switch column {
    case .text: ""
    case .integer: isNullable ? "" : "0"
    case .decimal: "0." + String(repeating: "0", count: decimals)
    case .instant: "0000-00-00 00:00:00"
    case .date: "0000-00-00"
    }
  }

  func empty(languages: Int) -> ShopCell {
    isTranslated ? .texts(Array(repeating: "", count: languages)) : .text(emptyText)
  }

  /// What the database makes of a text that was written: numbers cut and padded, an empty one the column's zero.
  func stored(_ text: String) -> String {
    switch column {
    case .text: text
    case .integer:
      text.isEmpty
        ? emptyText
        : String(Decimal(exactly: text).map { Int(truncating: $0.rounded(0, .down) as NSDecimalNumber) } ?? 0)
    case .decimal: Decimal(exactly: text).map { $0.fixed(decimals) } ?? emptyText
    case .instant: text.isEmpty ? emptyText : text.count == 10 ? text + " 00:00:00" : text
    case .date: text.isEmpty ? emptyText : String(text.prefix(10))
    }
  }

  func stored(_ cell: ShopCell) -> ShopCell {
    switch cell {
    case .text(let text): .text(stored(text))
    case .texts: cell
    }
  }
}

extension Decimal {
  /// Written with exactly so many decimals, rounded half away from zero: "12.500000".
  func fixed(_ places: Int) -> String {
    let text = rounded(places).description
    guard places > 0 else { return text }
    guard let point = text.firstIndex(of: ".") else { return text + "." + String(repeating: "0", count: places) }
    let written = text.distance(from: point, to: text.endIndex) - 1
    return text + String(repeating: "0", count: max(0, places - written))
  }
}
