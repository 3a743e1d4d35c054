import Foundation
import Records
import Testing

@testable import Sandbox

@Suite("Loading what a real shop served")
struct ShopImportTests {
  private let golden = """
    <?xml version="1.0" encoding="UTF-8"?>
    <!-- made for this test -->
    <golden version="8.2.1" id="51">
    <resource name="order" url="/orders/51" status="200">
    <prestashop xmlns:xlink="http://www.w3.org/1999/xlink">
    <order><id><![CDATA[51]]></id><id_customer><![CDATA[48]]></id_customer><current_state><![CDATA[2]]></current_state>
    <total_paid_tax_incl><![CDATA[24.000000]]></total_paid_tax_incl><reference><![CDATA[ABCDEFGHI]]></reference></order>
    </prestashop></resource>
    <resource name="order_details" url="/order_details?filter[id_order]=[51]" status="200">
    <prestashop><order_details><order_detail><id>233</id><id_order>51</id_order><product_id>641</product_id>
    <product_attribute_id>7</product_attribute_id><product_quantity>2</product_quantity><product_name>Tasse - Taille : 3</product_name>
    <product_reference>TASSE-3</product_reference><product_ean13>3760000000017</product_ean13>
    <associations><taxes><tax><id>1</id></tax></taxes></associations></order_detail></order_details></prestashop></resource>
    <resource name="messages" url="/messages?filter[id_order]=[51]" status="400"><prestashop><errors/></prestashop></resource>
    </golden>
    """

  @Test("An order is served as it was, and what its rows name exists")
  func loads() throws {
    let shop = try SimulatedShop()
    let id = try shop.importGolden(Array(golden.utf8))
    #expect(id == 51)
    let desk = ShopDesk(shop)
    #expect(desk.get("orders/51").document?.child("order")?.child("reference")?.text == "ABCDEFGHI")
    #expect(shop.record("order_details", 233)?.lists["taxes"] == [["id": "1"]])
    #expect(shop.record("products", 641)?["name"] == "Tasse - Taille : 3")
    #expect(shop.record("combinations", 7)?["reference"] == "TASSE-3")
    #expect(shop.stock(product: 641, combination: 7) == 0)
    #expect(
      desk.get("orders/51").document?.child("order")?.child("associations")?.child("order_rows")?.children.count == 1)
    #expect(shop.addProduct(reference: "NEW", name: "Neuf", price: 1) == 642)
  }

  @Test("Base rows replace those of the same id, language by language")
  func base() throws {
    let shop = try SimulatedShop()
    let taxes =
      "<prestashop><taxes><tax><id>1</id><rate>19.600</rate><name><language id=\"1\">VAT</language><language id=\"2\">TVA</language></name></tax></taxes></prestashop>"
    try shop.importBase("taxes", Array(taxes.utf8))
    #expect(shop.record("taxes", 1)?["rate"] == "19.600")
    #expect(shop.record("taxes", 1)?.texts["name"] == [1: "VAT", 2: "TVA"])
  }

  @Test("Something else than a golden order is refused")
  func refusal() throws {
    let shop = try SimulatedShop()
    #expect(throws: Fault.self) { try shop.importGolden(Array("<orders/>".utf8)) }
    #expect(throws: Fault.self) { try shop.importGolden(Array("nothing".utf8)) }
  }
}
