import Foundation

/// A percentage tax as a line needs it.
struct ERPTax: Sendable, Hashable {
  var id: Int
  /// In percent: 20 for 20 %.
  var rate: Decimal
  /// The line's price already contains it.
  var included: Bool
}
