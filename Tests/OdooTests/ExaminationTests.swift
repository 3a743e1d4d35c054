import Foundation
import Records
import Testing

@testable import Odoo

@Suite("An examination tells what is wrong and what to do")
struct ExaminationTests {
  func tax(_ amount: String, included: Bool = true, type: Value = "percent") throws -> Record {
    let number = try #require(Decimal(string: amount))
    return Record(
      resource: "account.tax", key: 1,
      fields: ["amount": .decimal(number), "price_include": .bool(included), "amount_type": type])
  }

  func problems(_ findings: [Finding]) -> [String] { findings.filter { $0.severity != .ok }.map(\.code) }

  @Test("Every rate of French VAT needs an active price-included tax")
  func taxes() throws {
    let all = try [tax("20"), tax("10"), tax("5.5"), tax("2.1"), tax("0", included: false)]
    #expect(problems(ExaminationRules.taxes(all, country: "FR")).isEmpty)
    let findings = ExaminationRules.taxes(Array(all.dropFirst(2)), country: "FR")
    #expect(problems(findings) == ["TAX_INCLUDED_MISSING"])
    #expect(findings.first?.context["rates"] == "20 %, 10 %")
    #expect(problems(ExaminationRules.taxes(try [tax("19"), tax("0")], country: "DE")).isEmpty)
    #expect(
      problems(ExaminationRules.taxes(try [tax("20", included: false)], country: "DE"))
        == ["TAX_INCLUDED_MISSING", "TAX_ZERO_MISSING"])
  }

  @Test("Prices need six decimals, taxes rounding per line")
  func money() {
    #expect(ExaminationRules.priceDigits(6).severity == .ok)
    #expect(ExaminationRules.priceDigits(2).severity == .error)
    #expect(ExaminationRules.priceDigits(nil).severity == .error)
    #expect(problems(ExaminationRules.taxRounding("round_globally")) == ["TAX_ROUNDING"])
    #expect(problems(ExaminationRules.taxRounding("round_per_line")).isEmpty)
    #expect(ExaminationRules.taxRounding(nil).isEmpty, "what may not be read is not judged")
  }

  @Test("An active currency without a price list would make orders in another currency")
  func priceLists() {
    let findings = ExaminationRules.priceLists(["EUR"], currencies: ["EUR", "USD"])
    #expect(problems(findings) == ["PRICE_LIST_MISSING"])
    #expect(findings.first?.context["currencies"] == "USD")
  }

  @Test("The technical user speaks English and has an e-mail address")
  func user() {
    let user = Record(resource: "res.users", key: 6, fields: ["lang": "fr_FR", "email": .null])
    #expect(problems(ExaminationRules.user(user)) == ["ERP_USER_LANGUAGE", "ERP_USER_EMAIL"])
  }

  @Test("Clocks may differ by a minute")
  func clock() {
    let ours = Instant(secondsSince1970: 1_000_000)
    #expect(ExaminationRules.clock(server: ours.adding(60), ours: ours).isEmpty)
    #expect(problems(ExaminationRules.clock(server: ours.adding(-61), ours: ours)) == ["CLOCK_SKEW"])
  }

  @Test("Warehouses are told with the ids that a mapping's setting takes")
  func warehouses() {
    let finding = ExaminationRules.warehouses([
      Record(resource: "stock.warehouse", key: 1, fields: ["code": "WH"]),
      Record(resource: "stock.warehouse", key: 3, fields: ["code": "LYO"]),
    ])
    #expect(finding.severity == .ok)
    #expect(finding.context["warehouses"] == "WH (1), LYO (3)")
  }

  @Test("A key that is refused ends the examination with that finding")
  func refusedKey() async {
    let server = ScriptedServer { _ throws(CallFailure) in throw CallFailure(FailureTable.keyRefused("Access Denied")) }
    let findings = await OdooConnector(server).examine()
    #expect(problems(findings) == ["ERP_KEY_REFUSED"])
    #expect(findings.last?.hint.isEmpty == false)
  }

  @Test("Missing rights are listed together")
  func rights() async {
    let server = ScriptedServer { call in
      switch call.method {
      case "has_access": .bool(call.model != "account.move")
      default: []
      }
    }
    let finding = await OdooConnector(server).examine().first { $0.code == "ERP_RIGHT_MISSING" }
    #expect(finding?.context["rights"] == "read account.move, create account.move, write account.move")
  }
}
