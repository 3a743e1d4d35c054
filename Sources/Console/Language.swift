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
}
