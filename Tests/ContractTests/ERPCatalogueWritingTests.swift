import Foundation
import Odoo
import Records
import Testing

extension Contract.ERP {
  @Suite("Catalogue: products with variants, texts and pictures")
  struct CatalogueWriting {
    @Test(
      "Variants are made of a product's lines, once, and found by product and combination", arguments: ERPTarget.all)
    func variants(_ target: ERPTarget) async throws {
      let bench = try await ERPBench.open(target)
      var catalogue = try await ERPSmallCatalogue(bench)
      let connector = catalogue.connector
      let write = catalogue.product("shirt", hasSizes: true)
      let template = try await catalogue.made(write)
      #expect(try await connector.write(write).key == template)
      let variants = try await connector.read(
        RelatedQuery(
          resource: "product.product", field: "product_tmpl_id", values: [template.value], fields: ["combination"]))
      #expect(Set(variants.map { $0["combination"] }) == Set(catalogue.values.map { .text($0.description) }))

      let large = catalogue.values[1]
      let probe = Probe(
        resource: "product.product",
        conditions: [
          Condition("product_tmpl_id", .equals, template.value),
          Condition("combination", .equals, .list([large.value])),
        ], fields: ["combination"])
      let variant = try #require(try await connector.find([probe]).first?.first?.key)
      let reference = "\(bench.token)-L"
      let fields: [String: Value] = [
        "default_code": .text(reference), "barcode": .text("\(bench.token)-barcode"),
        "weight": .decimal(Decimal(15) / 10),
        "standard_price": 4,
      ]
      let update = Write(resource: "product.product", identity: .update(variant), fields: fields)
      #expect(try await connector.write(update) == .applied(variant))
      #expect(try await connector.write(update) == .unchanged(variant))

      let extra = Probe(
        resource: "product.template.attribute.value",
        conditions: [
          Condition("product_tmpl_id", .equals, template.value),
          Condition("product_attribute_value_id", .equals, large.value),
        ], fields: [])
      let value = try #require(try await connector.find([extra]).first?.first?.key)
      let price = Write(
        resource: "product.template.attribute.value", identity: .update(value), fields: ["price_extra": 3])
      #expect(try await connector.write(price) == .applied(value))
      let stored = try #require(
        try await connector.record("product.product", variant, ["default_code", "lst_price", "price_extra", "weight"]))
      #expect(stored["default_code"].text == reference)
      #expect(stored["lst_price"].number == 13)
      #expect(stored["price_extra"].number == 3)
      #expect(stored["weight"].number == Decimal(15) / 10)
      try await catalogue.remove()
      await bench.close()
    }

    @Test("Texts are kept in every language, each changed on its own", arguments: ERPTarget.all)
    func texts(_ target: ERPTarget) async throws {
      let bench = try await ERPBench.open(target)
      var catalogue = try await ERPSmallCatalogue(bench)
      let connector = catalogue.connector
      var write = catalogue.product("lamp", ["description_sale": ["en": "For the desk", "fr": "Pour le bureau"]])
      let template = try await catalogue.made(write)
      func names() async throws -> Record? {
        try await connector.record("product.template", template, ["name", "description_sale"])
      }
      let first = try #require(try await names())
      #expect(first["name"].map?["en"] == .text("\(bench.token) lamp"))
      #expect(first["name"].map?["fr"] == .text("\(bench.token) lamp (fr)"))
      #expect(first["description_sale"] == ["en": "For the desk", "fr": "Pour le bureau"])

      write.identity = .update(template)
      #expect(try await connector.write(write) == .unchanged(template))
      write.fields["description_sale"] = ["en": "For the desk", "fr": "Pour la table"]
      #expect(try await connector.write(write) == .applied(template))
      #expect(try await names()?["description_sale"] == ["en": "For the desk", "fr": "Pour la table"])
      #expect(try await names()?["name"] == first["name"])
      let values = try await connector.read(
        RelatedQuery(
          resource: "product.attribute.value", field: "id", values: catalogue.values.map(\.value), fields: ["name"]))
      #expect(values.map { $0["name"].map?["fr"] } == ["petit", "grand"].map { .text("\(bench.token) \($0)") })
      try await catalogue.remove()
      await bench.close()
    }

