import Foundation
import Records

/// Which rows of a touching resource were seen already. A feed shows the last minutes again and again (its overlap): what was seen just so
/// need not make anything due a second time.
struct TouchMemory: Sendable {
  /// The moment of the change in seconds, by the row's key.
  private var seen: [String: Int]
  private let before: [String: Int]
  private var newest: Int
  private var overlap = 0
  /// How many there were when what is old was last left out.
  private var kept: Int

  init(_ stored: Data?) {
    seen = stored.flatMap { try? JSONDecoder().decode([String: Int].self, from: $0) } ?? [:]
    before = seen
    newest = seen.values.max() ?? 0
    kept = seen.count
  }

  /// Takes in a page and returns the rows that were not seen so. A row that is as young as the server's clock is not remembered: it may
  /// change again within its second.
  mutating func take(_ page: Page, feed: ResourceSchema.ChangeFeed?) -> [Record] {
    guard let feed else { return page.records }
    overlap = feed.overlap
    var fresh: [Record] = []
    for record in page.records {
      guard let changed = record[feed.watermark].instant?.secondsSince1970 else {
        fresh.append(record)
        continue
      }
      let key = record.key.description
      if seen[key] != changed { fresh.append(record) }
      if let now = page.serverTime, changed <= now.secondsSince1970 - 2 {
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
    let bound = newest - 2 * overlap
    seen = seen.filter { $0.value >= bound }
    kept = seen.count
  }

  /// What is to be stored; nil: nothing changed.
  mutating func changed() -> Data? {
    forget()
    return seen == before ? nil : try? JSONEncoder().encode(seen)
  }
}
