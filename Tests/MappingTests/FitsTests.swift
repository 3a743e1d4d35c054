import Records
import Testing

@testable import Mapping

@Suite("Whether what a match rule found is taken")
struct FitsTests {
  private static func customers(fits: String) -> String {
    Files.customers(
      """
      let:
        domain: lower(email)
      match:
        - email: email
      fits: \(fits)
      fields:
        name: lastname
      """)
  }

  @Test("What it looks at is read with the rule's candidates, and not read back with every write")
  func fields() throws {
    let set = try Files.load([
      "customers": Self.customers(fits: "target.lang = domain and not empty(target.city)")
    ])
    let mapping = try #require(set["customers"])
    #expect(mapping.fitsFields == ["city", "lang"])
    #expect(mapping.targetFields == ["name"])
    #expect(mapping.sourceFields == ["email", "lastname"])
  }

  @Test("It is checked like any other expression")
  func checked() {
    #expect(Files.diagnostics(["customers": Self.customers(fits: "domain")]).map(\.code) == ["TYPE_MISMATCH"])
    #expect(
      Files.diagnostics(["customers": Self.customers(fits: "target.nothing = domain")]).map(\.code) == ["UNKNOWN_FIELD"]
    )
    #expect(Files.diagnostics(["customers": Self.customers(fits: "target.lang = domain")]).map(\.code) == [])
  }
}
