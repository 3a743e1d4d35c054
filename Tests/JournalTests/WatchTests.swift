import Foundation
import GRDB
import JournalStore
import Records
import Testing

@testable import Journal

/// In every test "variants" links the ERP's keys to the shop's; "stock" works on the ERP's records, "labels" on the shop's.
@Suite("Watching links and holds")
struct WatchTests {
  let journal: SQLiteJournal

  init() throws { journal = try SQLiteJournal(path: SQLiteJournal.inMemory, instance: "shop-1") }

  private func settle(_ fill: (inout PageSettlement) -> Void) async throws {
    try await journal.settle(Sample.settlement(fill))
  }

  private func watch(_ kinds: Watch.Kind...) async throws {
    try await journal.watch(
      kinds.flatMap {
        [
          Watch($0, set: "variants", flow: "stock", system: "erp"),
          Watch($0, set: "variants", flow: "labels", system: "shop"),
        ]
      })
  }

  /// What is due in the ERP's flow and in the shop's, and is then taken as done.
  private func takeDue() async throws -> [String: [RecordKey]] {
    var due: [String: [RecordKey]] = [:]
    for flow in ["stock", "labels"] {
      due[flow] = try await journal.due(flow: flow, limit: 99)
      try await settle { $0.states = due[flow, default: []].map { Sample.state($0, flow: flow) } }
    }
    return due
  }

  // MARK: Links

  @Test("A new link makes the record at the flow's end due, at whichever side of the link it is")
  func newLink() async throws {
    try await watch(.links)
    try await settle { $0.links = [Sample.link(1, "11,0"), Sample.link(2, "12,0", set: "taxes")] }
    #expect(try await takeDue() == ["stock": [1], "labels": ["11,0"]])
  }

  @Test("A link between other systems than the flow's makes nothing due")
  func otherSystems() async throws {
    try await watch(.links)
    try await settle { $0.links = [Sample.link(1, 11, from: "left", to: "right")] }
    #expect(try await takeDue() == ["stock": [], "labels": []])
  }

  @Test("A link that leads elsewhere makes both targets due, the one that lost it too")
  func changedLink() async throws {
    try await watch(.links)
    try await settle { $0.links = [Sample.link(1, 11)] }
    _ = try await takeDue()
    try await settle { $0.links = [Sample.link(1, 12)] }
    #expect(try await takeDue() == ["stock": [1], "labels": [12, 11]])
  }

  @Test("A link settled again as it is makes nothing due, accepted or not")
  func unchangedLink() async throws {
    try await watch(.links)
    try await settle { $0.links = [Sample.link(1, 11, isAccepted: false)] }
    _ = try await takeDue()
    try await settle { $0.links = [Sample.link(1, 11)] }
    #expect(try await takeDue() == ["stock": [], "labels": []])
  }

  @Test("A link of the same key in another system is another link")
  func sameKeyElsewhere() async throws {
    try await watch(.links)
    try await settle { $0.links = [Sample.link(1, 11)] }
    _ = try await takeDue()
    try await settle { $0.links = [Sample.link(1, 12, from: "old")] }
    #expect(try await takeDue() == ["stock": [], "labels": [12]])
  }

  @Test("A link that a replay forgets makes both its ends due")
  func forgottenLink() async throws {
    try await watch(.links)
    try await settle {
      $0.links = [Sample.link(1, 11, set: "variants"), Sample.link(2, 12)]
      $0.states = [Sample.state(1, .quarantined, flow: "variants")]
      $0.quarantined = [Sample.quarantined(1, flow: "variants")]
    }
    _ = try await takeDue()
    let id = try #require(try await journal.quarantine(flow: nil).first?.id)
    try await journal.replay(id, recreate: true, at: Sample.start)
    #expect(try await takeDue() == ["stock": [1], "labels": [11]])
  }

  @Test("Whoever watches holds alone is touched by a link when something of its ends is held")
  func linkOfHeldItem() async throws {
    try await watch(.holds)
    try await settle { $0.links = [Sample.link(1, 11)] }
    #expect(try await takeDue() == ["stock": [], "labels": []])
    try await settle { $0.holds = [hold(7, [12: 3])] }
    #expect(try await takeDue() == ["stock": [], "labels": [12]])
    try await settle { $0.links = [Sample.link(2, 12)] }
    #expect(try await takeDue() == ["stock": [2], "labels": [12]])
    try await settle { $0.links = [Sample.link(2, 13)] }
    #expect(try await takeDue() == ["stock": [2], "labels": [13, 12]])
  }

