import JournalStore

/// How far a flow has come, how fast it goes, and how long it will still take. Pure: whoever notes a count says when it was.
public struct FlowProgress: Sendable, Hashable {
  private struct Sample: Sendable, Hashable {
    var moment: Duration
    var done: Int
  }

  public let flow: String
  /// Records that have ended, well or not.
  public private(set) var done = 0
  /// How many there will be in all; nil where nobody can tell.
  public private(set) var total: Int?
  private var samples: [Sample]

  /// The rate is that of the last minutes: a shop gets slower as it fills, and what it did an hour ago says nothing of the next one.
  static let window = Duration.seconds(300)
  /// Before that there is no rate: the first page alone says little.
  static let leastSpan = Duration.seconds(5)
  /// Two counts nearer together are one.
  static let resolution = Duration.seconds(2)

  /// - Parameter moment: when the flow began, on any clock that only goes forward; every later moment is on the same.
  public init(flow: String, at moment: Duration) {
    self.flow = flow
    samples = [Sample(moment: moment, done: 0)]
  }

  public mutating func expect(_ records: Int) { total = records }

  public mutating func note(done: Int, at moment: Duration) {
    self.done = done
    if samples.count > 1, let last = samples.last, moment - last.moment < Self.resolution {
      samples[samples.count - 1].done = done
    } else {
      samples.append(Sample(moment: moment, done: done))
    }
    // One sample older than the window stays: the rate is measured from there.
    while samples.count > 2, moment - samples[1].moment > Self.window { samples.removeFirst() }
  }

  /// How many counts are kept for the rate.
  var remembered: Int { samples.count }

  private var span: (records: Int, time: Duration)? {
    guard let first = samples.first, let last = samples.last, last.moment - first.moment >= Self.leastSpan,
      last.done > first.done
    else { return nil }
    return (last.done - first.done, last.moment - first.moment)
  }

  /// Records a minute; nil as long as it cannot be told.
  public var perMinute: Int? {
    span.map { max(1, Int(Duration.seconds(60) / $0.time * Double($0.records))) }
  }

  /// What is left at that rate; nil where the total or the rate is unknown.
  public var remaining: Duration? {
    guard let span, let total, total >= done else { return nil }
    return span.time / span.records * (total - done)
  }
}
