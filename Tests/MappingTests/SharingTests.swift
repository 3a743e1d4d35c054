import Foundation
import Testing

@testable import Mapping

@Suite struct SharingTests {
  @Test("Shares are whole cents that add up to the total, whatever the weights")
  func addsUp() throws {
    var dice = Dice(seed: 5)
    for _ in 0..<5000 {
      let total = dice.money(-5000...5000)
      let isPositive = dice.number(0...3) > 0
      let weights = (0...dice.number(0...8)).map { _ in dice.money((isPositive ? 0 : -100)...100) }
      guard let shares = Sharing.cents(total, in: weights) else { continue }
      #expect(shares.count == weights.count)
      #expect(shares.reduce(0, +) == total.rounded(2))
      #expect(shares.allSatisfy { $0 == $0.rounded(2) })
    }
  }

  @Test("With weights that are not negative no share differs from its quota by a cent or more")
  func nearQuota() throws {
    var dice = Dice(seed: 6)
    for _ in 0..<2000 {
      let total = dice.money(0...5000).rounded(2)
      let weights = (0...dice.number(0...8)).map { _ in dice.money(0...100) }
      let sum = weights.reduce(0, +)
      guard sum != 0 else { continue }
      let shares = try #require(Sharing.cents(total, in: weights))
      for (share, weight) in zip(shares, weights) {
        #expect((share - total * weight / sum).magnitude < Decimal(1) / 100)
      }
    }
  }

  @Test("A reversal is shared like the amount it reverses")
  func signs() throws {
    var dice = Dice(seed: 7)
    for _ in 0..<500 {
      let total = dice.money(0...500)
      let weights = (0...dice.number(0...5)).map { _ in dice.money(0...100) }
      #expect(Sharing.cents(-total, in: weights) == Sharing.cents(total, in: weights)?.map { -$0 })
    }
  }

  @Test("Without weight everything is on the first; without parts there is nothing")
  func edges() {
    #expect(Sharing.cents(5, in: [0, 0]) == [5, 0])
    #expect(Sharing.cents(5, in: []) == [])
    #expect(Sharing.cents(Decimal(1) / 100, in: [1, 1, 1]) == [Decimal(1) / 100, 0, 0])
    #expect(Sharing.cents(Decimal(sign: .plus, exponent: 30, significand: 1), in: [1]) == nil)
  }
}
