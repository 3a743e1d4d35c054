import Foundation
import Records
import Testing

@testable import Sandbox

@Suite("How the shop computes an order")
struct ShopCalculatorTests {
  /// One order of the table, as the calculation takes it and as the real shop answered it.
  struct Sample: Sendable, CustomTestStringConvertible {
    var name: String
    var calculator: ShopCalculator
    var rowTotals: [ShopAmount] = []
    var totals: [Decimal] = []
    var testDescription: String { name }
  }

  static let samples: [Sample] = {
    var samples: [Sample] = []
    for line in ShopGoldenTotals.text.split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      if words[0] == "order" {
        samples.append(
          Sample(
            name: words[1],
            calculator: ShopCalculator(
              rows: [], roundType: .init(rawValue: Int(words[2]) ?? 2) ?? .line,
              roundMode: .init(rawValue: Int(words[3]) ?? 2) ?? .halfUp)))
      } else {
        read(Array(words.dropFirst()), of: words[0], into: &samples[samples.count - 1])
      }
    }
    return samples
  }()

  private static func read(_ words: [String], of kind: String, into sample: inout Sample) {
    func number(_ index: Int) -> Decimal { Decimal(exactly: words[index]) ?? 0 }
    func amount(_ index: Int) -> ShopAmount { ShopAmount(taxIncluded: number(index), taxExcluded: number(index + 1)) }
    switch kind {
    case "row":
      sample.calculator.rows.append(
        .init(
          product: Int(words[0].filter(\.isNumber)) ?? 0, combination: 0, quantity: Int(words[1]) ?? 0, unit: amount(2),
          hasSpecialPrice: words[0].hasSuffix("s")))
      sample.rowTotals.append(amount(4))
    case "voucher":
      let target: ShopVoucher.Target =
        words[3] == "order" ? .order : words[3] == "cheapest" ? .cheapest : .product(Int(words[3]) ?? 0)
      sample.calculator.vouchers.append(
        ShopVoucher(
          id: 0, percent: number(0), amount: number(1), isAmountTaxIncluded: words[2] == "incl", target: target,
          gift: words[4] == "0" ? nil : (Int(words[4]) ?? 0, 0), excludesSpecialPrices: words[6] == "1",
          givesFreeShipping: words[5] == "1"))
    case "fees":
      sample.calculator.shipping = amount(0)
      sample.calculator.wrapping = amount(2)
    default: sample.totals = words.indices.map(number)
    }
  }

  @Test("The totals of real orders are computed again to the cent", arguments: samples)
  func golden(_ sample: Sample) {
    let result = sample.calculator.result()
    let computed = [result.products, result.discounts, result.paid].flatMap { [$0.taxIncluded, $0.taxExcluded] }
    #expect(computed == sample.totals)
    #expect(result.rowTotals.map { $0.rounded(.halfUp, places: 6) } == sample.rowTotals)
  }

  @Test("All golden orders are in the table")
  func complete() {
    #expect(Self.samples.count == 36)
    #expect(Set(Self.samples.map(\.calculator.roundType)).count == 3)
  }

  @Test("Rounding by line, the amount paid is not the sum of the rounded rows")
  func lineContradiction() throws {
    let unit = ShopAmount(
      taxIncluded: try #require(Decimal(exactly: "0.333")), taxExcluded: try #require(Decimal(exactly: "0.333")))
    let rows = (1...3).map { ShopCalculator.Row(product: $0, combination: 0, quantity: 1, unit: unit) }
    let byLine = ShopCalculator(rows: rows, roundType: .line, roundMode: .halfUp).result()
    #expect(byLine.products.taxIncluded == Decimal(exactly: "0.99"))
    #expect(byLine.paid.taxIncluded == Decimal(exactly: "1"))
    let byItem = ShopCalculator(rows: rows, roundType: .item, roundMode: .halfUp).result()
    #expect(byItem.paid == byItem.products)
    let old = ShopCalculator(rows: rows, roundType: .line, roundMode: .halfUp, addsRoundedParts: true).result()
    #expect(old.paid == old.products)
  }

  @Test(
    "Every rounding mode treats a half its own way",
    arguments: [
      (ShopSettings.RoundMode.up, "2.35", "-2.34"), (.down, "2.34", "-2.35"), (.halfUp, "2.35", "-2.35"),
      (.halfDown, "2.34", "-2.34"),
      (.halfEven, "2.34", "-2.34"), (.halfOdd, "2.35", "-2.35"),
    ])
  func modes(_ mode: ShopSettings.RoundMode, _ positive: String, _ negative: String) throws {
    let half = try #require(Decimal(exactly: "2.345"))
    #expect(mode.round(half) == Decimal(exactly: positive))
    #expect(mode.round(-half) == Decimal(exactly: negative))
  }

  @Test("A voucher takes no more than what is left of the rows")
  func voucherOverTotal() {
    let row = ShopCalculator.Row(
      product: 1, combination: 0, quantity: 2, unit: ShopAmount(taxIncluded: 12, taxExcluded: 10))
    let calculator = ShopCalculator(
      rows: [row], vouchers: [ShopVoucher(id: 1, amount: 100)], roundType: .item, roundMode: .halfUp)
    let result = calculator.result()
    #expect(result.discounts == ShopAmount(taxIncluded: 24, taxExcluded: 20))
    #expect(result.paid == ShopAmount(taxIncluded: 0, taxExcluded: 0))
  }
}
