import Foundation
import Records
import Testing

@testable import Sandbox

@Suite("Orders of a simulated shop")
struct ShopOrderTests {
  struct Scene {
    let shop: SimulatedShop
    let desk: ShopDesk
    let customer: Int
    let address: Int
    let product: Int

    init(_ version: ShopVersion = .v8, settings: ShopSettings = ShopSettings()) throws {
      shop = try SimulatedShop(version: version, settings: settings)
      desk = ShopDesk(shop)
      customer = shop.addCustomer(email: "a@example.org")
      address = shop.addAddress(customer: customer)
      product = shop.addProduct(reference: "TASSE", name: "Tasse", price: 10, ean13: "3760000000017", quantity: 20)
    }

    func cart(_ quantity: Int = 2, vouchers: [Int] = [], state: Int = 10) -> ShopCart {
      ShopCart(
        customer: customer, address: address, rows: [.init(product, quantity: quantity)], vouchers: vouchers,
        state: state)
    }
  }

  @Test(
    "An order has its rows, parcel, history, totals and a reference of nine letters", arguments: ShopVersion.allCases)
  func placed(_ version: ShopVersion) throws {
    let scene = try Scene(version)
    let id = scene.shop.placeOrder(scene.cart())
    let order = try #require(scene.shop.record("orders", id))
    #expect(order["total_products_wt"] == "24.000000")
    #expect(order["total_shipping_tax_incl"] == "5.900000")
    #expect(order["total_paid_tax_incl"] == "29.900000")
    #expect(order["reference"].count == 9)
    #expect(order["current_state"] == "10")
    #expect(order["valid"] == "0")
    let row = try #require(scene.shop.records("order_details", where: "id_order", is: "\(id)").first)
    #expect(row["unit_price_tax_incl"] == "12.000000")
    #expect(row["product_ean13"] == "3760000000017")
    #expect(row.lists["taxes"] == [["id": "1"]])
    #expect(scene.shop.records("order_carriers", where: "id_order", is: "\(id)").count == 1)
    #expect(
      scene.shop.records("order_histories", where: "id_order", is: "\(id)").map { $0["id_order_state"] } == ["10"])
    #expect(scene.shop.stock(product: scene.product) == 18)
  }

  @Test("Paying makes the invoice and the payment once, cancelling gives the stock back")
  func payAndCancel() throws {
    let scene = try Scene()
    let id = scene.shop.placeOrder(scene.cart())
    scene.shop.pay(id)
    scene.shop.changeState(id, to: 3)
    let order = try #require(scene.shop.record("orders", id))
    #expect(order["valid"] == "1")
    #expect(order["total_paid_real"] == "29.900000")
    #expect(order["invoice_number"] == "1")
    #expect(
      scene.shop.records("order_payments", where: "order_reference", is: order["reference"]).map { $0["amount"] } == [
        "29.900000"
      ])
    #expect(scene.shop.count("order_invoices") == 1)
    scene.shop.cancel(id)
    #expect(scene.shop.stock(product: scene.product) == 20)
    #expect(scene.shop.record("orders", id)?["valid"] == "0")
  }

  @Test("An order through two carriers is two orders of one reference, and one payment")
  func split() throws {
    let scene = try Scene()
    let other = scene.shop.addCarrier("Coursier", price: 10)
    var cart = scene.cart()
    cart.rows.append(.init(scene.product, carrier: other))
    let ids = scene.shop.placeOrders(cart)
    #expect(ids.count == 2)
    let references = Set(ids.compactMap { scene.shop.record("orders", $0)?["reference"] })
    #expect(references.count == 1)
    for id in ids { scene.shop.pay(id) }
    let payments = scene.shop.records("order_payments")
    #expect(payments.map { $0["amount"] } == ["53.900000"])
    #expect(ids.map { scene.shop.record("orders", $0)?["total_paid_real"] } == ["53.900000", "0.000000"])
  }

  @Test("Vouchers take from the order what they say, in its currency", arguments: ShopVersion.allCases)
  func vouchers(_ version: ShopVersion) throws {
    let scene = try Scene(version)
    let percent = scene.shop.addCartRule("Dix", ["reduction_percent": "10"])
    let shipping = scene.shop.addCartRule("Port", ["free_shipping": "1"])
    let amount = scene.shop.addCartRule("Cinq", ["reduction_amount": "5", "reduction_tax": "1"])
    var cart = scene.cart(vouchers: [percent, shipping])
    let first = try #require(scene.shop.record("orders", scene.shop.placeOrder(cart)))
    #expect(first["total_discounts_tax_incl"] == "8.300000")
    #expect(first["total_paid_tax_incl"] == "21.600000")
    let taken = scene.shop.records(
      version == .v16 ? "order_discounts" : "order_cart_rules", where: "id_order", is: "\(first.id)")
    #expect(taken.map { Decimal(exactly: $0["value"]) } == [Decimal(exactly: "2.4"), Decimal(exactly: "5.9")])
    cart.vouchers = [amount]
    cart.currency = 2
    let dollars = try #require(scene.shop.record("orders", scene.shop.placeOrder(cart)))
    #expect(dollars["conversion_rate"] == "1.100000")
    #expect(dollars["total_products_wt"] == "26.400000")
    #expect(dollars["total_discounts_tax_incl"] == "5.500000")
  }

  @Test("Ecotax, special prices and group discounts are inside the unit price")
  func prices() throws {
    let scene = try Scene()
    let taxed = scene.shop.addProduct(reference: "ECO", name: "Lampe", price: 10, quantity: 5, ecotax: 1)
    scene.shop.insert(
      "specific_prices",
      [
        "id_product": "\(scene.product)", "price": "-1", "reduction": "0.2", "reduction_type": "percentage",
        "reduction_tax": "1", "from_quantity": "2",
      ])
    var cart = scene.cart()
    cart.rows.append(.init(taxed))
    let id = scene.shop.placeOrder(cart)
    let rows = scene.shop.records("order_details", where: "id_order", is: "\(id)")
    #expect(rows.map { $0["unit_price_tax_incl"] } == ["9.600000", "13.200000"])
    #expect(rows[0]["reduction_percent"] == "20.00")
    #expect(rows[1]["ecotax"] == "1.000000")
    #expect(rows[1]["ecotax_tax_rate"] == "20.000")
    scene.shop.insert("groups", id: 4, ["name": "Pro", "reduction": "50"])
    scene.shop.edit("customers", scene.customer, ["id_default_group": "4"])
    let half = scene.shop.placeOrder(scene.cart(1))
    #expect(
      scene.shop.records("order_details", where: "id_order", is: "\(half)").first?["unit_price_tax_incl"] == "6.000000")
  }

  @Test("No tax where no rule names the country")
  func exempt() throws {
    let scene = try Scene()
    let abroad = scene.shop.addAddress(customer: scene.customer, country: 21)
    var cart = scene.cart()
    cart.deliveryAddress = abroad
    let order = try #require(scene.shop.record("orders", scene.shop.placeOrder(cart)))
    #expect(order["total_paid_tax_incl"] == order["total_paid_tax_excl"])
    #expect(order["carrier_tax_rate"] == "0.000")
  }

  @Test("A credit note is only a document: state, stock and date stay")
  func refund() throws {
    let noon: Instant = try #require(Instant(utc: "2026-03-01 11:00:00"))
    let clock = ShopClock(standingAt: noon)
    let scene = try Scene(settings: ShopSettings(clock: clock))
    let id = scene.shop.placeOrder(scene.cart(state: 2))
    let row = try #require(scene.shop.records("order_details", where: "id_order", is: "\(id)").first)
    let before = try #require(scene.shop.record("orders", id))
    clock.advance(by: 3600)
    let slip = scene.shop.refund(id, ShopRefund(pieces: [row.id: 1], includesShipping: true))
    let note = try #require(scene.desk.get("order_slip/\(slip)").document?.child("order_slip"))
    #expect(note.child("total_products_tax_incl")?.text == "12.000000")
    #expect(note.child("amount")?.text == "10.000000")
    #expect(
      note.child("associations")?.child("order_slip_details")?.children.first?.child("id_order_detail")?.text
        == "\(row.id)")
    #expect(scene.shop.record("order_details", row.id)?["product_quantity_refunded"] == "1")
    #expect(scene.shop.record("orders", id)?["date_upd"] == before["date_upd"])
    #expect(scene.shop.stock(product: scene.product) == 18)
  }
}
