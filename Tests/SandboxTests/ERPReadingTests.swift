import Foundation
import Synchronization
import Testing

@testable import Sandbox

@Suite("Searching and reading in a simulated Odoo")
struct ERPReadingTests {
  @Test("Domains: and, or, not, dotted paths, lists, patterns, empty values")
  func domains() async throws {
    let desk = try ERPDesk(.v18)
    let paris = try await desk.partner(["name": "Anne", "city": "Paris", "country_id": 75, "ref": "1"])
    let lyon = try await desk.partner(["name": "Zoé", "city": "Lyon", "country_id": 75])
    let berlin = try await desk.partner([
      "name": "Jörg", "city": "Berlin", "country_id": 57, "parent_id": .integer(paris),
    ])
    func found(_ domain: [RPCValue]) async throws -> Set<Int> {
      let own: [RPCValue] = [["id", "in", .ids([paris, lyon, berlin])]]
      return Set(try await desk.search("res.partner", .list(own + domain)))
    }
    #expect(try await found([["city", "=", "Paris"]]) == [paris])
    #expect(try await found([["city", "!=", "Paris"]]) == [lyon, berlin])
    #expect(try await found(["|", ["city", "=", "Paris"], ["city", "=", "Lyon"]]) == [paris, lyon])
    #expect(try await found(["!", ["country_id.code", "=", "FR"]]) == [berlin])
    #expect(try await found([["country_id.code", "in", ["FR", "DE"]], ["ref", "=", false]]) == [lyon, berlin])
    #expect(try await found([["name", "ilike", "an"]]) == [paris])
    #expect(try await found([["name", "=ilike", "a%"]]) == [paris])
    #expect(try await found([["name", "not ilike", "zo"]]) == [paris, berlin])
    #expect(try await found([["parent_id", "=", .integer(paris)]]) == [berlin])
    #expect(try await found([["child_ids", "!=", false]]) == [paris])
    #expect(try await found([["id", ">", .integer(paris)], ["id", "<=", .integer(lyon)]]) == [lyon])
  }

  @Test("A many2one reads as id and name, what is empty as false, numbers never as false")
  func shapes() async throws {
    let desk = try ERPDesk(.v18)
    let partner = try await desk.partner(["name": "Anne", "country_id": 75])
    let record = try await desk.read(
      "res.partner", partner, ["country_id", "parent_id", "ref", "color", "child_ids", "active"])
    #expect(record["country_id"] == [75, "France"])
    #expect(record["parent_id"] == .no)
    #expect(record["ref"] == .no)
    #expect(record["color"] == 0)
    #expect(record["child_ids"] == [])
    #expect(record["active"] == .yes)
  }

  @Test("write_date has microseconds that reading hides: equality never finds it, 'not before' does")
  func microseconds() async throws {
    let desk = try ERPDesk(.v18)
    let partner = try await desk.partner()
    let shown = try #require(try await desk.read("res.partner", partner, ["write_date"])["write_date"]?.text)
    #expect(shown.utf8.count == 19)
    func found(_ comparison: RPCValue) async throws -> [Int] {
      try await desk.search(
        "res.partner", [["id", "=", .integer(partner)], ["write_date", comparison, .text(shown)]])
    }
    #expect(try await found("=") == [])
    #expect(try await found(">") == [partner])
    #expect(try await found(">=") == [partner])
  }

  @Test("write_date is the start of the transaction by the server's own clock")
  func clock() async throws {
    let time = Mutex(Date(timeIntervalSince1970: 1_780_000_000))
    let erp = try SimulatedERP(version: .v18, settings: ERPSettings(clock: { time.withLock { $0 } }))
    let id = try #require(erp.create("res.partner", ["name": "A"]))
    time.withLock { $0 += 60 }
    #expect(erp.editByHand("res.partner", id, ["name": "B"]))
    let record = erp.record("res.partner", id, fields: ["create_date", "write_date"])
    #expect(record?["create_date"] == "2026-05-28 20:26:40.000000")
    #expect(record?["write_date"] == "2026-05-28 20:27:40.000000")
  }

