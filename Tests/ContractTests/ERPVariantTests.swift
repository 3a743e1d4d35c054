import Foundation
import Testing

extension Contract.ERP {
  @Suite("Variants: what attribute lines make of a product")
  struct Variants {
    @Test("Lines make their combinations in order; a line of one value is in all of them", arguments: ERPTarget.all)
    func combinations(_ target: ERPTarget) async throws {
      let bench = try await ERPBench.open(target)
      let size = try await bench.attribute("size", ["S", "M"])
      let colour = try await bench.attribute("colour", ["Red"])
      let wood = try await bench.attribute("wood", ["Oak", "Elm"], mode: "no_variant")
      let template = try await bench.template(
        "shirt",
        [
          bench.line(size.id, size.values), bench.line(colour.id, colour.values), bench.line(wood.id, wood.values),
        ])
      let variants = try await bench.variants(template)
      #expect(variants.map(\.values) == [["S", "Red"], ["M", "Red"]])
      let shown = try await bench.read("product.product", variants[0].id, ["display_name"])
      #expect(shown["display_name"]?.text == "\(bench.token) shirt (\(bench.token) S)")
      let values = try await bench.find(
        "product.template.attribute.value", [["product_tmpl_id", "=", .number(Decimal(template))]])
      #expect(values.count == 5)
      let record = try await bench.read("product.template", template, ["product_variant_ids", "default_code"])
      #expect(record["product_variant_ids"] == .ids(variants.map(\.id)))
      #expect(record["default_code"] == false)
      await bench.close()
    }

    @Test("A dynamic attribute makes none until one is asked for", arguments: ERPTarget.all)
    func dynamic(_ target: ERPTarget) async throws {
      let bench = try await ERPBench.open(target)
      let size = try await bench.attribute("size", ["S", "M"], mode: "dynamic")
      let template = try await bench.template("dynamic", [bench.line(size.id, size.values)])
      #expect(try await bench.variants(template).isEmpty)
      #expect(try await bench.read("product.template", template, ["active"])["active"] == true)
      let values = try await bench.find(
        "product.template.attribute.value", [["product_tmpl_id", "=", .number(Decimal(template))]])
      _ = try await bench.make(
        "product.product",
        [
          "product_tmpl_id": .number(Decimal(template)),
          "product_template_attribute_value_ids": [[6, 0, .ids([values[1]])]],
        ])
      #expect(try await bench.variants(template).map(\.values) == [["M"]])
      await bench.close()
    }

    @Test(
      "A value that is taken away takes its variants along; one that is ordered is archived and comes back with its value",
      arguments: ERPTarget.all)
    func values(_ target: ERPTarget) async throws {
      let bench = try await ERPBench.open(target)
      let size = try await bench.attribute("size", ["S", "M", "L"])
      let colour = try await bench.attribute("colour", ["Red", "Blue"])
      let template = try await bench.template(
        "shirt", [bench.line(size.id, Array(size.values.prefix(2))), bench.line(colour.id, colour.values)])
      let first = try await bench.variants(template)
      try await bench.order(of: first[0].id)
      try await bench.write("product.product", [first[0].id], ["default_code": .text("R-\(bench.token)-SR")])
      let line = try await bench.line(of: template, size.id)
      func set(_ values: [Int]) async throws {
        try await bench.write("product.template.attribute.line", [line], ["value_ids": [[6, 0, .ids(values)]]])
      }

      try await set(Array(size.values.dropFirst()))
      let second = try await bench.variants(template)
      #expect(second.map(\.values) == [["S", "Red"], ["M", "Red"], ["M", "Blue"], ["L", "Red"], ["L", "Blue"]])
      #expect(second.map(\.isActive) == [false, true, true, true, true])
      #expect(second.prefix(3).map(\.id) == [first[0].id, first[2].id, first[3].id])
      let archived = try await bench.find(
        "product.template.attribute.value",
        [["product_tmpl_id", "=", .number(Decimal(template))], ["ptav_active", "=", false]])
      #expect(archived.count == 1)

      try await set(size.values)
      let third = try await bench.variants(template)
      #expect(third.map(\.isActive) == Array(repeating: true, count: 6))
      let ids = Dictionary(uniqueKeysWithValues: third.map { ($0.values, $0.id) })
      #expect(ids[["S", "Red"]] == first[0].id)
      let made = try #require(ids[["S", "Blue"]])
      #expect(made > first[3].id)
      let code = try await bench.read("product.product", first[0].id, ["default_code"])["default_code"]
      #expect(code?.text == "R-\(bench.token)-SR")
      await bench.close()
    }

    @Test("A line that is removed and added again brings the archived variant back", arguments: ERPTarget.all)
    func lines(_ target: ERPTarget) async throws {
      let bench = try await ERPBench.open(target)
      let size = try await bench.attribute("size", ["S", "M"])
      let colour = try await bench.attribute("colour", ["Red", "Blue"])
      let template = try await bench.template(
        "shirt", [bench.line(size.id, size.values), bench.line(colour.id, colour.values)])
      let first = try await bench.variants(template)
      try await bench.order(of: first[0].id)
      let line = try await bench.line(of: template, size.id)
      try await bench.write("product.template", [template], ["attribute_line_ids": [[2, .number(Decimal(line)), 0]]])
      let second = try await bench.variants(template)
      #expect(second.map(\.values) == [["S", "Red"], ["Red"], ["Blue"]])
      #expect(second.map(\.isActive) == [false, true, true])
      try await bench.write(
        "product.template", [template], ["attribute_line_ids": [bench.line(size.id, size.values)]])
      let third = try await bench.variants(template)
      #expect(third.map(\.values) == [["S", "Red"], ["S", "Blue"], ["M", "Red"], ["M", "Blue"]])
      #expect(third[0].id == first[0].id && third[0].isActive)
      #expect(try await bench.line(of: template, size.id) == line)
      await bench.close()
    }

