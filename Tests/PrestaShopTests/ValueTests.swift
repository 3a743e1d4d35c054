import Foundation
import Records
import Testing
import XMLStream

@testable import PrestaShop

@Suite("Values as they are read and written")
struct ValueTests {
  static let paris = TimeZone(identifier: "Europe/Paris") ?? .gmt

  @Test(
    "Nothing and zero dates are null, and everything else has its kind",
    arguments: [
      ("", FieldSchema.Kind.integer, Value.null), ("", .text, .null), ("12", .integer, 12),
      ("0", .reference("products"), 0),
      ("2.000000", .integer, 2), ("1", .bool, true), ("0", .bool, false), ("", .bool, .null),
      ("16.580000", .decimal, .decimal(Decimal(string: "16.58") ?? 0)), ("0000-00-00 00:00:00", .instant, .null),
      ("0000-00-00", .date, .null), ("1970-01-15", .date, "1970-01-15"), ("2026-05-01 00:00:00", .date, "2026-05-01"),
      ("12,50", .decimal, "12,50"), ("x", .integer, "x"), (" a ", .text, " a "),
    ])
  func plain(text: String, kind: FieldSchema.Kind, value: Value) {
    #expect(ValueReader.value(of: text, kind: kind, zone: Self.paris) == value)
  }

  @Test("Times are the shop's wall clock, in summer and winter, and go back as they came")
  func times() throws {
    for (local, utc) in [
      ("2026-11-21 22:51:06", "2026-11-21 21:51:06"), ("2026-07-01 12:00:00", "2026-07-01 10:00:00"),
    ] {
      let value = ValueReader.value(of: local, kind: .instant, zone: Self.paris)
      #expect(value.instant == Instant(utc: utc))
      #expect(ServerText.text(of: value, kind: .instant, zone: Self.paris) == local)
    }
  }

  @Test("Texts come by language code, ids of associations as integers, and rows as maps")
  func record() throws {
    let resource = try SchemaTests.resource("products")
    let context = ShopContext(
      version: try #require(ShopVersion("8.2.1")), zone: Self.paris, languages: [1: "en", 2: "fr"])
    let row = """
      <product><id>7</id><price>1.5</price>
      <name><language id="1">Mug</language><language id="2">Tasse</language>
      <language id="9">Becher</language></name>
      <associations><categories><category><id>2</id></category>
      <category><id>3</id></category></categories></associations></product>
      """
    let record = try ValueReader(resource: resource, context: context)
      .record(XMLTree.parse(Array(row.utf8)), fields: ["name", "categories", "price", "active"])
    #expect(record.key == 7)
    #expect(record["name"] == ["en": "Mug", "fr": "Tasse", "9": "Becher"])
    #expect(record["categories"] == [2, 3])
    #expect(record["active"] == .null)
    #expect(Set(record.fields.keys) == ["name", "categories", "price", "active"])
  }

  @Test("The rows of an association that show only their addresses are known by them")
  func addresses() throws {
    let resource = try SchemaTests.resource("products")
    let context = ShopContext(version: try #require(ShopVersion("8.2.1")), zone: Self.paris, languages: [1: "en"])
    let row = """
      <product xmlns:xlink="http://www.w3.org/1999/xlink"><id>7</id><associations><categories>
      <category xlink:href="http://shop.example/api/categories/2"></category>
      <category xlink:href="http://shop.example/api/categories/31"><id>31</id></category></categories></associations></product>
      """
    let record = try ValueReader(resource: resource, context: context)
      .record(XMLTree.parse(Array(row.utf8)), fields: ["categories"])
    #expect(record["categories"] == [2, 31])
  }

  @Test("A row without an id is an error, not a record")
  func withoutID() throws {
    let resource = try SchemaTests.resource("products")
    let context = ShopContext(version: try #require(ShopVersion("8.2.1")), zone: Self.paris, languages: [:])
    #expect(throws: Fault.self) {
      try ValueReader(resource: resource, context: context).record(XMLElement("product"), fields: [])
    }
  }

  @Test("A shop's own setting comes before its group's and before that of all shops; other shops' do not count")
  func settings() {
    func row(_ value: String, shop: String, group: String) -> XMLElement {
      XMLElement(
        "configuration",
        children: [
          XMLElement("name", text: "PS_X"), XMLElement("value", text: value), XMLElement("id_shop", text: shop),
          XMLElement("id_shop_group", text: group),
        ])
    }
    let rows = [
      row("shop", shop: "2", group: "1"), row("all", shop: "", group: ""), row("group", shop: "", group: "1"),
      row("other", shop: "3", group: "1"),
    ]
    #expect(FactsReader.choose(rows, shopID: 2) == ["PS_X": "shop"])
    #expect(FactsReader.choose(rows, shopID: 1) == ["PS_X": "group"])
  }

  @Test("The server's clock is read from its Date header")
  func date() {
    #expect(HTTPDate.parse("Sat, 21 Nov 2026 21:56:13 GMT") == Instant(utc: "2026-11-21 21:56:13"))
    #expect(HTTPDate.parse("yesterday") == nil)
  }
}