  @Test("Archived records are invisible unless the context or the domain asks for them")
  func archived() async throws {
    let desk = try ERPDesk(.v18)
    let partner = try await desk.partner()
    try await desk.call("res.partner", "write", [[.integer(partner)], ["active": false]])
    let own: RPCValue = ["id", "=", .integer(partner)]
    #expect(try await desk.search("res.partner", [own]) == [])
    #expect(try await desk.search("res.partner", [own], context: ["active_test": false]) == [partner])
    #expect(try await desk.search("res.partner", [own, ["active", "=", false]]) == [partner])
  }

  @Test("Order, offset and limit page through all records once")
  func paging() async throws {
    let desk = try ERPDesk(.v18)
    for name in ["C", "A", "B", "D", "E"] { _ = try await desk.partner(["name": .text(name), "ref": "page"]) }
    var names: [String] = []
    for offset in stride(from: 0, to: 6, by: 2) {
      let arguments: [RPCValue] = [[["ref", "=", "page"]], ["name"], .integer(offset), 2, "name desc, id"]
      let page = try await desk.call("res.partner", "search_read", arguments).list ?? []
      names += page.compactMap { $0.map?["name"]?.text }
    }
    #expect(names == ["E", "D", "C", "B", "A"])
    #expect(await desk.failure("res.partner", "search", [[], 0, 1, "nope"])?.name == "builtins.ValueError")
  }

  @Test("Reading on from the last id gives every record once, gaps and archived ones aside")
  func pagingByKey() async throws {
    let desk = try ERPDesk(.v18)
    var made: [Int] = []
    for index in 0..<7 { made.append(try await desk.partner(["name": .text("K\(index)"), "ref": "key"])) }
    desk.erp.removeRecord("res.partner", made[2])
    try await desk.call("res.partner", "write", [[.integer(made[4])], ["active": false]])
    var seen: [Int] = []
    var last = 0
    while true {
      let domain: RPCValue = [["ref", "=", "key"], ["id", ">", .integer(last)]]
      let page = try await desk.call("res.partner", "search", [domain, 0, 2, "id"]).references
      guard let end = page.last else { break }
      seen += page
      last = end
    }
    #expect(seen == [made[0], made[1], made[3], made[5], made[6]])
    let firstTwo = try await desk.call("res.partner", "search", [[["id", ">=", .integer(made[3])]], 0, 2, "id"])
    #expect(firstTwo.references == [made[3], made[5]])
  }

  @Test("A product's name is read in the context's language")
  func languages() async throws {
    let desk = try ERPDesk(.v18)
    let product = desk.erp.addProduct(reference: "P", name: "Cup")
    try await desk.call(
      "product.product", "write", [[.integer(product)], ["name": "Tasse"]], context: ["lang": "fr_FR"])
    let french = try await desk.read("product.product", product, ["name", "display_name"], context: ["lang": "fr_FR"])
    #expect(french["name"] == "Tasse")
    #expect(french["display_name"] == "[P] Tasse")
    #expect(try await desk.read("product.product", product, ["name"])["name"] == "Cup")
  }

  @Test("Each version has the fields that its real server had", arguments: ERPVersion.allCases)
  func fields(version: ERPVersion) async throws {
    let desk = try ERPDesk(version)
    func has(_ model: String, _ field: String) async throws -> Bool {
      try await desk.call(model, "fields_get", [[.text(field)]]).map?[field] != nil
    }
    #expect(try await has("sale.order.line", "tax_ids") == (version == .v19))
    #expect(try await has("sale.order.line", "technical_price_unit") == (version >= .v18))
    #expect(try await has("sale.order", "locked") == (version >= .v17))
    #expect(try await has("res.partner", "mobile") == (version <= .v18))
    #expect(try await has("product.template", "detailed_type") == (version <= .v17))
    #expect(try await has("sale.advance.payment.inv", "consolidated_billing") == (version >= .v17))
  }

  @Test(
    "A fresh French database has the price-included taxes, inactive unless they were activated",
    arguments: ERPVersion.allCases)
  func taxes(version: ERPVersion) async throws {
    let fresh = try ERPDesk(version, includedTaxesActive: false)
    let included: RPCValue = [["price_include", "=", true]]
    #expect(try await fresh.search("account.tax", included) == [])
    #expect(try await fresh.search("account.tax", included, context: ["active_test": false]).count == 9)
    let module = version == .v16 ? "l10n_fr" : "account"
    #expect(fresh.erp.record(named: "\(module).1_tva_normale_ttc")?.model == "account.tax")
    #expect(try await ERPDesk(version).search("account.tax", included).count == 5)
  }
}
