import Foundation
import Testing

extension Contract.ERP {
  @Suite("The catalogue: who counts as written, languages, pictures, refusals")
  struct Catalogue {
    private static let pixel =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    private static let other =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
    private static let checksum = "4a5eb7171b58e08a6881721e3b43d5a44419a2be"

    @Test(
      "What a template, a variant, a value or a category is written moves those and no others", arguments: ERPTarget.all
    )
    func writeDates(_ target: ERPTarget) async throws {
      let bench = try await ERPBench.open(target)
      let early = try await bench.major(bench.connector()) == 16
      let size = try await bench.attribute("size", ["S", "M", "L"])
      let category = try await bench.make("product.category", ["name": .text("\(bench.token) above")])
      let below = try await bench.make(
        "product.category", ["name": .text("\(bench.token) below"), "parent_id": .number(Decimal(category))])
      let template = try await bench.template(
        "shirt", [bench.line(size.id, Array(size.values.prefix(2)))], ["categ_id": .number(Decimal(below))])
      let variants = try await bench.variants(template).map(\.id)
      let line = try await bench.line(of: template, size.id)
      let value = try await bench.find(
        "product.template.attribute.value", [["product_tmpl_id", "=", .number(Decimal(template))]])[0]
      let watched = [
        ("template", "product.template", template), ("first", "product.product", variants[0]),
        ("second", "product.product", variants[1]), ("attribute", "product.attribute", size.id),
        ("value", "product.attribute.value", size.values[0]), ("line", "product.template.attribute.line", line),
        ("extra", "product.template.attribute.value", value), ("above", "product.category", category),
        ("below", "product.category", below),
      ].map { (name: $0.0, model: $0.1, id: $0.2) }
      func moved(
        _ model: String, _ id: Int, _ values: [String: ERPReply], context: [String: ERPReply] = [:]
      ) async throws -> [String] {
        try await bench.moved(watched) { try await bench.write(model, [id], values, context: context) }
      }
      let whole = early ? ["template"] : ["template", "first", "second"]
      let name = ERPReply.text("\(bench.token) shirt")
      #expect(try await moved("product.template", template, ["list_price": 9]) == whole)
      #expect(try await moved("product.template", template, ["name": name]) == whole)
      #expect(try await moved("product.template", template, ["name": name], context: ["lang": "fr_FR"]) == whole)
      #expect(try await moved("product.template", template, ["image_1920": .text(Self.pixel)]) == whole)
      #expect(
        try await moved("product.product", variants[0], ["default_code": .text("R-\(bench.token)-C")]) == ["first"])
      #expect(try await moved("product.product", variants[0], ["image_variant_1920": .text(Self.other)]) == ["first"])
      #expect(try await moved("product.product", variants[0], ["active": false]) == ["first"])
      #expect(try await moved("product.product", variants[0], ["active": true]) == ["first"])
      let shared = try await moved("product.product", variants[0], ["name": name])
      #expect(shared == (early ? ["template", "first"] : whole))
      #expect(try await moved("product.attribute", size.id, ["name": .text("\(bench.token) s")]) == ["attribute"])
      #expect(
        try await moved("product.attribute.value", size.values[0], ["name": .text("\(bench.token) X")]) == ["value"])
      #expect(try await moved("product.template.attribute.value", value, ["price_extra": 2]) == ["extra"])
      #expect(
        try await moved("product.category", category, ["name": .text("\(bench.token) up")]) == ["above", "below"])
      let grown = try await moved(
        "product.template.attribute.line", line, ["value_ids": [[6, 0, .ids(size.values)]]])
      #expect(grown == ["template", "first", "second", "line"])
      #expect(try await moved("product.template", template, ["active": false]) == ["template", "first", "second"])
      await bench.close()
    }

    @Test("Texts are kept in every language; English is shown where there is none", arguments: ERPTarget.all)
    func languages(_ target: ERPTarget) async throws {
      let bench = try await ERPBench.open(target)
      let french: [String: ERPReply] = ["lang": "fr_FR"]
      let template = try await bench.template("shirt", [], ["description_sale": "cotton"])
      func texts(_ field: String, _ model: String, _ id: Int) async throws -> [ERPReply?] {
        [
          try await bench.read(model, id, [field])[field],
          try await bench.read(model, id, [field], context: french)[field],
        ]
      }
      func put(_ text: ERPReply, context: [String: ERPReply] = [:]) async throws -> [ERPReply?] {
        try await bench.write("product.template", [template], ["description_sale": text], context: context)
        return try await texts("description_sale", "product.template", template)
      }
      #expect(try await texts("description_sale", "product.template", template) == ["cotton", "cotton"])
      #expect(try await put("coton", context: french) == ["cotton", "coton"])
      #expect(try await put("wool") == ["wool", "coton"])
      #expect(try await put("") == ["", "coton"])
      #expect(try await put(false, context: french) == [false, false])
      #expect(try await put("laine", context: french) == ["laine", "laine"])
      let variant = try #require(try await bench.variants(template).first?.id)
      #expect(try await texts("description_sale", "product.product", variant) == ["laine", "laine"])
      let born = try await bench.make(
        "product.tag", ["name": .text("\(bench.token) né")], context: french)
      #expect(try await texts("name", "product.tag", born) == [.text("\(bench.token) né"), .text("\(bench.token) né")])
      let size = try await bench.attribute("size", ["S"])
      try await bench.write("product.attribute", [size.id], ["name": "taille"], context: french)
      let shown = try await bench.read("product.attribute.value", size.values[0], ["display_name"], context: french)
      #expect(shown["display_name"]?.text == "taille: \(bench.token) S")
      let category = try await bench.make("product.category", ["name": .text("\(bench.token) cat")])
      try await bench.write("product.category", [category], ["name": .text("\(bench.token) chat")], context: french)
      #expect(try await texts("name", "product.category", category).first == .text("\(bench.token) chat"))
      await bench.close()
    }

    @Test("update_field_translations writes several languages at once", arguments: ERPTarget.all)
    func translations(_ target: ERPTarget) async throws {
      let bench = try await ERPBench.open(target)
      let early = try await bench.major(bench.connector()) == 16
      let template = try await bench.template("shirt")
      let moved = try await bench.moved([(name: "template", model: "product.template", id: template)]) {
        let texts: ERPReply = ["en_US": .text("\(bench.token) shirt2"), "fr_FR": .text("\(bench.token) chemise")]
        let reply = try await bench.wire.call(
          "product.template", "update_field_translations", [.ids([template]), "name", texts])
        #expect(reply.error == nil)
      }
      #expect(moved == (early ? [] : ["template"]))
      func name(_ context: [String: ERPReply]) async throws -> String? {
        try await bench.read("product.template", template, ["name"], context: context)["name"]?.text
      }
      #expect(try await name([:]) == "\(bench.token) shirt2")
      #expect(try await name(["lang": "fr_FR"]) == "\(bench.token) chemise")
      _ = try await bench.wire.call(
        "product.template", "update_field_translations", [.ids([template]), "name", ["fr_FR": false]])
      #expect(try await name(["lang": "fr_FR"]) == "\(bench.token) shirt2")
      await bench.close()
    }

    @Test(
      "A language that is not installed is refused since 18; before, English is overwritten", arguments: ERPTarget.all)
    func strangeLanguage(_ target: ERPTarget) async throws {
      let bench = try await ERPBench.open(target)
      let template = try await bench.template("shirt")
      let reply = try await bench.wire.call(
        "product.template", "write", [.ids([template]), ["name": .text("\(bench.token) Hemd")]],
        context: ["lang": "de_DE"])
      let name = try await bench.read("product.template", template, ["name"])["name"]?.text
      if try await bench.major(bench.connector()) >= 18 {
        #expect(reply.error == "odoo.exceptions.UserError")
        #expect(name == "\(bench.token) shirt")
      } else {
        #expect(reply.error == nil)
        #expect(name == "\(bench.token) Hemd")
      }
      await bench.close()
    }

    @Test(
      "Pictures are attachments with the checksum of their bytes; variants show their template's",
      arguments: ERPTarget.all)
    func pictures(_ target: ERPTarget) async throws {
      let bench = try await ERPBench.open(target)
      let size = try await bench.attribute("size", ["S", "M"])
      let template = try await bench.template("shirt", [bench.line(size.id, size.values)])
      let variants = try await bench.variants(template).map(\.id)
      func attachments(_ more: [ERPReply]) async throws -> [Int] {
        let own: [ERPReply] = [
          ["res_model", "=", "product.template"], ["res_id", "=", .number(Decimal(template))],
        ]
        return try await bench.find("ir.attachment", .list(own + more))
      }
      try await bench.write("product.template", [template], ["image_1920": .text(Self.pixel)])
      let field: ERPReply = ["res_field", "=", "image_1920"]
      let first = try await attachments([field, ["checksum", "=", .text(Self.checksum)]])
      #expect(first.count == 1)
      #expect(try await attachments([]).isEmpty)
      let images = ["image_1920", "image_variant_1920"]
      let shown = try await bench.read("product.product", variants[0], images)
      #expect(shown["image_1920"]?.text == Self.pixel)
      #expect(shown["image_variant_1920"] == false)
      let sizes = try await bench.read("product.product", variants[0], ["image_1920"], context: ["bin_size": true])
      #expect(sizes["image_1920"] == "70.00 bytes")

      try await bench.write("product.product", [variants[0]], ["image_1920": .text(Self.other)])
      let own = try await bench.read("product.product", variants[0], images)
      #expect(own["image_variant_1920"]?.text == Self.other)
      #expect(try await bench.read("product.template", template, ["image_1920"])["image_1920"]?.text == Self.pixel)
      #expect(try await bench.read("product.product", variants[1], images)["image_1920"]?.text == Self.pixel)

      try await bench.write("product.template", [template], ["image_1920": .text(Self.other)])
      #expect(try await attachments([field]) == first)
      #expect(try await attachments([field, ["checksum", "=", .text(Self.checksum)]]).isEmpty)
      try await bench.write("product.template", [template], ["image_1920": false])
      #expect(try await attachments([field]).isEmpty)
      let noise = Data("no picture".utf8).base64EncodedString()
      let values: ERPReply = ["image_1920": .text(noise)]
      #expect(
        try await bench.refusal("product.template", "write", [.ids([template]), values]) == "odoo.exceptions.UserError")
      await bench.close()
    }

    @Test("Checksums are read in one call; an early 16 lets a connector only search for them", arguments: ERPTarget.all)
    func checksums(_ target: ERPTarget) async throws {
      let bench = try await ERPBench.open(target)
      let template = try await bench.template("shirt", [], ["image_1920": .text(Self.pixel)])
      let domain: ERPReply = [
        ["res_model", "=", "product.template"], ["res_id", "in", .ids([template])],
        ["res_field", "in", ["image_1920", "image_variant_1920"]],
      ]
      let reply = try await bench.wire.call(
        "ir.attachment", "search_read", [domain, ["res_id", "res_field", "checksum", "file_size"]])
      if try await bench.major(bench.connector()) == 16 {
        #expect(reply.error == "odoo.exceptions.AccessError")
      } else {
        let row = try #require(reply.result?.list?.first)
        #expect(row["checksum"]?.text == Self.checksum)
        #expect(row["file_size"] == 70)
        #expect(row["res_field"] == "image_1920")
      }
      let loaded = try await bench.wire.call(
        "product.template", "load",
        [
          ["id", "name", "image_1920"],
          [[.text("passerelle.\(bench.token)-image"), .text("\(bench.token) loaded"), .text(Self.pixel)]],
        ], context: ["mode": "update", "noupdate": true])
      let id = try #require(loaded.result?["ids"]?.list?.first?.integer)
      #expect(try await bench.read("product.template", id, ["image_1920"])["image_1920"]?.text == Self.pixel)
      await bench.close()
    }

    @Test("What is in use cannot be deleted or turned into something else", arguments: ERPTarget.all)
    func refusals(_ target: ERPTarget) async throws {
      let bench = try await ERPBench.open(target)
      let major = try await bench.major(bench.connector())
      let (user, validation) = ("odoo.exceptions.UserError", "odoo.exceptions.ValidationError")
      let size = try await bench.attribute("size", ["S", "M", "L"])
      let colour = try await bench.attribute("colour", ["Red"])
      let above = try await bench.make("product.category", ["name": .text("\(bench.token) above")])
      let below = try await bench.make(
        "product.category", ["name": .text("\(bench.token) below"), "parent_id": .number(Decimal(above))])
      let template = try await bench.template(
        "shirt", [bench.line(size.id, Array(size.values.prefix(2)))], ["categ_id": .number(Decimal(below))])
      func unlink(_ model: String, _ id: Int) async throws -> String? {
        try await bench.refusal(model, "unlink", [.ids([id])])
      }
      func write(_ model: String, _ id: Int, _ values: ERPReply) async throws -> String? {
        try await bench.refusal(model, "write", [.ids([id]), values])
      }
      #expect(try await unlink("product.attribute", size.id) == user)
      #expect(try await unlink("product.attribute.value", size.values[0]) == user)
      #expect(try await unlink("product.attribute.value", size.values[2]) == nil)
      #expect(try await write("product.attribute", size.id, ["create_variant": "no_variant"]) == user)
      let stranger = ERPReply.number(Decimal(colour.id))
      #expect(try await write("product.attribute.value", size.values[0], ["attribute_id": stranger]) == user)
      let none = try await bench.refusal(
        "product.template", "create",
        [["name": .text("\(bench.token) none"), "attribute_line_ids": [bench.line(size.id, [])]]])
      #expect(none == validation)
      let mixed = try await bench.refusal(
        "product.template", "create",
        [["name": .text("\(bench.token) mixed"), "attribute_line_ids": [bench.line(size.id, colour.values)]]])
      #expect(mixed == validation)
      #expect(try await write("product.template", template, ["name": false]) == validation)
      #expect(try await write("product.category", above, ["parent_id": .number(Decimal(below))]) == user)
      // Since 19 products can be without a category.
      #expect(try await unlink("product.category", above) == (major >= 19 ? nil : validation))
      #expect(try await unlink("product.attribute", colour.id) == nil)
      #expect(
        try await bench.find("product.attribute.value", [["id", "in", .ids(colour.values)]]).isEmpty)
      _ = try await bench.make("product.tag", ["name": .text("\(bench.token) tag")])
      let twin = try await bench.refusal("product.tag", "create", [["name": .text("\(bench.token) tag")]])
      #expect(twin == (major == 16 ? "builtins.KeyError" : validation))
      await bench.close()
    }

    @Test(
      "A value that only archived variants have is archived by deleting it since 18, and refused before",
      arguments: ERPTarget.all)
    func archivedValue(_ target: ERPTarget) async throws {
      let bench = try await ERPBench.open(target)
      let size = try await bench.attribute("size", ["S", "M"])
      let template = try await bench.template("shirt", [bench.line(size.id, size.values)])
      try await bench.write("product.template", [template], ["active": false])
      let refusal = try await bench.refusal("product.attribute.value", "unlink", [.ids([size.values[0]])])
      let isNew = try await bench.major(bench.connector()) >= 18
      #expect(refusal == (isNew ? nil : "odoo.exceptions.UserError"))
      let left = try await bench.find("product.attribute.value", [["id", "=", .number(Decimal(size.values[0]))]])
      #expect(left.count == 1)
      if isNew {
        #expect(try await bench.read("product.attribute.value", size.values[0], ["active"])["active"] == false)
      }
      await bench.close()
    }

    @Test("Price items say what they apply to and go with their list", arguments: ERPTarget.all)
    func priceItems(_ target: ERPTarget) async throws {
      let bench = try await ERPBench.open(target)
      let major = try await bench.major(bench.connector())
      let template = try await bench.template("shirt")
      let variant = try #require(try await bench.variants(template).first?.id)
      let list = try await bench.make("product.pricelist", ["name": .text("\(bench.token) list")])
      let own: [String: ERPReply] = ["pricelist_id": .number(Decimal(list)), "fixed_price": 5]
      func item(_ more: [String: ERPReply]) async throws -> [String: ERPReply] {
        let id = try await bench.make("product.pricelist.item", own.merging(more) { $1 })
        return try await bench.read(
          "product.pricelist.item", id, ["applied_on", "product_tmpl_id", "compute_price", "min_quantity", "base"])
      }
      let all = try await item(["min_quantity": 3])
      #expect(all["applied_on"] == "3_global")
      #expect(all["compute_price"] == "fixed" && all["base"] == "list_price" && all["min_quantity"] == 3)
      let one = try await item(["product_tmpl_id": .number(Decimal(template))])
      #expect(one["applied_on"]?.text == (major == 17 ? "3_global" : "1_product"))
      let exact = try await item(["applied_on": "0_product_variant", "product_id": .number(Decimal(variant))])
      #expect(exact["product_tmpl_id"] != false || major <= 17)
      let order = try await bench.find("product.pricelist.item", [["pricelist_id", "=", .number(Decimal(list))]])
      #expect(order.count == 3)
      let nobody = own.merging(["applied_on": "1_product"]) { $1 }
      #expect(
        try await bench.refusal("product.pricelist.item", "create", [.object(nobody)])
          == "odoo.exceptions.ValidationError")
      let backwards = own.merging(["date_start": "2026-02-01 00:00:00", "date_end": "2026-01-01 00:00:00"]) { $1 }
      #expect(
        try await bench.refusal("product.pricelist.item", "create", [.object(backwards)])
          == "odoo.exceptions.ValidationError")
      #expect(try await bench.refusal("product.pricelist", "unlink", [.ids([list])]) == nil)
      #expect(try await bench.find("product.pricelist.item", [["id", "in", .ids(order)]]).isEmpty)
      await bench.close()
    }

    @Test("A supplier's row of a variant is one of its template, and shows the vendor's name", arguments: ERPTarget.all)
    func suppliers(_ target: ERPTarget) async throws {
      let bench = try await ERPBench.open(target)
      let template = try await bench.template("shirt")
      let variant = try #require(try await bench.variants(template).first?.id)
      let vendor = try await bench.make("res.partner", ["name": .text("\(bench.token) vendor")])
      let row = try await bench.make(
        "product.supplierinfo",
        [
          "partner_id": .number(Decimal(vendor)), "product_id": .number(Decimal(variant)), "product_code": "V-1",
          "price": 3,
        ])
      let record = try await bench.read(
        "product.supplierinfo", row, ["product_tmpl_id", "display_name", "delay", "sequence", "min_qty"])
      #expect(record["product_tmpl_id"]?.list?.first?.integer == template)
      #expect(record["display_name"]?.text == "\(bench.token) vendor")
      #expect(record["delay"] == 1 && record["sequence"] == 1 && record["min_qty"] == 0)
      #expect(try await bench.read("product.template", template, ["seller_ids"])["seller_ids"] == .ids([row]))
      #expect(try await bench.refusal("product.template", "unlink", [.ids([template])]) == nil)
      #expect(try await bench.find("product.supplierinfo", [["id", "=", .number(Decimal(row))]]).isEmpty)
      await bench.close()
    }

    @Test("A product with lines is loaded once, its lines named and its variants made", arguments: ERPTarget.all)
    func load(_ target: ERPTarget) async throws {
      let bench = try await ERPBench.open(target)
      let once: [String: ERPReply] = ["mode": "update", "noupdate": true]
      func id(_ name: String) -> ERPReply { .text("passerelle.\(bench.token)-\(name)") }
      func named(_ name: String) -> ERPReply { .text("\(bench.token) \(name)") }
      func load(_ model: String, _ columns: ERPReply, _ rows: ERPReply) async throws -> [Int] {
        let reply = try await bench.wire.call(model, "load", [columns, rows], context: once)
        return try #require(reply.result?["ids"]?.list, "\(reply.envelope)").compactMap(\.integer)
      }
      let categories = try await load(
        "product.category", ["id", "name", "parent_id/id"],
        [[id("above"), named("above"), ""], [id("below"), named("below"), id("above")]])
      let shown = try await bench.read("product.category", categories[1], ["complete_name"])["complete_name"]
      #expect(shown?.text == "\(bench.token) above / \(bench.token) below")
      _ = try await load(
        "product.attribute", ["id", "name", "create_variant"],
        [[id("size"), named("size"), "always"], [id("colour"), named("colour"), "always"]])
      _ = try await load(
        "product.attribute.value", ["id", "name", "attribute_id/id"],
        [
          [id("s"), named("S"), id("size")], [id("m"), named("M"), id("size")],
          [id("red"), named("Red"), id("colour")],
        ])
      let columns: ERPReply = [
        "id", "name", "categ_id/id", "attribute_line_ids/id", "attribute_line_ids/attribute_id/id",
        "attribute_line_ids/value_ids/id",
      ]
      func rows(_ name: String) -> ERPReply {
        [
          [
            id("shirt"), named(name), id("below"), id("line1"), id("size"),
            .text("passerelle.\(bench.token)-s,passerelle.\(bench.token)-m"),
          ],
          ["", "", "", id("line2"), id("colour"), id("red")],
        ]
      }
      let made = try await load("product.template", columns, rows("shirt"))
      let variants = try await bench.variants(try #require(made.first))
      #expect(variants.map(\.values) == [["S", "Red"], ["M", "Red"]])
      #expect(try await load("product.template", columns, rows("again")) == made)
      #expect(try await bench.variants(made[0]) == variants)
      #expect(try await bench.read("product.template", made[0], ["name"])["name"] == named("shirt"))
      let names = try await bench.wire.call("product.product", "get_external_id", [.ids([variants[0].id])])
      #expect(names.result?[String(variants[0].id)] == "")
      await bench.close()
    }
  }
}
