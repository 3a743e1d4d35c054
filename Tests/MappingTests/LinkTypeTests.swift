import Records
import Testing

@testable import Mapping

/// What a link gives is known before anything runs, whichever side the record is on.
@Suite struct LinkTypeTests {
  private static let variants = "mapping: variants\nfrom: prestashop/variants\nto: odoo/product.product\n"

  private func codes(_ mapping: String) -> [String] {
    Files.diagnostics(["flow.yaml": "mapping: flow\n" + mapping, "variants.yaml": Self.variants])
      .filter { $0.severity == .error }.map(\.code)
  }

  /// A flow from the ERP, where the set's records are named by one id and linked to two.
  private func back(_ expression: String) -> [String] {
    codes("from: odoo/product.product\nto: prestashop/orders\nmerge:\n  - \(expression)\n")
  }

  /// A flow from the shop, where the set's records are named by two ids and linked to one.
  private func forth(_ expression: String) -> [String] {
    codes("from: prestashop/order_details\nto: odoo/sale.order\nmerge:\n  - \(expression)\n")
  }

  @Test("A counterpart whose key has several fields has these fields")
  func fields() {
    #expect(back("link(variants, id).id_product + 1").isEmpty)
    #expect(back("link(variants, id).id_product_attribute = 0").isEmpty)
    #expect(back("links(variants, list(id)).id_product").isEmpty)
    #expect(back("link(variants, id).id_produkt") == ["UNKNOWN_FIELD"])
    #expect(back("link(variants, id) + 1") == ["TYPE_MISMATCH"])
    #expect(back("text(link(variants, id).id_product.name)").isEmpty)
  }

  @Test("A counterpart whose key has one field is a reference")
  func reference() {
    #expect(forth("link(variants, product_id, product_attribute_id) + 1").isEmpty)
    #expect(forth("link(variants, list(product_id, product_attribute_id)) = 3").isEmpty)
    #expect(
      codes(
        "from: prestashop/order_details\nto: odoo/sale.order\nfields:\n  client_order_ref: link(variants, product_id, 0)\n"
      ) == ["TYPE_MISMATCH"])
  }

  @Test("A record is named by as many parts as its key has on this side")
  func parts() {
    #expect(back("linked(variants, id)").isEmpty && back("held(variants, id)").isEmpty)
    #expect(back("linked(variants, id, 0)") == ["ARGUMENTS"])
    #expect(back("held(variants, id, 0)") == ["ARGUMENTS"])
    #expect(forth("linked(variants, product_id)") == ["ARGUMENTS"])
    #expect(forth("link(variants, product_id, 0, 0)") == ["ARGUMENTS"])
    #expect(
      codes("from: prestashop/order_details\nto: odoo/sale.order\nneeds:\n  - match: variants(product_id, 0, 0)\n") == [
        "ARGUMENTS"
      ])
    #expect(
      codes(
        "from: prestashop/order_details\nto: odoo/sale.order\nholds:\n  item: variants(product_id, 0, 0)\n  quantity: 1\n"
      )
        == ["ARGUMENTS"])
  }
}
