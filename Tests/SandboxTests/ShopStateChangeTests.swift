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
