import Foundation
import Records

/// What must be known of a shop before its values can be read.
struct ShopContext: Sendable, Hashable {
  var version: ShopVersion
  var zone: TimeZone
  /// Language codes by id.
  var languages: [Int: String]
  var defaultLanguage: Int?
  /// Whether the multistore feature is on.
  var isMultishop = false

  func language(_ code: String) -> Int? { languages.filter { $0.value == code }.keys.min() }
}