  // MARK: Holds

  /// A document of the shop's that takes items of the shop's.
  private func hold(
    _ document: RecordKey, _ items: KeyValuePairs<RecordKey, Decimal>, system: String = "shop"
  ) -> PageSettlement.HoldChange {
    .init(
      flow: "orders", key: document,
      holds: items.map {
        Hold(flow: "orders", key: document, system: system, set: "variants", item: $0.key, quantity: $0.value)
      })
  }

  @Test(
    "A hold set, set anew, changed, emptied, named with 0 and released makes its item due, and what it is linked to")
  func holds() async throws {
    try await watch(.holds)
    try await settle { $0.links = [Sample.link(1, 11), Sample.link(2, 12), Sample.link(3, 13)] }
    try await settle { $0.holds = [hold(7, [11: 3])] }
    #expect(try await takeDue() == ["stock": [1], "labels": [11]])
    try await settle { $0.holds = [hold(7, [11: 3])] }
    #expect(try await takeDue() == ["stock": [1], "labels": [11]])
    try await settle { $0.holds = [hold(7, [11: 2, 12: 1])] }
    #expect(try await takeDue() == ["stock": [1, 2], "labels": [11, 12]])
    try await settle { $0.holds = [hold(7, [12: 1])] }
    #expect(try await takeDue() == ["stock": [1, 2], "labels": [11, 12]])
    try await settle { $0.holds = [hold(7, [12: 0, 13: 0])] }
    #expect(try await takeDue() == ["stock": [2, 3], "labels": [12, 13]])
    #expect(try await journal.held(set: "variants", system: "shop", items: [11, 12, 13]).isEmpty)
    try await settle { $0.holds = [hold(7, [13: 1])] }
    _ = try await takeDue()
    try await settle { $0.holds = [hold(7, [:])] }
    #expect(try await takeDue() == ["stock": [3], "labels": [13]])
  }

  @Test("An item named with 0 is not remembered: its release touches nothing")
  func zeroIsForgotten() async throws {
    try await watch(.holds)
    try await settle { $0.holds = [hold(7, [11: 0])] }
    #expect(try await takeDue()["labels"] == [11])
    try await settle { $0.holds = [hold(7, [:])] }
    #expect(try await takeDue()["labels"] == [])
  }

  @Test("A held item is linked from either side")
  func otherDirection() async throws {
    try await watch(.holds)
    try await settle { $0.links = [Sample.link(11, 1, from: "shop", to: "erp")] }
    try await settle { $0.holds = [hold(7, [11: 3])] }
    #expect(try await takeDue() == ["stock": [1], "labels": [11]])
    try await settle { $0.holds = [hold(8, [1: 3], system: "erp")] }
    #expect(try await takeDue() == ["stock": [1], "labels": [11]])
  }

  @Test("All that is linked to a held item is due, and nothing of the same key in another system")
  func severalSources() async throws {
    try await watch(.holds)
    try await settle {
      $0.links = [
        Sample.link(20, 11), Sample.link(3, 11), Sample.link(11, 99), Sample.link(5, 11, to: "market"),
        Sample.link(6, 11, set: "taxes"),
      ]
    }
    try await settle { $0.holds = [hold(7, [11: 3])] }
    #expect(try await takeDue() == ["stock": [3, 20], "labels": [11]])
  }

  @Test("An unlinked item makes nothing due in the other system until it is linked")
  func linkedLater() async throws {
    try await watch(.links, .holds)
    try await settle { $0.holds = [hold(7, [11: 3])] }
    #expect(try await takeDue() == ["stock": [], "labels": [11]])
    try await settle { $0.links = [Sample.link(1, 11)] }
    #expect(try await takeDue()["stock"] == [1])
    #expect(try await journal.held(set: "variants", system: "erp", items: [1]) == [1: 3])
  }

