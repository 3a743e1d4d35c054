import Foundation
import Records

extension ShopSettings.RoundMode {
  /// `Tools::ps_round`: what is computed is first cut to ten decimals, as PHP does against the noise of binary
  /// fractions.
  func round(_ value: Decimal, places: Int = 2) -> Decimal {
    let value = value.rounded(10)
    switch self {
    case .up: return value.rounded(places, .up)
    case .down: return value.rounded(places, .down)
    case .halfUp: return value.rounded(places, .plain)
    case .halfEven: return value.rounded(places, .bankers)
    case .halfDown, .halfOdd:
      // Only an exact half differs from half up.
      let towardsZero = value < 0 ? value.rounded(places, .up) : value.rounded(places, .down)
      let unit = Decimal(sign: .plus, exponent: -places, significand: 1)
      guard abs(value - towardsZero) * 2 == unit else { return value.rounded(places, .plain) }
      if self == .halfDown { return towardsZero }
      let even = value.rounded(places, .bankers)
      return even == towardsZero ? value.rounded(places, .plain) : towardsZero
    }
  }
}
