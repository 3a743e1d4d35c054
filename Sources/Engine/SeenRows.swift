import Foundation
import Records

/// Which rows of a watched resource were seen already. A feed shows the last minutes again and again (its overlap): what was seen just so
/// need not be worked on a second time.
struct SeenRows: Sendable {
  /// The moment of the change in seconds, by the row's key.
  private var seen: [String: Int]
  private let before: [String: Int]
  private var newest: Int
  private let feed: ResourceSchema.ChangeFeed?
  /// How old a change is, in seconds by the server's clock, before the row is taken to stay as it was seen.
  private let settling: Int
  /// How many there were when what is old was last left out.
  private var kept: Int

  private init(_ stored: Data?, feed: ResourceSchema.ChangeFeed?, settling: Int) {
    seen = stored.flatMap { try? JSONDecoder().decode([String: Int].self, from: $0) } ?? [:]
    before = seen
    newest = seen.values.max() ?? 0
    kept = seen.count
    self.feed = feed
    self.settling = settling
  }

  /// Of rows that touch records of another resource. Servers stamp whole seconds: a row may change again within its second.
  init(touching stored: Data?, feed: ResourceSchema.ChangeFeed?) {
    self.init(stored, feed: feed, settling: 2)
  }

  /// Of a flow's own records, of which nothing else than this memory tells that they need not be read. A change carries the moment at which its
  /// transaction began and shows when that has ended, so that a later change of the same second may show minutes afterwards: for as long as the
  /// feed's overlap counts with that, a row's moment proves nothing.
  init(followed stored: Data?, feed: ResourceSchema.ChangeFeed) {
    self.init(stored, feed: feed, settling: max(2, feed.overlap))
  }

  /// Takes in a page and returns the rows that were not seen so. A row that is too young by the server's clock is not remembered.
  mutating func take(_ page: Page) -> [Record] {
    guard let feed else { return page.records }
    var fresh: [Record] = []
    for record in page.records {
      guard let changed = record[feed.watermark].instant?.secondsSince1970 else {
        fresh.append(record)
        continue
      }
      let key = record.key.description
      if seen[key] != changed { fresh.append(record) }
      if let now = page.serverTime, changed <= now.secondsSince1970 - settling {
        seen[key] = changed
        newest = max(newest, changed)
      } else {
        seen[key] = nil
      }
    }
    // Going through all of them after every page would take the square of their number.
    if seen.count > 2 * kept + 1000 { forget() }
    return fresh
  }

  /// Only what the overlap will show again is worth keeping.
  private mutating func forget() {
    let bound = newest - 2 * (feed?.overlap ?? 0)
    seen = seen.filter { $0.value >= bound }
    kept = seen.count
  }

  /// What is to be stored; nil: nothing changed.
  mutating func changed() -> Data? {
    forget()
    return seen == before ? nil : try? JSONEncoder().encode(seen)
  }
}