  @Test("An item that is held and linked in one page is due")
  func linkedAtOnce() async throws {
    try await watch(.holds)
    try await settle {
      $0.holds = [hold(7, [11: 3])]
      $0.links = [Sample.link(1, 11)]
    }
    #expect(try await takeDue() == ["stock": [1], "labels": [11]])
  }

  @Test("A hold of another set touches nobody")
  func otherSet() async throws {
    try await watch(.holds)
    try await settle {
      $0.holds = [
        .init(
          flow: "orders", key: 7,
          holds: [Hold(flow: "orders", key: 7, system: "shop", set: "taxes", item: 11, quantity: 1)])
      ]
    }
    #expect(try await takeDue() == ["stock": [], "labels": []])
  }

  @Test("A hold that does not say whose key it has touches whatever it may stand for")
  func holdOfVersion1() async throws {
    try await watch(.holds)
    try await settle { $0.links = [Sample.link(1, 11), Sample.link(11, 90), Sample.link(12, 1)] }
    try await settle { $0.holds = [hold(7, [11: 3], system: "")] }
    #expect(try await takeDue() == ["stock": [11, 1], "labels": [11, 90]])
    try await settle { $0.holds = [hold(7, [:])] }
    #expect(try await takeDue() == ["stock": [11, 1], "labels": [11, 90]])
  }

  // MARK: Due

  @Test("Records are made due by name, each once, and one that is due already keeps its place")
  func dueByName() async throws {
    func due(_ keys: RecordKey...) -> [PageSettlement.DueRecord] { keys.map { .init(flow: "stock", key: $0) } }
    try await settle { $0.due = due(3, 1, 3) + [.init(flow: "orders", key: 9)] }
    try await settle { $0.due = due(2, 3) }
    #expect(try await journal.due(flow: "stock", limit: 9) == [3, 1, 2])
    #expect(try await journal.due(flow: "stock", limit: 2) == [3, 1])
    #expect(try await journal.due(flow: "orders", limit: 9) == [9])
    try await settle { $0.states = [Sample.state(3, flow: "stock")] }
    try await settle { $0.due = due(3) }
    #expect(try await journal.due(flow: "stock", limit: 9) == [1, 2, 3])
  }

  @Test("What is touched while it is due already keeps its place")
  func touchedWhileDue() async throws {
    try await watch(.links, .holds)
    try await settle { $0.due = [.init(flow: "stock", key: 2), .init(flow: "stock", key: 1)] }
    try await settle {
      $0.links = [Sample.link(1, 11), Sample.link(3, 13)]
      $0.holds = [hold(7, [11: 1])]
    }
    #expect(try await journal.due(flow: "stock", limit: 9) == [2, 1, 3])
  }

  @Test("A record that is settled and touched in one page stays due: it was read before the touch", arguments: 0...2)
  func touchedWhileSettled(way: Int) async throws {
    try await watch(way == 0 ? .links : .holds)
    try await settle { $0.due = [.init(flow: "stock", key: 1)] }
    _ = try await journal.due(flow: "stock", limit: 9)
    try await settle {
      $0.states = [Sample.state(1, flow: "stock")]
      switch way {
      case 0: $0.links = [Sample.link(1, 11)]
      case 1: $0.holds = [hold(7, [1: 2], system: "erp")]
      default: $0.due = [.init(flow: "stock", key: 1)]
      }
    }
    #expect(try await journal.due(flow: "stock", limit: 9) == [1])
    #expect(try await journal.states(flow: "stock", keys: [1])[1]?.stage == .settled)
  }

  @Test("A touch is stored with the cursor that showed it, or neither is")
  func touchAndCursor() async throws {
    try await watch(.holds)
    try await journal.inOwnTransaction(
      "CREATE TEMP TRIGGER refuse BEFORE INSERT ON cursor BEGIN SELECT RAISE(ABORT, 'refused'); END")
    let found = await fault {
      try await settle {
        $0.due = [.init(flow: "stock", key: 1)]
        $0.holds = [hold(7, [11: 1])]
        $0.cursors = [.init(flow: "stock", resource: "moves", cursor: "5")]
      }
    }
    #expect(found?.code == "JOURNAL_FAILED")
    #expect(try await takeDue() == ["stock": [], "labels": []])
    #expect(try await journal.held(set: "variants", system: "shop", items: [11]).isEmpty)
  }

