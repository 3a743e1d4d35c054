import Foundation
import Records

/// Shares an amount over parts so that the cents add up.
enum Sharing {
  /// Cents in proportion of the weights that add up to the total rounded to cents (half away from zero): each gets its quota rounded
  /// down, and the cents that are left go to the largest remainders, the first of equal ones.
  ///
  /// Weights that add up to zero put everything on the first part. Nil: the numbers are too large to be shared exactly.
  static func cents(_ total: Decimal, in weights: [Decimal]) -> [Decimal]? {
    guard !weights.isEmpty else { return [] }
    let rounded = total.rounded(2)
    let sum = weights.reduce(Decimal(0), +)
    guard rounded.isFinite, sum.isFinite, rounded.magnitude < largest else { return nil }
    guard sum != 0 else { return weights.indices.map { $0 == 0 ? rounded : 0 } }

    // The whole is shared without its sign, so that an amount and its reversal are shared alike.
    let whole = (rounded.magnitude * 100).rounded(0)
    var floors: [Decimal] = []
    var remainders: [Decimal] = []
    for weight in weights {
      let quota = whole * weight / sum
      guard quota.isFinite, quota.magnitude < largest else { return nil }
      let floor = quota.rounded(0, .down)
      floors.append(floor)
      remainders.append(quota - floor)
    }
    var left = Arithmetic.integer(whole - floors.reduce(Decimal(0), +)) ?? 0
    for index in weights.indices.sorted(by: { (remainders[$0], $1) > (remainders[$1], $0) }) where left > 0 {
      floors[index] += 1
      left -= 1
    }
    // Quotas rounded in their 38th digit may leave a cent over; it belongs to the first.
    floors[0] += Decimal(left)
    let sign = rounded < 0 ? -1 : 1
    return floors.map { Decimal(sign) * $0 * cent }
  }

  /// Multiplying is exact here, and much cheaper than dividing by 100.
  private static let cent = Decimal(sign: .plus, exponent: -2, significand: 1)
  private static let largest = Decimal(1_000_000_000_000_000)
}
