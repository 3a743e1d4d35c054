import Foundation

/// An amount known with and without tax, spread over tax rates so that both are met (FACTS-money, recipe 5).
struct RateSplit: Sendable, Hashable {
  /// What is known of one tax rate, or what falls to it. The rate is in percent.
  struct Part: Sendable, Hashable {
    var rate: Decimal
    var incl: Decimal
    var excl: Decimal

    var factor: Decimal { 1 + rate / 100 }
  }

  /// Tried in this order:
  /// 1. in proportion of the bases' amounts with tax, if that meets `excl` within 0.011;
  /// 2. one single rate that gives `excl` within 0.006;
  /// 3. the two rates that solve both equations, each between zero and its base (within 0.01), nearest to the bases' proportion;
  /// 4. everything on the rate with the largest amount with tax.
  ///
  /// The parts' `incl` always add up to `incl` exactly. Less than half a cent gives no part; without any base the rate is 0.
  static func parts(incl: Decimal, excl: Decimal, over bases: [Part]) -> [Part] {
    guard incl.magnitude >= halfACent else { return [] }
    if incl < 0 {
      return parts(incl: -incl, excl: -excl, over: bases).map { Part(rate: $0.rate, incl: -$0.incl, excl: -$0.excl) }
    }
    let known = merged(bases)
    guard
      let largest = known.enumerated().max(by: { ($0.element.incl, -$0.offset) < ($1.element.incl, -$1.offset) })?
        .element
    else {
      return [Part(rate: 0, incl: incl, excl: excl)]
    }
    return proportional(incl, excl, known) ?? single(incl, excl, known) ?? pair(incl, excl, known)
      ?? [Part(rate: largest.rate, incl: incl, excl: excl)]
  }

  private static let halfACent = Decimal(5) / 1000
  private static let cent = Decimal(1) / 100
  /// Parts keep ten decimals: few enough that they add up exactly, more than any shop keeps.
  private static let places = 10

  /// One base a rate, in first-seen order.
  private static func merged(_ bases: [Part]) -> [Part] {
    var merged: [Part] = []
    for base in bases {
      if let index = merged.firstIndex(where: { $0.rate == base.rate }) {
        merged[index].incl += base.incl
        merged[index].excl += base.excl
      } else {
        merged.append(base)
      }
    }
    return merged
  }

  private static func proportional(_ incl: Decimal, _ excl: Decimal, _ bases: [Part]) -> [Part]? {
    let sum = bases.reduce(Decimal(0)) { $0 + $1.incl }
    guard sum > 0 else { return nil }
    var parts = bases.map {
      Part(rate: $0.rate, incl: ($0.incl * incl / sum).rounded(places), excl: $0.excl * incl / sum)
    }
    let met = parts.reduce(Decimal(0)) { $0 + $1.excl }
    guard (met - excl).magnitude <= Decimal(11) / 1000 else { return nil }
    // What rounding lost in the last digit belongs to the largest part.
    if let index = parts.indices.max(by: { parts[$0].incl < parts[$1].incl }) {
      parts[index].incl += incl - parts.reduce(Decimal(0)) { $0 + $1.incl }
    }
    return parts.sorted { $0.rate < $1.rate }
  }

  private static func single(_ incl: Decimal, _ excl: Decimal, _ bases: [Part]) -> [Part]? {
    bases.first { $0.factor > 0 && (incl / $0.factor - excl).magnitude <= Decimal(6) / 1000 }
      .map { [Part(rate: $0.rate, incl: incl, excl: excl)] }
  }

  private static func pair(_ incl: Decimal, _ excl: Decimal, _ bases: [Part]) -> [Part]? {
    let sorted = bases.filter { $0.factor > 0 }.sorted { $0.rate < $1.rate }
    var best: (distance: Decimal, parts: [Part])?
    for (index, low) in sorted.enumerated() {
      for high in sorted.dropFirst(index + 1) {
        let slope = 1 / low.factor - 1 / high.factor
        guard slope != 0 else { continue }
        let first = ((excl - incl / high.factor) / slope).rounded(places)
        let second = incl - first
        guard first >= -cent, second >= -cent, first <= low.incl + cent, second <= high.incl + cent else { continue }
        let both = low.incl + high.incl
        let distance = (first / incl - (both == 0 ? 0 : low.incl / both)).magnitude
        guard best.map({ distance < $0.distance }) ?? true else { continue }
        let parts = [
          Part(rate: low.rate, incl: first, excl: first / low.factor),
          Part(rate: high.rate, incl: second, excl: second / high.factor),
        ]
        best = (distance, parts)
      }
    }
    return best?.parts
  }
}
