import Foundation
import Records
import Testing

@testable import Mapping

/// Prices that contain taxes, and the price without them.
@Suite struct IncludedTaxesTests {
  private func tax(
    _ amount: Decimal, included: Bool = true, type: String = "percent", adds: Bool = false, affected: Bool = true,
    sequence: Int = 1, id: Int = 1
  ) -> Value {
    [
      "amount": .decimal(amount), "amount_type": .text(type), "price_include": .bool(included),
      "include_base_amount": .bool(adds), "is_base_affected": .bool(affected), "sequence": .integer(sequence),
      "id": .integer(id),
    ]
  }

  private func price(_ price: Decimal, _ taxes: Value...) -> String {
    Expressions.text("tax_excluded(price, taxes)", ["price": .decimal(price), "taxes": .list(taxes)])
  }

  @Test("Only taxes that the price contains are taken out of it")
  func included() {
    #expect(price(12) == "12")
    #expect(price(12, tax(20)) == "10")
    #expect(price(12, tax(20, included: false)) == "12")
    #expect(price(12, tax(20), tax(3, included: false, sequence: 2)) == "10")
    #expect(price(12, tax(5, included: false, type: "fixed"), tax(20, sequence: 2)) == "10")
    #expect(price(0, tax(20)) == "0")
    #expect(Expressions.text("tax_excluded(price, nothing)", ["price": 7]) == "7")
    #expect(Expressions.text("tax_excluded(nothing, list())") == "NULL_VALUE")
  }

  @Test("Several taxes add up, or multiply where each is part of the next one's base")
  func several() {
    #expect(price(125, tax(20), tax(5, id: 2)) == "100")
    #expect(price(126, tax(20, adds: true), tax(5, id: 2)) == "100")
    #expect(price(126, tax(5, sequence: 2), tax(20, adds: true, sequence: 1)) == "100")
    #expect(price(126, tax(20, adds: true), tax(5, adds: true, id: 2), tax(0, affected: false, id: 3)) == "100")
  }

  @Test("What versions calculate differently, and what is no percentage, is told and not guessed")
  func unsupported() {
    let code = "TAXES_NOT_SUPPORTED"
    #expect(price(12, tax(0, type: "group")) == code)
    #expect(price(12, tax(2, type: "fixed")) == code)
    #expect(price(12, tax(2, type: "division")) == code)
    #expect(price(12, tax(20), tax(5, included: false, id: 2), tax(5, id: 3)) == code)
    #expect(price(12, tax(5, included: false, adds: true), tax(20, id: 2)) == code)
    #expect(price(12, tax(5), tax(20, adds: true, id: 2)) == code)
    #expect(price(12, tax(5, adds: true), tax(20, affected: false, id: 2)) == code)
    #expect(price(12, tax(-100)) == code)
    #expect(price(12, ["amount": nil, "amount_type": "percent", "price_include": true]) == "NULL_VALUE")
  }

  @Test("The price without tax plus the tax is the price, to the sixth decimal")
  func inverse() throws {
    var dice = Dice(seed: 13)
    for _ in 0..<2000 {
      let price = dice.money(0...100_000).rounded(dice.number(2...6))
      let rates = (0..<dice.number(1...3)).map { _ in Decimal(dice.number(0...4000)) / 100 }
      let chained = dice.number(0...1) == 1
      let taxes = rates.enumerated().map { tax($1, adds: chained, id: $0) }
      let excluded = try #require(
        Expressions.evaluate("tax_excluded(price, taxes)", ["price": .decimal(price), "taxes": .list(taxes)]).value?
          .number)
      var included = excluded
      for rate in rates { included += (chained ? included : excluded) * rate / 100 }
      #expect(included.rounded(12) == price)
    }
  }

  @Test("The fields of the taxes are read without being named, and missed where the records do not have them")
  func fields() throws {
    let text =
      "from: odoo/sale.order\nto: prestashop/orders\nread:\n  taxes: {from: account.tax, where: {id: order_line}}\n"
      + "merge:\n  - tax_excluded(amount_total, taxes)\n"
    let set = try Files.load(["flow.yaml": "mapping: flow\n" + text])
    #expect(
      set["flow"]?.reads.first?.fields == [
        "amount", "amount_type", "id", "include_base_amount", "is_base_affected", "price_include", "sequence",
      ])
    #expect(codes(text).isEmpty)
    #expect(codes(text.replacing("account.tax", with: "account.move")) == ["UNKNOWN_FIELD"])
    #expect(codes(text.replacing("taxes)", with: "order_line)")) == ["TYPE_MISMATCH"])
  }

  private func codes(_ mapping: String) -> Set<String> {
    Set(Files.diagnostics(["flow.yaml": "mapping: flow\n" + mapping]).filter { $0.severity == .error }.map(\.code))
  }
}