    @Test("Pictures arrive, are named by what they are, and come back byte by byte", arguments: ERPTarget.all)
    func pictures(_ target: ERPTarget) async throws {
      let bench = try await ERPBench.open(target)
      var catalogue = try await ERPSmallCatalogue(bench)
      let connector = catalogue.connector
      let files = try [ERPSmallCatalogue.file(0), ERPSmallCatalogue.file(1)]
      let back = files[0] + ".back"
      defer { for path in files + [back] { try? FileManager.default.removeItem(atPath: path) } }
      var write = catalogue.product("vase", ["image_1920": "images/1#1"])
      write.files = ["images/1#1": files[0]]
      let template = try await catalogue.made(write)
      let plain = try await catalogue.made(catalogue.product("bowl"))
      func picture(_ key: RecordKey) async throws -> Value? {
        try await connector.record("product.template", key, ["image_1920"])?["image_1920"]
      }
      let first = try #require(try await picture(template)?.text)
      #expect(first.hasPrefix("product.template/\(template)/image_1920#"))
      #expect(try await picture(plain) == .null)
      try await connector.fetch(first, to: back)
      #expect(FileManager.default.contents(atPath: back) == Data(base64Encoded: ERPSmallCatalogue.pictures[0]))

      let rename = Write(
        resource: "product.template", identity: .update(template), fields: ["list_price": 11])
      #expect(try await connector.write(rename) == .applied(template))
      #expect(try await picture(template)?.text == first, "the picture is the same")
      let second = Write(
        resource: "product.template", identity: .update(template), fields: ["image_1920": "images/2#2"],
        files: ["images/2#2": files[1]])
      #expect(try await connector.write(second) == .applied(template))
      let changed = try #require(try await picture(template)?.text)
      #expect(changed != first)
      try await connector.fetch(changed, to: back)
      #expect(FileManager.default.contents(atPath: back) == Data(base64Encoded: ERPSmallCatalogue.pictures[1]))
      let none = Write(resource: "product.template", identity: .update(template), fields: ["image_1920": .null])
      #expect(try await connector.write(none) == .applied(template))
      #expect(try await picture(template) == .null)
      let gone = await #expect(throws: Fault.self) { try await connector.fetch(changed, to: back) }
      #expect(gone?.code == "CONTENT_GONE")
      try await catalogue.remove()
      await bench.close()
    }

    @Test("Everything of a catalogue is read with what matters, in few requests", arguments: ERPTarget.all)
    func requests(_ target: ERPTarget) async throws {
      let bench = try await ERPBench.open(target)
      var catalogue = try await ERPSmallCatalogue(bench)
      let connector = catalogue.connector
      for name in ["one", "two", "three"] {
        _ = try await catalogue.made(catalogue.product(name, hasSizes: name != "three"))
      }
      let query = RelatedQuery(
        resource: "product.template", field: "id", values: catalogue.templates.map(\.value),
        fields: [
          "name", "sale_ok", "active", "default_code", "barcode", "list_price", "standard_price", "taxes_id", "weight",
          "volume", "categ_id", "description_sale", "product_tag_ids", "type", "is_storable", "image_1920",
          "product_template_image_ids.image_1920", "public_categ_ids", "attribute_line_ids.attribute_id",
          "attribute_line_ids.value_ids", "product_variant_ids.default_code", "product_variant_ids.combination",
          "product_variant_ids.lst_price", "product_variant_ids.image_variant_1920",
        ])
      _ = try await connector.read(query)
      let languages = try await connector.describe([]).facts["languages"]?.list?.count ?? 1
      let before = try #require(connector.statistics()?.requests)
      let records = try await connector.read(query)
      #expect(records.count == 3)
      #expect(records.map { $0["product_variant_ids"].list?.count } == [2, 2, 1])
      // The templates in each language, their pictures, lines, variants, the variants' pictures and values.
      let asked = try #require(connector.statistics()?.requests) - before
      #expect(asked <= 6 + languages)
      try await catalogue.remove()
      await bench.close()
    }

    @Test(
      "Each kind of record of a catalogue can be followed",
      arguments: ERPTarget.all)
    func followed(_ target: ERPTarget) async throws {
      let bench = try await ERPBench.open(target)
      let connector = bench.connector()
      let names: [String: [String]] = [
        "product.category": ["name", "parent_id", "complete_name"],
        "product.attribute": ["name", "create_variant", "display_type", "sequence", "active"],
        "product.attribute.value": ["name", "html_color", "sequence", "attribute_id", "image"],
        "product.template.attribute.line": ["product_tmpl_id", "attribute_id", "value_ids", "active"],
        "product.template.attribute.value": ["price_extra", "product_attribute_value_id", "ptav_active"],
        "product.supplierinfo": ["partner_id", "product_tmpl_id", "price", "discount"],
        "product.tag": ["name", "color", "visible_on_ecommerce"],
        "product.pricelist": ["name", "currency_id", "active"],
        "product.pricelist.item": [
          "pricelist_id", "applied_on", "compute_price", "min_quantity", "fixed_price", "percent_price", "base",
          "date_start", "date_end", "price_markup",
        ],
        "account.tax": ["name", "amount", "amount_type", "price_include", "price_include_override"],
        "product.image": ["name", "image_1920"],
      ]
      let schema = try await connector.describe(Set(names.keys))
      for (resource, fields) in names.sorted(by: { $0.key < $1.key }) {
        #expect(schema.resources[resource]?.changeFeed?.watermark == "write_date", "\(resource)")
        let latest = try await connector.latest(resource)
        let pages = try await connector.pages(
          ChangeQuery(resource: resource, since: latest, fields: fields, includesArchived: true))
        if latest != nil { #expect(pages.contains { !$0.records.isEmpty }, "\(resource)") }
      }
      await bench.close()
    }
  }
}
