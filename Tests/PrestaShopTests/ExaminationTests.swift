import Foundation
import Records
import Testing

@testable import PrestaShop

@Suite("Examining a connection")
struct ExaminationTests {
  static func root(_ forbidden: Set<String> = [], patch: Bool = true) -> String {
    let rows = Examiner.read.map { name in
      "<\(name) get=\"\(!forbidden.contains(name))\" put=\"true\" post=\"true\""
        + " patch=\"\(patch)\" delete=\"false\" head=\"true\"/>"
    }
    return FakeShop.document("<api shopName=\"Shop\">\(rows.joined())</api>")
  }

  static func codes(_ findings: [Finding], _ severity: Finding.Severity) -> Set<String> {
    Set(findings.filter { $0.severity == severity }.map(\.code))
  }

  @Test("A shop in order has nothing but the missing encryption and the clock of the test")
  func good() async {
    let shop = FakeShop { $0.instead["GET "] = [.answer(200, Self.root(), [:])] }
    let findings = await shop.connector().examine()
    #expect(Self.codes(findings, .error).isEmpty)
    #expect(Self.codes(findings, .warning).isSubset(of: ["SHOP_PLAIN_HTTP", "SHOP_CLOCK"]))
    let good = Self.codes(findings, .ok)
    #expect(
      good.isSuperset(of: [
        "SHOP_REACHED", "SHOP_VERSION", "SHOP_KEY_READS", "SHOP_KEY_WRITES", "SHOP_FOUND", "SHOP_TIMEZONE",
        "SHOP_XML_CLEAN",
      ]))
    #expect(!shop.sent.contains { $0.method != "GET" })
  }

  @Test("Each thing that is wrong is a finding that says what to do")
  func bad() async {
    let shop = FakeShop {
      $0.instead["GET "] = [
        .answer(200, "Notice: x<br/>" + Self.root(["orders", "customers"], patch: false), ["PSWS-Version": "1.5.6"])
      ]
      $0.tables["shops"] = [["id": "2", "id_shop_group": "1"]]
      $0.tables["configurations"]?.append([
        "id": "8", "name": "PS_SHOP_ENABLE", "value": "0", "id_shop": "", "id_shop_group": "",
      ])
    }
    let findings = await shop.connector().examine()
    #expect(Self.codes(findings, .error) == ["SHOP_RESOURCE_FORBIDDEN", "SHOP_UNKNOWN_SHOP"])
    #expect(
      Self.codes(findings, .warning).isSuperset(of: ["SHOP_MAINTENANCE", "SHOP_XML_SURROUNDED", "SHOP_VERSION_UNKNOWN"])
    )
    let forbidden = findings.first { $0.code == "SHOP_RESOURCE_FORBIDDEN" }
    #expect(forbidden?.context["resources"] == "customers, orders")
    for finding in findings where finding.severity != .ok { #expect(!finding.hint.isEmpty, "\(finding.code)") }
  }

  @Test("A missing PATCH matters from 8 on", arguments: [("8.2.1", true), ("1.7.8.11", false)])
  func patch(version: String, matters: Bool) async {
    let shop = FakeShop {
      $0.version = version
      $0.instead["GET "] = [.answer(200, Self.root(patch: false), [:])]
    }
    #expect(Self.codes(await shop.connector().examine(), .warning).contains("SHOP_WRITE_FORBIDDEN") == matters)
  }

  @Test("A shop that cannot be talked to gives its fault and nothing else")
  func unreachable() async {
    let shop = FakeShop { $0.instead["GET "] = [.answer(401, FakeShop.error(20, "x"), [:])] }
    let findings = await shop.connector().examine()
    #expect(Self.codes(findings, .error) == ["SHOP_KEY_REFUSED"])
    #expect(findings.count == 2)
  }

  @Test("What a flow does to the catalogue is looked for among the key's rights, and only then")
  func uses() async {
    let uses: Set<ShopUse> = [
      ShopUse("products", .change), ShopUse("combinations", .create), ShopUse("combinations", .remove),
    ]
    for (uses, expected) in [([], nil), (uses, "DELETE combinations")] as [(Set<ShopUse>, String?)] {
      let shop = FakeShop { $0.instead["GET "] = [.answer(200, Self.root(), [:])] }
      let findings = await shop.connector().examine(for: uses)
      #expect(findings.first { $0.code == "SHOP_WRITE_FORBIDDEN" }?.context["missing"] == expected)
    }
  }
}