  @Test("A page that only makes records due is stored")
  func onlyDue() {
    #expect(!Sample.settlement { $0.due = [.init(flow: "stock", key: 1)] }.isEmpty)
    #expect(Sample.settlement { _ in }.isEmpty)
  }

  @Test("A replay goes to the end of the queue even of a record that was touched, and a touch does not answer it")
  func replayOfTouched() async throws {
    try await settle {
      $0.states = [Sample.state(1, .quarantined, flow: "stock")]
      $0.quarantined = [Sample.quarantined(1, flow: "stock")]
      $0.due = [.init(flow: "stock", key: 1), .init(flow: "stock", key: 2)]
    }
    _ = try await journal.due(flow: "stock", limit: 9)
    let id = try #require(try await journal.quarantine(flow: nil).first?.id)
    try await journal.replay(id, recreate: false, at: Sample.start)
    try await settle {
      $0.states = [Sample.state(1, .quarantined, flow: "stock")]
      $0.due = [.init(flow: "stock", key: 1)]
    }
    #expect(try await journal.due(flow: "stock", limit: 9) == [2, 1])
  }

  // MARK: Cursors

  @Test("A forgotten cursor is none, and the other resources' stay")
  func forgottenCursor() async throws {
    try await settle {
      $0.cursors = [
        .init(flow: "stock", resource: "moves", cursor: "5"), .init(flow: "stock", resource: "items", cursor: "6"),
        .init(flow: "labels", resource: "moves", cursor: "7"),
      ]
    }
    try await settle { $0.cursors = [.init(flow: "stock", resource: "moves", cursor: nil)] }
    #expect(try await journal.cursor(flow: "stock", resource: "moves") == nil)
    #expect(try await journal.cursor(flow: "stock", resource: "items") == "6")
    #expect(try await journal.cursor(flow: "labels", resource: "moves") == "7")
    try await settle { $0.cursors = [.init(flow: "stock", resource: "moves", cursor: nil)] }
    try await settle { $0.cursors = [.init(flow: "stock", resource: "moves", cursor: "8")] }
    #expect(try await journal.cursor(flow: "stock", resource: "moves") == "8")
  }

  // MARK: What is watched

  @Test("What is watched replaces what was watched before")
  func replaced() async throws {
    try await watch(.links, .holds)
    try await journal.watch([Watch(.links, set: "variants", flow: "labels", system: "shop")])
    try await settle {
      $0.links = [Sample.link(1, 11)]
      $0.holds = [hold(7, [12: 1])]
    }
    #expect(try await takeDue() == ["stock": [], "labels": [11]])
    try await journal.watch([])
    try await settle { $0.links = [Sample.link(2, 12)] }
    #expect(try await takeDue() == ["stock": [], "labels": []])
  }

  @Test("The same flow and set in another system is another watch")
  func otherSystem() async throws {
    try await journal.watch([Watch(.links, set: "variants", flow: "stock", system: "shop")])
    try await journal.watch([Watch(.links, set: "variants", flow: "stock", system: "erp")])
    try await settle { $0.links = [Sample.link(1, 11)] }
    #expect(try await takeDue()["stock"] == [1])
  }

  @Test("What is watched already is not written again, in whatever order it is said")
  func unchangedWatches() async throws {
    try await watch(.links, .holds)
    for action in ["INSERT", "UPDATE", "DELETE"] {
      try await journal.inOwnTransaction(
        "CREATE TEMP TRIGGER no_\(action) BEFORE \(action) ON watch BEGIN SELECT RAISE(ABORT, 'refused'); END")
    }
    try await watch(.holds, .links)
    #expect(await fault { try await watch(.holds) }?.code == "JOURNAL_FAILED")
    try await settle { $0.links = [Sample.link(1, 11)] }
    #expect(try await takeDue()["stock"] == [1])
  }

  @Test("What is watched is known to the next process")
  func outlives() async throws {
    let folder = try Folder()
    let first = try folder.open()
    try await first.watch([Watch(.links, set: "variants", flow: "stock", system: "erp")])
    let next = try folder.copyAsLeftByAKill().open()
    try await next.settle(Sample.settlement { $0.links = [Sample.link(1, 11)] })
    #expect(try await next.due(flow: "stock", limit: 9) == [1])
  }
}
