import Foundation
import Records
import Testing

@testable import PrestaShop

@Suite("Moving an order to a state")
struct StateActionTests {
  static func shop(_ change: (inout FakeShop.State) -> Void = { _ in }) -> FakeShop {
    FakeShop {
      $0.tables["orders"] = [
        ["id": "4", "current_state": "2", "date_upd": "2026-11-22 10:00:00"], ["id": "5", "current_state": "3"],
      ]
      $0.tables["order_histories"] = [["id": "11", "id_order": "4", "id_order_state": "2"]]
      change(&$0)
    }
  }

  static func call(_ order: Int, state: Int, notify: Bool = false, from: [Int] = []) -> ActionCall {
    ActionCall(
      resource: "orders", key: RecordKey(order), action: "add_state",
      parameters: ["state": .integer(state), "notify": .bool(notify), "from": .list(from.map(Value.integer))])
  }

  @Test("One row of history is added, with the mail only when it is asked for", arguments: [true, false])
  func moved(notify: Bool) async {
    let shop = Self.shop()
    #expect(await shop.connector().perform([Self.call(4, state: 4, notify: notify)]) == [.applied(4)])
    let posts = shop.sent.filter { $0.method == "POST" }
    #expect(posts.map(\.path) == ["order_histories"])
    #expect(posts[0].parameters["sendemail"] == (notify ? "1" : nil))
    #expect(posts[0].body.contains("<id_order_state>4</id_order_state><id_order>4</id_order>"))
  }

  @Test("An order that is there already is left alone: the mail would go out again")
  func already() async {
    let shop = Self.shop()
    let connector = shop.connector()
    #expect(await connector.perform([Self.call(4, state: 2, notify: true)]) == [.unchanged(4)])
    #expect(await connector.perform([Self.call(4, state: 3), Self.call(4, state: 3)]) == [.applied(4), .unchanged(4)])
    #expect(shop.sent.filter { $0.method == "POST" }.count == 1)
  }

  @Test("An order that somebody has moved on is left where it is, and nothing is sent")
  func movedOn() async {
    let shop = Self.shop()
    #expect(await shop.connector().perform([Self.call(5, state: 4, notify: true, from: [2])]) == [.unchanged(5)])
    #expect(!shop.sent.contains { $0.method == "POST" })
  }

  @Test("An order that is not there is said to be gone; a call without a state or of no known action is refused")
  func refused() async {
    let outcomes = await Self.shop().connector().perform([
      Self.call(99, state: 4), ActionCall(resource: "orders", key: 4, action: "explode"),
      ActionCall(resource: "orders", key: 4, action: "add_state"),
    ])
    let codes = outcomes.map { outcome in if case .refused(let fault) = outcome { fault.code } else { "\(outcome)" } }
    #expect(codes == ["SHOP_RECORD_GONE", "UNKNOWN_ACTION", "NO_STATE"])
  }

  @Test("A state that the shop does not have is refused, whatever its answer looks like")
  func unknownState() async {
    let page = FakeShop.Reply.answer(200, "&Eacute;tat de commande invalide", [:])
    let shop = Self.shop { $0.instead["POST order_histories"] = [page] }
    guard case .refused(let fault) = await shop.connector().perform([Self.call(4, state: 77)])[0] else {
      Issue.record("not refused")
      return
    }
    #expect(fault.code == "SHOP_UNKNOWN_STATE")
    #expect(fault.context == ["record": "4", "state": "77"])
  }

  @Test("Where orders are is read once for all of a batch")
  func requests() async {
    let shop = Self.shop()
    _ = await shop.connector().perform([Self.call(4, state: 4), Self.call(5, state: 4)])
    let lists = shop.sent.filter { $0.method == "GET" && $0.path == "orders" && $0.parameters["display"] != nil }
    #expect(lists.count == 1)
    #expect(shop.sent.filter { $0.method == "POST" }.count == 2)
  }

  @Test(
    "A success is 201 and a document with the row's id; a text with 200 is not",
    arguments: [
      FakeShop.Reply.answer(200, "&Eacute;tat de commande invalide", [:]), .answer(500, "", [:]), .afterwards(500, ""),
    ])
  func unknown(reply: FakeShop.Reply) async {
    let shop = Self.shop {
      $0.instead["POST order_histories"] = [reply]
      $0.tables["order_states"] = [["id": "4", "paid": "1"]]
    }
    guard case .unknown = await shop.connector().perform([Self.call(4, state: 4)])[0] else {
      Issue.record("not unknown")
      return
    }
  }

  @Test("An unknown move is settled by the history above the baseline")
  func settled() async throws {
    let shop = Self.shop { $0.instead["POST order_histories"] = [.afterwards(500, "")] }
    let connector = shop.connector()
    let call = Self.call(4, state: 4, notify: true)
    let baseline = try await connector.baseline([.action(call), .action(Self.call(5, state: 4))])
    #expect(baseline.map(\.keys) == [[11], [0]])
    let intent = OpenIntent(effect: .action(call), baseline: baseline[0], announced: Instant(secondsSince1970: 0))
    #expect(try await connector.settle([intent]) == [.notDone])
    _ = await connector.perform([call])
    #expect(try await connector.settle([intent]) == [.done(4)])
    // The same state at the baseline itself is not ours.
    let earlier = OpenIntent(
      effect: .action(Self.call(4, state: 2)), baseline: Baseline(keys: [11]), announced: Instant(secondsSince1970: 0))
    #expect(try await connector.settle([earlier]) == [.notDone])
  }
}
