import Foundation
import Testing

@testable import Mapping

@Suite struct RateSplitTests {
  private static let rates: [Decimal] = [0, Decimal(21) / 10, Decimal(55) / 10, 10, 20]

  @Test("The parts always add up to the amount with tax exactly")
  func exact() {
    var dice = Dice(seed: 8)
    for _ in 0..<5000 {
      let bases = bases(&dice)
      let (incl, excl) = (dice.money(-200...200), dice.money(-200...200))
      let parts = RateSplit.parts(incl: incl, excl: excl, over: bases)
      guard incl.magnitude >= Decimal(5) / 1000 else {
        #expect(parts.isEmpty)
        continue
      }
      #expect(parts.reduce(0) { $0 + $1.incl } == incl)
    }
  }

  @Test("Where some spread over the bases meets both amounts, they are met: the amount without tax within 0.011")
  func meetsBoth() {
    var dice = Dice(seed: 9)
    for _ in 0..<3000 {
      let bases = bases(&dice)
      // A part of two bases, so a solution exists.
      let chosen = [dice.pick(bases), dice.pick(bases)]
      var incl = Decimal(0)
      var excl = Decimal(0)
      for base in Set(chosen) {
        let amount = base.incl * Decimal(dice.number(1...100)) / 100
        incl += amount
        excl += amount / base.factor
      }
      let parts = RateSplit.parts(incl: incl, excl: excl, over: bases)
      guard !parts.isEmpty else { continue }
      let met = parts.reduce(Decimal(0)) { $0 + $1.excl }
      #expect((met - excl).magnitude <= Decimal(11) / 1000, "\(incl) \(excl) \(bases)")
    }
  }

  @Test("A voucher in proportion of the basket is spread in proportion")
  func proportion() {
    let bases = [RateSplit.Part(rate: 20, incl: 120, excl: 100), RateSplit.Part(rate: 10, incl: 110, excl: 100)]
    let parts = RateSplit.parts(incl: 23, excl: 20, over: bases)
    #expect(parts.map(\.rate) == [10, 20])
    #expect(parts.map(\.incl) == [11, 12])
  }

  @Test("An amount that one rate explains is put there; one that none explains is put on the largest")
  func singleAndLargest() {
    let bases = [RateSplit.Part(rate: 20, incl: 120, excl: 100), RateSplit.Part(rate: 10, incl: 220, excl: 200)]
    #expect(RateSplit.parts(incl: 12, excl: 10, over: bases).map(\.rate) == [20])
    #expect(RateSplit.parts(incl: 12, excl: 2, over: bases).map(\.rate) == [10])
    #expect(RateSplit.parts(incl: 12, excl: 10, over: []) == [RateSplit.Part(rate: 0, incl: 12, excl: 10)])
  }

  private func bases(_ dice: inout Dice) -> [RateSplit.Part] {
    Self.rates.shuffled(using: &dice).prefix(dice.number(1...4)).map { rate in
      let excl = dice.money(1...100)
      return RateSplit.Part(rate: rate, incl: excl * (1 + rate / 100), excl: excl)
    }
  }
}
