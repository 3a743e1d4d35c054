import Foundation
import GRDB
import JournalStore
import Records
import Testing

@testable import Journal

@Suite("Settling a page")
struct SettlementTests {
  let journal: SQLiteJournal

  init() throws { journal = try SQLiteJournal(path: SQLiteJournal.inMemory, instance: "shop-1") }

  private func settle(_ fill: (inout PageSettlement) -> Void) async throws {
    try await journal.settle(Sample.settlement(fill))
  }

  // MARK: States

  @Test("A state comes back as it was settled, with everything it holds")
  func state() async throws {
    let state = RecordState(
      flow: "orders", key: RecordKey(["12", "0"]), stage: .held, sourceDigest: "d", fingerprint: nil,
      target: RecordKey(["4", "5"]),
      base: ["naïve \"name\"": "a\tb", "price": "16.58"], isFresh: true)
    try await settle { $0.states = [state, Sample.state(3)] }
    #expect(try await journal.states(flow: "orders", keys: [RecordKey(["12", "0"]), 99]) == [state.key: state])
    #expect(try await journal.states(flow: "stock", keys: [3]).isEmpty)
    #expect(try await journal.states(flow: "orders", keys: []).isEmpty)
  }

  @Test("A newer state replaces the older one whole")
  func replaced() async throws {
    try await settle { $0.states = [Sample.state(1, .started, target: 5, base: ["a": "1"], isFresh: true)] }
    let newer = Sample.state(1, .settled, digest: "d2")
    try await settle { $0.states = [newer] }
    #expect(try await journal.states(flow: "orders", keys: [1]) == [1: newer])
    #expect(try await journal.counts() == ["orders": [.settled: 1]])
  }

  @Test("Ten thousand keys are asked for at once")
  func manyKeys() async throws {
    let keys = (1...40_000).map { RecordKey($0) }
    try await settle { settlement in
      settlement.states = keys.prefix(300).map { Sample.state($0) }
      settlement.links = keys.prefix(300).map { Sample.link($0, RecordKey([$0.description, "0"])) }
    }
    #expect(try await journal.states(flow: "orders", keys: keys).count == 300)
    #expect(try await journal.links(set: "variants", system: "erp", keys: keys).count == 300)
    #expect(try await journal.held(set: "variants", system: "shop", items: keys).isEmpty)
  }

  @Test("A page that cannot be stored whole is not stored at all")
  func atomic() async throws {
    try await journal.inOwnTransaction(
      "CREATE TEMP TRIGGER refuse BEFORE INSERT ON cursor BEGIN SELECT RAISE(ABORT, 'refused'); END")
    let found = await fault {
      try await settle {
        $0.states = [Sample.state(1)]
        $0.links = [Sample.link(1, 2)]
        $0.cursors = [.init(flow: "orders", resource: "orders", cursor: "5")]
      }
    }
    #expect(found?.code == "JOURNAL_FAILED")
    #expect(try await journal.counts().isEmpty)
    #expect(try await journal.links(set: "variants", after: nil, limit: 9).isEmpty)
  }

