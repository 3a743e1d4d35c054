/// How well a shop copes with writes of one kind, told by its own `Execution-Time`: a shop that takes much longer than it did at its best,
/// several times in a row, gets smaller bodies and pauses between them, until it is itself again (PAINS 12, 35). Pure: no clock, no I/O.
struct Tempo: Sendable, Hashable {
  /// The best time of one record, and of a whole request.
  private(set) var bestEach: Duration?
  private(set) var bestRequest: Duration?
  /// 0: at full speed.
  private(set) var level = 0
  private var slow = 0
  private var good = 0
  private var last = Duration.zero

  /// So much longer than expected is slow.
  static let tolerance = 3
  /// So many slow answers in a row make bodies smaller, so many good ones larger again.
  static let patience = 3
  static let recovery = 2
  static let lowest = 4
  /// What a request costs at least, whatever is in it.
  private static let overhead = Duration.milliseconds(100)
  private static let longestPause = Duration.seconds(30)

  /// - Parameter time: what the shop itself says it took.
  mutating func note(_ time: Duration, records: Int) {
    guard records > 0, time > .zero else { return }
    let expected = expectation(records)
    bestEach = min(bestEach ?? time, time / records)
    bestRequest = min(bestRequest ?? time, time)
    last = time
    if let expected, time > expected * Self.tolerance {
      (slow, good) = (slow + 1, 0)
      if slow >= Self.patience { (level, slow) = (min(level + 1, Self.lowest), 0) }
    } else {
      (slow, good) = (0, good + 1)
      if good >= Self.recovery { (level, good) = (max(level - 1, 0), 0) }
    }
  }

  private func expectation(_ records: Int) -> Duration? {
    guard let bestEach, let bestRequest else { return nil }
    return bestEach * records + max(bestRequest, Self.overhead)
  }

  /// How many records the next body may hold: half as many a level.
  func bodySize(limit: Int) -> Int { max(limit >> level, 1) }

  /// How long the shop is left alone before the next body: as long as it worked on the last one, once a level.
  var pause: Duration { min(last * level, Self.longestPause) }
}
