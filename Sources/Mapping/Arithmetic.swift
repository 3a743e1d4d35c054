import Foundation
import Records

/// Numbers and moments. Nothing here is binary floating point, and nothing traps: what is too large is a fault.
enum Arithmetic {
  static func result(_ found: Syntax.Operator, _ left: Value, _ right: Value, _ site: String) throws(Stop) -> Value {
    switch (left, right) {
    case (.integer(let one), .integer(let other)):
      if let whole = whole(found, one, other) { return .integer(whole) }
      return try decimal(found, Decimal(one), Decimal(other), site)
    case (.decimal(let one), .decimal(let other)): return try decimal(found, one, other, site)
    case (.integer(let one), .decimal(let other)): return try decimal(found, Decimal(one), other, site)
    case (.decimal(let one), .integer(let other)): return try decimal(found, one, Decimal(other), site)
    case (.instant(let moment), .integer(let seconds)) where found == .add || found == .subtract:
      let (moved, isTooFar) = moment.secondsSince1970.addingReportingOverflow(
        found == .add ? seconds : -max(seconds, -Int.max))
      guard !isTooFar else { throw Faults.overflow(site) }
      return try instant(moved, site)
    case (.integer(let seconds), .instant(let moment)) where found == .add:
      let (moved, isTooFar) = moment.secondsSince1970.addingReportingOverflow(seconds)
      guard !isTooFar else { throw Faults.overflow(site) }
      return try instant(moved, site)
    case (.instant(let one), .instant(let other)) where found == .subtract:
      let (seconds, isTooFar) = one.secondsSince1970.subtractingReportingOverflow(other.secondsSince1970)
      guard !isTooFar else { throw Faults.overflow(site) }
      return .integer(seconds)
    case (.null, _), (_, .null): throw Faults.null(site)
    default: throw Faults.wrongType(site, "numbers (texts are joined with text())")
    }
  }

  static func negated(_ value: Value, _ site: String) throws(Stop) -> Value {
    switch value {
    case .integer(let number): return number == Int.min ? .decimal(-Decimal(number)) : .integer(-number)
    case .decimal(let number): return .decimal(-number)
    case .null: throw Faults.null(site)
    default: throw Faults.wrongType(site, "a number")
    }
  }

  static func number(_ value: Value, _ site: String) throws(Stop) -> Decimal {
    switch value {
    case .integer(let number): return Decimal(number)
    case .decimal(let number): return number
    case .null: throw Faults.null(site)
    default: throw Faults.wrongType(site, "a number")
    }
  }

  /// The result, unless the calculation left the range of decimals.
  static func checked(_ number: Decimal, _ site: String) throws(Stop) -> Value {
    guard number.isFinite else { throw Faults.overflow(site) }
    return .decimal(number)
  }

  /// The integer that a whole decimal is, where it fits.
  static func integer(_ number: Decimal) -> Int? {
    guard number.isFinite, number.magnitude < 9_000_000_000_000_000_000 else { return nil }
    let whole = NSDecimalNumber(decimal: number).intValue
    return Decimal(whole) == number ? whole : nil
  }

  /// Years 1 to 9999: what texts of moments can show.
  private static func instant(_ seconds: Int, _ site: String) throws(Stop) -> Value {
    guard (-62_135_596_800...253_402_300_799).contains(seconds) else { throw Faults.overflow(site) }
    return .instant(Instant(secondsSince1970: seconds))
  }

  private static func whole(_ found: Syntax.Operator, _ one: Int, _ other: Int) -> Int? {
    let (result, isTooLarge) =
      switch found {
      case .add: one.addingReportingOverflow(other)
      case .subtract: one.subtractingReportingOverflow(other)
      case .multiply: one.multipliedReportingOverflow(by: other)
      default: (0, true)
      }
    return isTooLarge ? nil : result
  }

  /// Foundation's product traps below the smallest number that it can hold: what is smaller is nothing.
  private static func product(_ one: Decimal, _ other: Decimal) -> Decimal {
    one.exponent + other.exponent < -127 ? 0 : one * other
  }

  private static func decimal(_ found: Syntax.Operator, _ one: Decimal, _ other: Decimal, _ site: String) throws(Stop)
    -> Value
  {
    switch found {
    case .add: return try checked(one + other, site)
    case .subtract: return try checked(one - other, site)
    case .multiply: return try checked(product(one, other), site)
    default:
      guard other != 0 else { throw Faults.division(site) }
      return try checked(one / other, site)
    }
  }
}