  @Test("A settlement whose task was cancelled is stored all the same: its effects have happened")
  func cancelled() async throws {
    let journal = journal
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      try await journal.settle(Sample.settlement { $0.states = [Sample.state(1)] })
    }
    try await task.value
    #expect(try await journal.counts() == ["orders": [.settled: 1]])
  }

  @Test("Each resource of a flow has its own cursor, and the last one given counts")
  func cursors() async throws {
    try await settle {
      $0.cursors = [
        .init(flow: "orders", resource: "orders", cursor: "2026-01-01"),
        .init(flow: "orders", resource: "rows", cursor: "7"),
      ]
    }
    try await settle { $0.cursors = [.init(flow: "orders", resource: "orders", cursor: "2026-01-02")] }
    #expect(try await journal.cursor(flow: "orders", resource: "orders") == "2026-01-02")
    #expect(try await journal.cursor(flow: "orders", resource: "rows") == "7")
    #expect(try await journal.cursor(flow: "stock", resource: "rows") == nil)
  }

  // MARK: Links

  @Test("Links are found from both sides")
  func links() async throws {
    let link = Sample.link(7, RecordKey(["12", "0"]), isAccepted: false)
    try await settle { $0.links = [link, Sample.link(8, 9, set: "taxes")] }
    #expect(try await journal.links(set: "variants", system: "erp", keys: [7, 8]) == [7: link])
    #expect(try await journal.links(set: "variants", system: "shop", keys: ["12,0", 7]) == ["12,0": link])
    #expect(try await journal.links(set: "variants", system: "elsewhere", keys: [7]).isEmpty)
  }

  @Test("A target with several sources gives the smallest, by number")
  func smallest() async throws {
    try await settle { $0.links = [Sample.link(100, 5), Sample.link(20, 5), Sample.link(3, 6)] }
    #expect(try await journal.links(set: "variants", system: "shop", keys: [5])[5]?.source == 20)
  }

  @Test("A link of the same source replaces the one before")
  func relinked() async throws {
    try await settle { $0.links = [Sample.link(1, 5)] }
    try await settle { $0.links = [Sample.link(1, 6)] }
    #expect(try await journal.links(set: "variants", system: "shop", keys: [5, 6]).keys.sorted() == [6])
  }

  @Test("A set is read in pages, in the order of the keys as numbers, each link once")
  func pages() async throws {
    let keys = [RecordKey(10), 9, 100, "2,10", "2,9", "A-1", 1, "10,0"]
    try await settle { $0.links = keys.map { Sample.link($0, $0) } }
    var read: [RecordKey] = []
    while true {
      let page = try await journal.links(set: "variants", after: read.last, limit: 3)
      guard !page.isEmpty else { break }
      #expect(page.count <= 3)
      read += page.map(\.source)
    }
    #expect(read == [1, "2,9", "2,10", 9, 10, "10,0", 100, "A-1"])
  }

  @Test("Equal keys of two systems are not lost between two pages")
  func pagesOfTwoSystems() async throws {
    try await settle { $0.links = [Sample.link(1, 5), Sample.link(1, 6, from: "other"), Sample.link(2, 7)] }
    let first = try await journal.links(set: "variants", after: nil, limit: 1)
    let second = try await journal.links(set: "variants", after: first.last?.source, limit: 1)
    #expect(first.map(\.target) == [5, 6])
    #expect(second.map(\.target) == [7])
  }

  @Test("Accepting a set counts and marks the links that were adopted, once")
  func accepted() async throws {
    try await settle {
      $0.links = [
        Sample.link(1, 5, isAccepted: false), Sample.link(2, 6, isAccepted: false), Sample.link(3, 7),
        Sample.link(4, 8, set: "taxes", isAccepted: false),
      ]
    }
    #expect(try await journal.accept(set: "variants", at: Sample.start) == 2)
    #expect(try await journal.accept(set: "variants", at: Sample.start) == 0)
    #expect(try await journal.links(set: "variants", system: "erp", keys: [1])[1]?.isAccepted == true)
    #expect(try await journal.links(set: "taxes", system: "erp", keys: [4])[4]?.isAccepted == false)
    let events = try await journal.events(flow: "variants", key: nil, limit: 9)
    #expect(
      events == [JournalEvent(flow: "variants", key: nil, kind: "accepted", details: ["links": 2], at: Sample.start)])
  }

  @Test("An accepted link stays accepted when it is settled again, and another target is not accepted by it")
  func acceptedAgain() async throws {
    try await settle { $0.links = [Sample.link(1, 5, isAccepted: false)] }
    _ = try await journal.accept(set: "variants", at: Sample.start)
    try await settle { $0.links = [Sample.link(1, 5, isAccepted: false)] }
    #expect(try await journal.links(set: "variants", system: "erp", keys: [1])[1]?.isAccepted == true)
    try await settle { $0.links = [Sample.link(1, 6, isAccepted: false)] }
    #expect(try await journal.links(set: "variants", system: "erp", keys: [1])[1]?.isAccepted == false)
  }

  // MARK: Waiting and due

  @Test(
    "The transaction that makes a link releases whoever waits for it, from either side", arguments: ["shop", "erp"])
  func released(system: String) async throws {
    try await settle {
      $0.states = [Sample.state(31, .waiting)]
      $0.waiting = [Sample.waiting(31, for: 5, system: system)]
    }
    #expect(try await journal.due(flow: "orders", limit: 9).isEmpty)
    try await settle { $0.links = [Sample.link(4, 4), Sample.link(5, 6, set: "taxes")] }
    #expect(try await journal.due(flow: "orders", limit: 9).isEmpty)
    try await settle { $0.links = [system == "shop" ? Sample.link(1, 5) : Sample.link(5, 1)] }
    #expect(try await journal.due(flow: "orders", limit: 9) == [31])
    #expect(try await journal.waiting(flow: nil).isEmpty)
  }

  @Test("A record that begins to wait for a link that is there already is due at once")
  func linkedMeanwhile() async throws {
    try await settle { $0.links = [Sample.link(1, 5)] }
    try await settle {
      $0.states = [Sample.state(31, .waiting)]
      $0.waiting = [Sample.waiting(31, for: 5)]
    }
    #expect(try await journal.due(flow: "orders", limit: 9) == [31])
  }

  @Test("One of several links is enough to look again; the others are still waited for")
  func oneOfSeveral() async throws {
    try await settle {
      $0.states = [Sample.state(31, .waiting)]
      $0.waiting = [Sample.waiting(31, for: 5), Sample.waiting(31, for: 6)]
    }
    try await settle { $0.links = [Sample.link(1, 5)] }
    #expect(try await journal.due(flow: "orders", limit: 9) == [31])
    #expect(try await journal.waiting(flow: "orders").map(\.awaited) == [6])
  }

  @Test("A record that waits again has waited since the first time, and only for what it names now")
  func waitingAgain() async throws {
    try await settle {
      $0.states = [Sample.state(31, .waiting)]
      $0.waiting = [Sample.waiting(31, for: 5), Sample.waiting(31, for: 6)]
    }
    try await settle {
      $0.states = [Sample.state(31, .waiting)]
      $0.waiting = [Sample.waiting(31, for: 6, since: 60)]
    }
    #expect(try await journal.waiting(flow: nil) == [Sample.waiting(31, for: 6)])
  }

  @Test("A waiting state settled without a word on what it waits for goes on waiting")
  func stillWaiting() async throws {
    try await settle {
      $0.states = [Sample.state(31, .waiting)]
      $0.waiting = [Sample.waiting(31, for: 5)]
    }
    try await settle { $0.states = [Sample.state(31, .waiting, digest: "d2")] }
    #expect(try await journal.waiting(flow: nil).count == 1)
  }

  @Test(
    "Any other state ends the waiting", arguments: [RecordState.Stage.held, .started, .quarantined, .settled, .closed])
  func waitingEnds(stage: RecordState.Stage) async throws {
    try await settle {
      $0.states = [Sample.state(31, .waiting)]
      $0.waiting = [Sample.waiting(31, for: 5)]
    }
    try await settle { $0.states = [Sample.state(31, stage)] }
    #expect(try await journal.waiting(flow: nil).isEmpty)
  }

  @Test("Whether a record is waited for is asked for one set and one system")
  func awaited() async throws {
    try await settle {
      $0.states = [Sample.state(31, .waiting), Sample.state(32, .waiting), Sample.state(33, .waiting)]
      $0.waiting = [
        Sample.waiting(31, for: 5), Sample.waiting(32, for: 5), Sample.waiting(32, for: "6,0"),
        Sample.waiting(33, for: 7, system: "erp"), Sample.waiting(33, for: 8, set: "taxes"),
      ]
    }
    let keys: [RecordKey] = [4, 5, "6,0", 7, 8]
    #expect(try await journal.awaited(set: "variants", system: "shop", keys: keys) == [5, "6,0"])
    #expect(try await journal.awaited(set: "variants", system: "erp", keys: keys) == [7])
    #expect(try await journal.awaited(set: "variants", system: "shop", keys: []) == [])
  }

  @Test("A record begun and not finished is due until another state is settled")
  func started() async throws {
    try await settle { $0.states = [Sample.state(1, .started), Sample.state(2, .started), Sample.state(3)] }
    #expect(try await journal.due(flow: "orders", limit: 9) == [1, 2])
    try await settle { $0.states = [Sample.state(1)] }
    #expect(try await journal.due(flow: "orders", limit: 9) == [2])
  }

  @Test("What is begun and finished in one run is not due, even when nobody asked in between")
  func startedAndSettled() async throws {
    try await settle { $0.states = [Sample.state(1, .started)] }
    try await settle { $0.states = [Sample.state(1, .quarantined)] }
    #expect(try await journal.due(flow: "orders", limit: 9).isEmpty)
  }

  @Test("Due is the oldest first, each flow for itself, and a record begun anew goes to the end")
  func order() async throws {
    try await settle {
      $0.states = [Sample.state(3, .started), Sample.state(1, .started), Sample.state(2, .started, flow: "stock")]
    }
    try await settle { $0.states = [Sample.state(3, .started)] }
    #expect(try await journal.due(flow: "orders", limit: 9) == [1, 3])
    #expect(try await journal.due(flow: "orders", limit: 1) == [1])
    #expect(try await journal.due(flow: "stock", limit: 9) == [2])
  }

  // MARK: Intents, runs, events, cache

  @Test("Announced intents are open, in order, until a settlement closes them")
  func intents() async throws {
    let ids = try await journal.announce(
      flow: "orders", [(1, Sample.intent("a")), (2, Sample.intent("b")), (3, Sample.intent("c"))])
    _ = try await journal.announce(flow: "stock", [(9, Sample.intent("d"))])
    #expect(ids == ids.sorted() && Set(ids).count == 3)
    try await settle { $0.closedIntents = [ids[1]] }
    let open = try await journal.openIntents(flow: "orders")
    #expect(open.map(\.id) == [ids[0], ids[2]])
    #expect(open[1] == StoredIntent(id: ids[2], flow: "orders", key: 3, intent: Sample.intent("c")))
    #expect(try await journal.announce(flow: "orders", []).isEmpty)
  }

  @Test("The number of a closed intent is never given again")
  func intentNumbers() async throws {
    let first = try await journal.announce(flow: "orders", [(1, Sample.intent("a"))])
    try await settle { $0.closedIntents = first }
    #expect(try await journal.announce(flow: "orders", [(1, Sample.intent("a"))]) != first)
  }

  @Test("Runs are kept with their end, newest first; one that was cut has none")
  func runs() async throws {
    let cut = try await journal.beginRun(at: Sample.start)
    let id = try await journal.beginRun(at: Sample.start.adding(60))
    var counts = FlowCounts()
    counts.created = 3
    let fault = Fault(.road, "SHOP_UNREACHABLE", "It does not answer.", retryAfter: 30)
    try await journal.endRun(id, at: Sample.start.adding(90), end: .incomplete, flows: ["orders": counts], fault: fault)
    #expect(
      try await journal.runs(limit: 5) == [
        Run(
          id: id, started: Sample.start.adding(60), ended: Sample.start.adding(90), end: .incomplete,
          flows: ["orders": counts], fault: fault),
        Run(id: cut, started: Sample.start),
      ])
    #expect(try await journal.runs(limit: 1).map(\.id) == [id])
  }

  @Test("Events are found by flow and record, newest first")
  func events() async throws {
    let events = (1...5).map { number in
      JournalEvent(
        flow: number < 4 ? "orders" : "stock", key: RecordKey(number % 2), kind: "updated",
        details: ["fields": ["a", .decimal(1)]],
        at: Sample.start.adding(number))
    }
    try await settle { $0.events = events }
    #expect(try await journal.events(flow: nil, key: nil, limit: 9) == events.reversed())
    #expect(try await journal.events(flow: "orders", key: 1, limit: 9) == [events[2], events[0]])
    #expect(try await journal.events(flow: "orders", key: 1, limit: 1) == [events[2]])
  }

  @Test("What is cached is there until it expires")
  func cache() async throws {
    try await journal.cache("schema", Data([1, 2]), expires: Sample.start.adding(60))
    try await journal.cache("zones", Data(), expires: nil)
    #expect(try await journal.cached("schema", now: Sample.start.adding(59)) == Data([1, 2]))
    #expect(try await journal.cached("schema", now: Sample.start.adding(60)) == nil)
    #expect(try await journal.cached("zones", now: Sample.start.adding(1_000_000)) == Data())
    try await journal.cache("schema", Data([3]), expires: nil)
    #expect(try await journal.cached("schema", now: Sample.start.adding(60)) == Data([3]))
    #expect(try await journal.cached("none", now: Sample.start) == nil)
  }
}
