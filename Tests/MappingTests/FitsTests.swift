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

  @Test(
    "What is matched by something that is needed waits for it; anything else is looked for before its needs are made")
  func beforeNeeds() throws {
    func matchesFirst(_ rule: String) throws -> Bool? {
      let languages = "mapping: languages\nfrom: prestashop/languages\nto: odoo/res.lang\nmatch:\n  - code: iso_code\n"
      let customers = Files.customers(
        """
        let:
          tongue: link(languages, id_lang)
        needs:
          - match: languages(id_lang)
        match:
          - \(rule)
        fields:
          name: lastname
        """)
      return try Files.load(["customers": customers, "languages": languages])["customers"]?.matchesBeforeNeeds
    }
    #expect(try matchesFirst("email: email") == true)
    #expect(try matchesFirst("{email: email, parent_id: tongue}") == false)
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
