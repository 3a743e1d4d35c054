import Foundation
import Records

/// Which rows of a watched resource were seen already. A feed shows the last minutes again and again (its overlap): what was seen just so
/// need not be worked on a second time.
struct SeenRows: Sendable {
  /// More than so many ranges of keys are not remembered: those rows are looked at again.
  static let limit = 100_000

  /// The moments of the changes in seconds, by the rows' keys.
  private struct Memory: Sendable, Equatable, Codable {
    var numbered = KeyedMoments()
    /// Of keys that are no numbers.
    var named: [String: Int] = [:]

    var count: Int { numbered.spanCount + named.count }

    mutating func forget(before moment: Int) {
      numbered.forget(before: moment)
      numbered.forget(beyond: limit)
      named = named.filter { $0.value >= moment }
      if named.count > limit { named = [:] }
    }
  }

  private var seen: Memory
  private let before: Memory
  private var newest: Int
  private let feed: ResourceSchema.ChangeFeed?
  /// How old a change is, in seconds by the server's clock, before the row is taken to stay as it was seen.
  private let settling: Int
  /// How many there were when what is old was last left out.
  private var kept: Int

  private init(_ stored: Data?, feed: ResourceSchema.ChangeFeed?, settling: Int) {
    seen = stored.flatMap { try? JSONDecoder().decode(Memory.self, from: $0) } ?? Memory()
    before = seen
    newest = max(seen.numbered.newest ?? 0, seen.named.values.max() ?? 0)
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

  /// In how many parts it is kept: what it takes of memory.
  var count: Int { seen.count }

  /// Takes in a page and returns the rows that were not seen so. A row that is too young by the server's clock is not remembered.
  mutating func take(_ page: Page) -> [Record] {
    guard let feed else { return page.records }
    var fresh: [Record] = []
    var moments: [Int: Int?] = [:]
    for record in page.records {
      guard let changed = record[feed.watermark].instant?.secondsSince1970 else {
        fresh.append(record)
        continue
      }
      let isSettled = page.serverTime.map { changed <= $0.secondsSince1970 - settling } ?? false
      if isSettled { newest = max(newest, changed) }
      if let number = Self.number(record.key) {
        if moments[number] ?? seen.numbered[number] != changed { fresh.append(record) }
        moments.updateValue(isSettled ? changed : nil, forKey: number)
      } else {
        let name = record.key.description
        if seen.named[name] != changed { fresh.append(record) }
        seen.named[name] = isSettled ? changed : nil
      }
    }
    seen.numbered.set(moments)
    // Going through all of them after every page would take the square of their number.
    if seen.count > 2 * kept + 1000 { forget() }
    return fresh
  }

  private static func number(_ key: RecordKey) -> Int? {
    guard key.parts.count == 1, let number = Int(key.parts[0]), number >= 0, String(number) == key.parts[0] else {
      return nil
    }
    return number
  }

  /// Only what the overlap will show again is worth keeping.
  private mutating func forget() {
    seen.forget(before: newest - 2 * (feed?.overlap ?? 0))
    kept = seen.count
  }

  /// What is to be stored; nil: nothing changed.
  mutating func changed() -> Data? {
    forget()
    return seen == before ? nil : try? JSONEncoder().encode(seen)
  }
}
