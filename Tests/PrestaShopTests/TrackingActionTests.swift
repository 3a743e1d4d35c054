import Foundation
import Records
import Testing

@testable import PrestaShop

@Suite("Setting the number of an order's parcel")
struct TrackingActionTests {
  static func parcel(_ id: Int, order: Int, number: String = "", carrier: Int = 2) -> FakeShop.Row {
    [
      "id": String(id), "id_order": String(order), "id_carrier": String(carrier), "id_order_invoice": "7",
      "weight": "9.400000",
      "shipping_cost_tax_excl": "7.000000", "shipping_cost_tax_incl": "8.400000", "tracking_number": number,
      "date_add": "2026-11-22 03:03:43",
    ]
  }

  static func shop(_ change: (inout FakeShop.State) -> Void = { _ in }) -> FakeShop {
    FakeShop {
      $0.tables["orders"] = [["id": "4", "current_state": "2"], ["id": "5", "current_state": "2"]]
      $0.tables["order_carriers"] = [
        parcel(12, order: 4), parcel(11, order: 4, number: "OLD"), parcel(13, order: 5), parcel(14, order: 6),
      ]
      change(&$0)
    }
  }

  static func call(_ order: Int, _ number: Value) -> ActionCall {
    ActionCall(resource: "orders", key: RecordKey(order), action: "set_tracking", parameters: ["number": number])
  }

  static func code(_ outcome: Outcome) -> String {
    if case .refused(let fault) = outcome { fault.code } else { "\(outcome)" }
  }

  @Test(
    "All numbers of a batch take one reading and one body, and never a mail",
    arguments: [("9.1.4", "PATCH", 2), ("8.2.1", "PATCH", 2), ("1.7.8.11", "PUT", 3), ("1.6.1.24", "PUT", 3)])
  func bulk(version: String, method: String, requests: Int) async throws {
    let shop = Self.shop { $0.version = version }
    let connector = shop.connector()
    _ = try await connector.describe(["orders", "order_carriers"])
    let before = shop.sent.count
    let calls = [Self.call(4, "TRK4"), Self.call(5, "TRK5"), Self.call(6, "TRK6")]
    #expect(await connector.perform(calls) == [.applied(4), .applied(5), .applied(6)])
    let sent = Array(shop.sent.dropFirst(before))
    #expect(sent.count == requests)
    #expect(sent.last?.method == method)
    #expect(sent.allSatisfy { $0.path == "order_carriers" && $0.parameters["sendemail"] == nil })
  }

  @Test(
    "Where the customer is to be told, each number with a link to follow has a request of its own that says so, once")
  func telling() async throws {
    let shop = Self.shop {
      $0.version = "8.2.1"
      $0.tables["order_carriers"]?.append(Self.parcel(15, order: 7, carrier: 3))
    }
    let connector = shop.connector()
    _ = try await connector.describe(["orders", "order_carriers"])
    let before = shop.sent.count
    var calls = [Self.call(4, "OLD"), Self.call(5, "TRK5"), Self.call(6, "TRK6"), Self.call(7, "TRK7")]
    for index in calls.indices { calls[index].parameters["notify"] = .bool(index != 2) }
    #expect(await connector.perform(calls) == [.unchanged(4), .applied(5), .applied(6), .applied(7)])
    // What is told to nobody goes together.
    let writes = shop.sent.dropFirst(before).filter { $0.method == "PATCH" }
    #expect(writes.map { $0.parameters["sendemail"] } == [nil, "1"])
  }

  @Test(
    "Of several rows the shop's own first one is written, and nothing else of it", arguments: ["8.2.1", "1.6.1.24"])
  func first(version: String) async throws {
    let shop = Self.shop { $0.version = version }
    #expect(await shop.connector().perform([Self.call(4, " TRK4 ")]) == [.applied(4)])
    var wanted = Self.parcel(11, order: 4)
    wanted["tracking_number"] = "TRK4"
    #expect(WritingTests.names(shop, "order_carriers", "11") == wanted)
    #expect(WritingTests.names(shop, "order_carriers", "12") == Self.parcel(12, order: 4))
  }

  @Test("A number that is there already is not sent again")
  func already() async {
    let shop = Self.shop()
    #expect(await shop.connector().perform([Self.call(4, "OLD")]) == [.unchanged(4)])
    #expect(!shop.sent.contains { $0.method != "GET" })
  }

