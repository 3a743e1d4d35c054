import Foundation
import Records
import Testing

@testable import Engine

@Suite("What a feed shows again")
struct SeenRowsTests {
  private let feed = ResourceSchema.ChangeFeed(watermark: "changed", overlap: 300)

  /// A row that changed at a moment, shown when the server's clock was so many seconds further.
  private func page(_ id: Int, changed: Int, shownAfter seconds: Int?) -> Page {
    let record = Record(
      resource: "notes", key: RecordKey(id), fields: ["changed": .instant(Instant(secondsSince1970: changed))])
    return Page(
      records: [record], cursor: nil, isComplete: false,
      serverTime: seconds.map { Instant(secondsSince1970: changed + $0) })
  }

  @Test("A touching row is new once, and again when its moment moves")
  func touching() {
    var seen = SeenRows(touching: nil, feed: feed)
    #expect(seen.take(page(1, changed: 1000, shownAfter: 5)).count == 1)
    #expect(seen.take(page(1, changed: 1000, shownAfter: 60)).isEmpty)
    let stored = seen.changed()
    var next = SeenRows(touching: stored, feed: feed)
    #expect(next.take(page(1, changed: 1000, shownAfter: 90)).isEmpty)
    #expect(next.take(page(1, changed: 1001, shownAfter: 5)).count == 1)
    #expect(next.take(page(2, changed: 1000, shownAfter: 5)).count == 1)
  }

  @Test("A touching row as young as the server's clock is new the next time as well")
  func young() {
    var seen = SeenRows(touching: nil, feed: feed)
    #expect(seen.take(page(1, changed: 1000, shownAfter: 1)).count == 1)
    #expect(seen.take(page(1, changed: 1000, shownAfter: 2)).count == 1)
    #expect(seen.take(page(1, changed: 1000, shownAfter: 3)).isEmpty)
  }

  @Test(
    "A flow's own record is looked at for as long as a transaction of its second may come to light, and once after that"
  )
  func followed() {
    var seen = SeenRows(followed: nil, feed: feed)
    for seconds in [0, 5, 299, 300] {
      #expect(seen.take(page(1, changed: 1000, shownAfter: seconds)).count == 1, "after \(seconds) s")
    }
    #expect(seen.take(page(1, changed: 1000, shownAfter: 301)).isEmpty)
    #expect(seen.take(page(1, changed: 1400, shownAfter: 301)).count == 1)
  }

  @Test("Without the server's clock or the row's moment nothing is taken as seen")
  func unknown() {
    var seen = SeenRows(followed: nil, feed: feed)
    for _ in 0..<2 { #expect(seen.take(page(1, changed: 1000, shownAfter: nil)).count == 1) }
    let bare = Page(
      records: [Record(resource: "notes", key: "1", fields: [:])], cursor: nil, isComplete: false,
      serverTime: Instant(secondsSince1970: 9000))
    for _ in 0..<2 { #expect(seen.take(bare).count == 1) }
    #expect(seen.changed() == nil)
  }

  @Test("What the overlap will not show again is not kept")
  func forgotten() {
    var seen = SeenRows(followed: nil, feed: feed)
    _ = seen.take(page(1, changed: 1000, shownAfter: 900))
    _ = seen.take(page(2, changed: 9000, shownAfter: 900))
    let stored = seen.changed()
    var next = SeenRows(followed: stored, feed: feed)
    #expect(next.take(page(2, changed: 9000, shownAfter: 950)).isEmpty)
    #expect(next.take(page(1, changed: 1000, shownAfter: 950)).count == 1)
  }

  @Test("What was written at once takes no more memory however much it is")
  func writtenAtOnce() {
    var seen = SeenRows(touching: nil, feed: feed)
    for start in stride(from: 1, to: 20_000, by: 500) {
      #expect(seen.take(together(start..<start + 500)).count == 500)
    }
    let stored = seen.changed()
    #expect((stored?.count ?? .max) < 200)
    var next = SeenRows(touching: stored, feed: feed)
    for start in stride(from: 1, to: 20_000, by: 500) {
      #expect(next.take(together(start..<start + 500)).isEmpty)
    }
    #expect(next.take(together(20_001..<20_003)).count == 2)
  }

  /// Rows that changed in one transaction, a minute ago.
  private func together(_ ids: Range<Int>) -> Page {
    Page(
      records: ids.map { id in
        Record(resource: "notes", key: RecordKey(id), fields: ["changed": .instant(Instant(secondsSince1970: 1000))])
      }, cursor: nil, isComplete: false, serverTime: Instant(secondsSince1970: 1060))
  }

  @Test("Keys that are no numbers are remembered as well")
  func named() {
    let keys: [RecordKey] = ["12,0", "12", "012", "-3", "a"]
    let page = Page(
      records: keys.map {
        Record(resource: "notes", key: $0, fields: ["changed": .instant(Instant(secondsSince1970: 1000))])
      }, cursor: nil, isComplete: false, serverTime: Instant(secondsSince1970: 1060))
    var seen = SeenRows(touching: nil, feed: feed)
    #expect(seen.take(page).map(\.key) == keys)
    let stored = seen.changed()
    var next = SeenRows(touching: stored, feed: feed)
    #expect(next.take(page).isEmpty)
    #expect(next.changed() == nil)
  }

  @Test("What an earlier release stored is forgotten, not misread")
  func earlier() {
    var seen = SeenRows(touching: Data(#"{"1":1000}"#.utf8), feed: feed)
    #expect(seen.take(page(1, changed: 1000, shownAfter: 60)).count == 1)
  }
}