    @Test("A plain product keeps its variant with a line of one value, and when that grows", arguments: ERPTarget.all)
    func growing(_ target: ERPTarget) async throws {
      let bench = try await ERPBench.open(target)
      let size = try await bench.attribute("size", ["S", "M"])
      let template = try await bench.template("plain", [], ["default_code": .text("R-\(bench.token)-P")])
      let plain = try #require(try await bench.variants(template).first)
      try await bench.write(
        "product.template", [template], ["attribute_line_ids": [bench.line(size.id, [size.values[0]])]])
      #expect(try await bench.variants(template).map(\.id) == [plain.id])
      let line = try await bench.line(of: template, size.id)
      try await bench.write(
        "product.template.attribute.line", [line], ["value_ids": [[6, 0, .ids(size.values)]]])
      let grown = try await bench.variants(template)
      #expect(grown.map(\.values) == [["S"], ["M"]])
      #expect(grown[0].id == plain.id)
      #expect(try await bench.read("product.template", template, ["default_code"])["default_code"] == false)
      await bench.close()
    }

    @Test(
      "A value's extra is part of its variants' prices, and a variant's price is its template's",
      arguments: ERPTarget.all)
    func prices(_ target: ERPTarget) async throws {
      let bench = try await ERPBench.open(target)
      let size = try await bench.attribute("size", ["S", "M"])
      let template = try await bench.template("shirt", [bench.line(size.id, size.values)])
      let value = try await bench.find(
        "product.template.attribute.value",
        [
          ["product_tmpl_id", "=", .number(Decimal(template))],
          ["product_attribute_value_id", "=", .number(Decimal(size.values[0]))],
        ])
      try await bench.write("product.template.attribute.value", value, ["price_extra": .number(Decimal(25) / 10)])
      let variants = try await bench.variants(template)
      #expect(variants.map(\.price) == [.number(Decimal(125) / 10), 10])
      try await bench.write("product.product", [variants[0].id], ["lst_price": 20])
      #expect(try await bench.variants(template).map(\.price) == [20, .number(Decimal(175) / 10)])
      await bench.close()
    }

    @Test("A template is archived with all its variants and comes back with all", arguments: ERPTarget.all)
    func archive(_ target: ERPTarget) async throws {
      let bench = try await ERPBench.open(target)
      let size = try await bench.attribute("size", ["S", "M"])
      let template = try await bench.template("shirt", [bench.line(size.id, size.values)])
      let variants = try await bench.variants(template).map(\.id)
      try await bench.write("product.product", [variants[1]], ["active": false])
      #expect(try await bench.read("product.template", template, ["active"])["active"] == true)
      try await bench.write("product.template", [template], ["active": false])
      #expect(try await bench.variants(template).map(\.isActive) == [false, false])
      // `search_read` forgets `active_test` before it reads what a record refers to; `read` does not.
      let all: [String: ERPReply] = ["active_test": false]
      let found = try await bench.wire.call(
        "product.template", "search_read",
        [[["id", "=", .number(Decimal(template))]], ["product_variant_ids"]], context: all)
      guard case .object(let record) = try #require(found.result?.list?.first, "\(found.envelope)") else { return }
      #expect(record["product_variant_ids"] == .ids([]))
      let whole = try await bench.read("product.template", template, ["product_variant_ids"], context: all)
      #expect(whole["product_variant_ids"] == .ids(variants))
      try await bench.write("product.template", [template], ["active": true])
      #expect(try await bench.variants(template).map(\.isActive) == [true, true])
      #expect(try await bench.variants(template).map(\.id) == variants)
      await bench.close()
    }

    @Test("The last variant takes its template along; an ordered one stays", arguments: ERPTarget.all)
    func deletion(_ target: ERPTarget) async throws {
      let bench = try await ERPBench.open(target)
      let size = try await bench.attribute("size", ["S", "M"])
      let template = try await bench.template("shirt", [bench.line(size.id, size.values)])
      let variants = try await bench.variants(template).map(\.id)
      try await bench.order(of: variants[0])
      let validation = "odoo.exceptions.ValidationError"
      #expect(try await bench.refusal("product.product", "unlink", [.ids([variants[0]])]) == validation)
      #expect(try await bench.refusal("product.template", "unlink", [.ids([template])]) == validation)
      #expect(try await bench.refusal("product.product", "unlink", [.ids([variants[1]])]) == nil)
      let plain = try await bench.template("plain")
      let only = try await bench.variants(plain).map(\.id)
      #expect(try await bench.refusal("product.product", "unlink", [.ids(only)]) == nil)
      #expect(try await bench.find("product.template", [["id", "=", .number(Decimal(plain))]]).isEmpty)
      await bench.close()
    }
  }
}