  @Test("An order without a parcel, a number that is missing, too long or not taken: each is refused, the others go")
  func refused() async {
    let shop = Self.shop {
      $0.refusesWrite = { $0.child("tracking_number")?.text.contains("<") == true ? 85 : nil }
    }
    let outcomes = await shop.connector().perform([
      Self.call(99, "TRK"), Self.call(4, "  "), Self.call(5, .text(String(repeating: "A", count: 65))),
      Self.call(6, "<b>"),
    ])
    #expect(
      outcomes.map(Self.code) == [
        "SHOP_NO_PARCEL", "NO_TRACKING_NUMBER", "SHOP_VALUE_TOO_LONG", "TRACKING_NUMBER_REFUSED",
      ])
    for (outcome, order) in zip(outcomes, ["99", "4", "5", "6"]) {
      guard case .refused(let fault) = outcome else { continue }
      #expect(fault.family == .record)
      #expect(fault.context["record"] == order)
      #expect(!fault.hint.isEmpty)
    }
    let again = await shop.connector().perform([Self.call(5, "TRK5"), Self.call(6, "<b>")])
    #expect(again.map(Self.code) == ["\(Outcome.applied(5))", "TRACKING_NUMBER_REFUSED"])
  }

  @Test("Sixty-four characters are taken")
  func longest() async {
    let number = String(repeating: "A", count: 64)
    #expect(await Self.shop().connector().perform([Self.call(5, .text(number))]) == [.applied(5)])
  }

  @Test("A number, a state and another number of one order are done in this order")
  func order() async {
    let shop = Self.shop()
    let outcomes = await shop.connector().perform([
      Self.call(4, "A"), StateActionTests.call(4, state: 4), Self.call(5, "C"), Self.call(4, "B"),
      Self.call(4, "OLD"),
    ])
    #expect(outcomes == [.applied(4), .applied(4), .applied(5), .applied(4), .applied(4)])
    #expect(WritingTests.names(shop, "order_carriers", "11")?["tracking_number"] == "OLD")
    let changing = shop.sent.filter { $0.method != "GET" }
    #expect(changing.map(\.path) == ["order_carriers", "order_histories", "order_carriers", "order_carriers"])
  }

  @Test("It needs no baseline, and is settled by what is there, without waiting")
  func settled() async throws {
    let shop = Self.shop()
    let connector = shop.connector()
    let calls = [Self.call(4, "OLD"), Self.call(5, "TRK5"), Self.call(99, "X")]
    #expect(try await connector.baseline(calls.map { .action($0) }) == [Baseline(), Baseline(), Baseline()])
    #expect(shop.sent.isEmpty)
    let intents = calls.map {
      OpenIntent(effect: .action($0), baseline: Baseline(), announced: Instant(Date()))
    }
    #expect(try await connector.settle(intents) == [.done(4), .notDone, .notDone])
    #expect(!shop.sent.contains { $0.path == "order_histories" })
  }

  @Test("An unknown answer is told by reading back", arguments: [true, false])
  func readBack(isSaved: Bool) async {
    let reply = isSaved ? FakeShop.Reply.afterwards(500, "") : .answer(502, "", [:])
    let shop = Self.shop { $0.instead["PATCH order_carriers"] = [reply] }
    let outcome = await shop.connector().perform([Self.call(5, "TRK5")])[0]
    if isSaved {
      #expect(outcome == .applied(5))
    } else if case .unknown = outcome {
    } else {
      Issue.record("\(outcome)")
    }
  }

  @Test("The states that an order has been in are told, in one more request, only where they are asked for")
  func pastStates() async throws {
    let shop = Self.shop {
      $0.tables["order_histories"] = [
        ["id": "1", "id_order": "4", "id_order_state": "2"], ["id": "2", "id_order": "4", "id_order_state": "4"],
        ["id": "3", "id_order": "4", "id_order_state": "2"],
      ]
    }
    let connector = shop.connector()
    _ = try await connector.describe(["orders", "order_histories"])
    let before = shop.sent.count
    let query = RelatedQuery(
      resource: "orders", field: "id", values: [4, 5], fields: ["current_state", "past_states"])
    let orders = try await connector.read(query)
    #expect(orders.map { $0["past_states"] } == [[2, 4], []])
    #expect(shop.sent.count == before + 2)
    let probe = Probe(
      resource: "orders", conditions: [Condition("id", .equals, 4)], fields: ["current_state", "past_states"])
    let found = try await connector.find([probe])
    #expect(found.first?.map { $0["past_states"] } == [[2, 4]])
  }
}
