import Foundation
import Records
import Testing

@testable import Sandbox

@Suite("States and messages through the webservice")
struct ShopStateChangeTests {
  private func history(_ order: Int, _ state: Int) -> String {
    "<order_history><id_order>\(order)</id_order><id_order_state>\(state)</id_order_state></order_history>"
  }

  @Test("A state posted without sendemail mails nobody, with it the state's message goes out, again when posted again")
  func mails() throws {
    let scene = try ShopOrderTests.Scene()
    let id = scene.shop.placeOrder(scene.cart(state: 2))
    #expect(scene.desk.write("POST", "order_histories", history(id, 3)).status == 201)
    #expect(scene.shop.mailCount(order: id, state: 3) == 0)
    #expect(scene.shop.record("orders", id)?["current_state"] == "3")
    for _ in 1...2 { #expect(scene.desk.write("POST", "order_histories?sendemail=1", history(id, 4)).status == 201) }
    #expect(scene.shop.mailCount(order: id, state: 4) == 2)
    #expect(scene.shop.records("order_histories", where: "id_order", is: "\(id)").count == 4)
    #expect(scene.desk.write("POST", "order_histories?sendemail=1", history(id, 5)).status == 201)
    #expect(scene.shop.mailCount(order: id, state: 5) == 0)
  }

  @Test(
    "A state or an order that is not there is not said in XML",
    arguments: [(ShopVersion.v16, 200), (.v17, 500), (.v8, 500), (.v9, 500)])
  func unknown(_ version: ShopVersion, _ status: Int) throws {
    let scene = try ShopOrderTests.Scene(version)
    let id = scene.shop.placeOrder(scene.cart())
    for body in [history(99, 3), history(id, 99)] {
      let reply = scene.desk.write("POST", "order_histories", body)
      #expect(reply.status == status)
      #expect(reply.document == nil)
      #expect(reply.body.isEmpty == (version == .v8 || version == .v9))
    }
    #expect(scene.shop.records("order_histories", where: "id_order", is: "\(id)").count == 1)
  }

  @Test("A state changed by PUT mails whatever was asked; 1.6 mails on every PUT", arguments: ShopVersion.allCases)
  func byOrder(_ version: ShopVersion) throws {
    let scene = try ShopOrderTests.Scene(version)
    let id = scene.shop.placeOrder(scene.cart(state: 2))
    let read = try #require(scene.desk.get("orders/\(id)").document?.child("order"))
    func body(state: String) -> String {
      let fields = read.children.filter { $0.name != "associations" }
        .map { "<\($0.name)>\($0.name == "current_state" ? state : $0.text)</\($0.name)>" }
      return "<order>\(fields.joined())</order>"
    }
    #expect(scene.desk.write("PUT", "orders/\(id)", body(state: "3")).status == 200)
    #expect(scene.shop.mailCount(order: id, state: 3) == 1)
    #expect(scene.shop.record("orders", id)?["current_state"] == "3")
    #expect(scene.desk.write("PUT", "orders/\(id)", body(state: "3")).status == 200)
    #expect(scene.shop.mailCount(order: id, state: 3) == (version == .v16 ? 2 : 1))
  }

  @Test(
    "A tracking number is the order's too, moves no date and mails only on request", arguments: ShopVersion.allCases)
  func tracking(_ version: ShopVersion) throws {
    let noon: Instant = try #require(Instant(utc: "2026-03-01 11:00:00"))
    let clock = ShopClock(standingAt: noon)
    let scene = try ShopOrderTests.Scene(version, settings: ShopSettings(clock: clock))
    let id = scene.shop.placeOrder(scene.cart(state: 2))
    let before = scene.shop.record("orders", id)?["date_upd"]
    let parcel = try #require(scene.shop.records("order_carriers", where: "id_order", is: "\(id)").first)
    clock.advance(by: 60)
    let body =
      "<order_carrier><id>\(parcel.id)</id><id_order>\(id)</id_order><id_carrier>2</id_carrier><tracking_number>6A123</tracking_number></order_carrier>"
    #expect(scene.desk.write("PUT", "order_carriers", body).status == 200)
    #expect(scene.desk.get("orders/\(id)?display=[id,shipping_number]").texts("shipping_number") == ["6A123"])
    #expect(scene.shop.record("orders", id)?["date_upd"] == before)
    #expect(scene.shop.record("order_carriers", parcel.id)?["shipping_cost_tax_incl"] == "0.000000")
    let mails = scene.shop.mailCount(order: id)
    _ = scene.desk.write("PUT", "order_carriers?sendemail=1", body)
    #expect(scene.shop.mailCount(order: id) == mails + (version == .v16 ? 0 : 1))
    let bad = body.replacing("6A123", with: "é!")
    #expect(scene.desk.write("PUT", "order_carriers", bad).codes == [85])
  }

  @Test("An order through the shop has one parcel, as heavy as its rows, and shows its first parcel's number")
  func parcels() throws {
    let scene = try ShopOrderTests.Scene()
    let id = scene.shop.placeOrder(scene.cart(state: 2))
    for row in scene.shop.records("products") { scene.shop.edit("products", row.id, ["weight": "0.400000"]) }
    let heavy = scene.shop.placeOrder(scene.cart(state: 2))
    let parcels = scene.shop.records("order_carriers")
    #expect(parcels.map { $0["id_order"] } == ["\(id)", "\(heavy)"])
    let pieces = scene.shop.records("order_details", where: "id_order", is: "\(heavy)")
      .reduce(0) { $0 + (Int($1["product_quantity"]) ?? 0) }
    #expect(Decimal(exactly: parcels[0]["weight"]) == 0)
    #expect(Decimal(exactly: parcels[1]["weight"]) == Decimal(pieces * 4) / 10)
    scene.shop.insert("order_carriers", ["id_order": "\(heavy)", "id_carrier": "2"])
    scene.shop.ship(heavy, tracking: "6A1")
    #expect(scene.shop.records("order_carriers").map { $0["tracking_number"] } == ["", "6A1", ""])
    #expect(scene.shop.trackingNumber(of: heavy) == "6A1")
  }

  @Test("A parcel of a carrier that cannot be followed mails nobody, whatever is asked", arguments: ["PUT", "PATCH"])
  func unfollowed(_ method: String) throws {
    let scene = try ShopOrderTests.Scene()
    let carrier = scene.shop.addCarrier("Coursier", price: 3)
    var cart = scene.cart(state: 2)
    cart.carrier = carrier
    let id = scene.shop.placeOrder(cart)
    let parcel = try #require(scene.shop.records("order_carriers", where: "id_order", is: "\(id)").first)
    let before = scene.shop.mails
    let body =
      "<order_carrier><id>\(parcel.id)</id><id_order>\(id)</id_order><id_carrier>\(carrier)</id_carrier><tracking_number>6A</tracking_number></order_carrier>"
    #expect(scene.desk.write(method, "order_carriers?sendemail=1", body).status == 200)
    #expect(scene.shop.mails == before)
    #expect(scene.shop.trackingNumber(of: id) == "6A")
  }

  @Test("A state posted moves the order's date")
  func date() throws {
    let noon: Instant = try #require(Instant(utc: "2026-03-01 11:00:00"))
    let clock = ShopClock(standingAt: noon)
    let scene = try ShopOrderTests.Scene(settings: ShopSettings(clock: clock))
    let id = scene.shop.placeOrder(scene.cart())
    clock.advance(by: 60)
    _ = scene.desk.write("POST", "order_histories", history(id, 2))
    #expect(scene.shop.record("orders", id)?["date_upd"] == "2026-03-01 12:01:00")
    #expect(scene.shop.record("orders", id)?["date_add"] == "2026-03-01 12:00:00")
  }
}
