import Foundation

/// The languages in which operators are spoken to. What a developer reads (logs, help of commands) is English.
public enum Language: String, Sendable, CaseIterable {
  case english = "en"
  case french = "fr"

  /// - Parameters:
  ///   - setting: `language` of the configuration file; it wins.
  ///   - environment: LC_ALL, LC_MESSAGES and LANG are looked at in this order.
  public init(setting: String?, environment: [String: String]) {
    let candidates = [setting, environment["LC_ALL"], environment["LC_MESSAGES"], environment["LANG"]]
    let first = candidates.compactMap(\.self).first { !$0.isEmpty } ?? "en"
    self = first.lowercased().hasPrefix("fr") ? .french : .english
  }

  var nothing: String { self == .french ? "rien" : "nothing" }

  /// An amount with at least two decimals, after a point or a comma.
  func amount(_ amount: Decimal) -> String {
    let parts = amount.description.split(separator: ".")
    let decimals = parts.count > 1 ? String(parts[1]) : ""
    let padded = decimals + String(repeating: "0", count: max(0, 2 - decimals.count))
    return "\(parts[0])\(self == .french ? "," : ".")\(padded)"
  }

  /// A sentence put together of parts, with French articles joined to what stands before them.
  func smoothed(_ sentence: String) -> String {
    guard self == .french else { return sentence }
    return sentence.replacing(" de le ", with: " du ").replacing(" à le ", with: " au ")
  }
}
