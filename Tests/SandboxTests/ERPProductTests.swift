import Foundation
import Testing

@testable import Sandbox

@Suite("Products of a simulated Odoo")
struct ERPProductTests {
  @Test("A template's attributes make its variants", arguments: ERPVersion.allCases)
  func combinations(version: ERPVersion) async throws {
    let desk = try ERPDesk(version)
    let shirt = desk.erp.addProduct(
      name: "T-shirt", attributes: [("Taille", ["S", "M"]), ("Couleur", ["Bleu", "Rouge"])])
    #expect(shirt.variants.count == 4)
    let names = try await desk.call("product.product", "read", [.ids(shirt.variants), ["display_name"]]).list ?? []
    #expect(names.first?.map?["display_name"] == "T-shirt (S, Bleu)")
    let template = try await desk.read("product.template", shirt.template, ["product_variant_count", "default_code"])
    #expect(template["product_variant_count"] == 4)
    #expect(template["default_code"] == .no)
    let values = try await desk.read("product.product", shirt.variants[0], ["product_template_attribute_value_ids"])
    let twin: RPCValue = [
      "product_tmpl_id": .integer(shirt.template),
      "product_template_attribute_value_ids": [[6, 0, values["product_template_attribute_value_ids"] ?? []]],
    ]
    #expect(await desk.failure("product.product", "create", [twin]) != nil)
  }

  @Test("A barcode belongs to one product", arguments: ERPVersion.allCases)
  func barcodes(version: ERPVersion) async throws {
    let desk = try ERPDesk(version)
    desk.erp.addProduct(reference: "BC1", barcode: "376", name: "BC1")
    let failure = await desk.failure(
      "product.product", "create", [["name": "BC2", "barcode": "376", "default_code": "BC1"]])
    #expect(failure?.name == "odoo.exceptions.ValidationError")
    let pair = version >= .v18 ? "[BC1] BC1 and [BC1] BC2" : "[BC1] BC1, [BC1] BC2"
    #expect(failure?.message.contains("- Barcode \"376\" already assigned to product(s): \(pair)") == true)
    #expect(desk.erp.duplicates("product.product", "barcode") == 0)
  }

  @Test(
    "A template's write moves its variants' write_date since 17; stock moves never do", arguments: ERPVersion.allCases)
  func writeDates(version: ERPVersion) async throws {
    let desk = try ERPDesk(version)
    let product = desk.erp.addProduct(reference: "P", name: "P")
    let template = try #require(
      desk.erp.record("product.product", product, fields: ["product_tmpl_id"])?["product_tmpl_id"]?.integer)
    func date() -> String? { desk.erp.record("product.product", product, fields: ["write_date"])?["write_date"]?.text }
    let before = date()
    desk.erp.setOnHand(product: product, quantity: 5)
    #expect(date() == before)
    desk.erp.editByHand("product.template", template, ["list_price": 5])
    #expect((date() == before) == (version == .v16))
    #expect(desk.erp.record("product.product", product, fields: ["lst_price"])?["lst_price"] == .decimal(5))
  }

  @Test("Storable products are said so in each version's own way", arguments: ERPVersion.allCases)
  func storable(version: ERPVersion) async throws {
    let desk = try ERPDesk(version)
    let failure = await desk.failure("product.product", "create", [["name": "P", "type": "product"]])
    #expect(failure?.name == (version <= .v17 ? nil : "builtins.ValueError"))
    let field: RPCValue =
      version <= .v17 ? ["name": "P", "is_storable": true] : ["name": "P", "detailed_type": "product"]
    #expect(await desk.failure("product.product", "create", [field])?.name == "builtins.ValueError")
  }

  @Test("An image is an attachment with the SHA-1 of its bytes")
  func images() async throws {
    let desk = try ERPDesk(.v18)
    let product = desk.erp.addProduct(reference: "P", name: "P")
    let template = try #require(
      desk.erp.record("product.product", product, fields: ["product_tmpl_id"])?["product_tmpl_id"]?.integer)
    let pixel =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    desk.erp.editByHand("product.template", template, ["image_1920": .text(pixel)])
    let domain: RPCValue = [
      ["res_model", "=", "product.template"], ["res_field", "=", "image_1920"], ["res_id", "in", [.integer(template)]],
    ]
    let found = try await desk.call("ir.attachment", "search_read", [domain, ["checksum", "file_size"]]).list?.first?
      .map
    #expect(found?["checksum"] == "4a5eb7171b58e08a6881721e3b43d5a44419a2be")
    #expect(found?["file_size"] == 70)
  }
}
