/// How long to wait after a failed attempt: exponential, capped, with jitter so that several workers do not come back together.
///
///     delay(n) = min(cap, base * factor^(n - 1)) * (1 - jitter * u)        n: attempts failed so far, u: random in 0..<1
///
/// With the defaults (base 0.5 s, factor 2, cap 30 s, jitter 0.5), in seconds:
///
/// | n | at most (u = 0) | more than (u -> 1) |
/// |---|-----------------|--------------------|
/// | 1 | 0.5             | 0.25               |
/// | 2 | 1               | 0.5                |
/// | 3 | 2               | 1                  |
/// | 4 | 4               | 2                  |
/// | 5 | 8               | 4                  |
/// | 6 | 16              | 8                  |
/// | 7 | 30              | 15                 |
/// | 8 | 30              | 15                 |
public struct Backoff: Sendable, Hashable {
  public var base: Duration
  /// At least 1.
  public var factor: Double
  public var cap: Duration
  /// The part of the delay that chance may take away: 0 none, 1 all.
  public var jitter: Double

  public init(
    base: Duration = .milliseconds(500), factor: Double = 2, cap: Duration = .seconds(30), jitter: Double = 0.5
  ) {
    self.base = base
    self.factor = max(1, factor)
    self.cap = cap
    self.jitter = min(1, max(0, jitter))
  }

  /// - Parameters:
  ///   - failures: attempts failed so far, from 1.
  ///   - random: all 64 bits random; the upper 53 are used.
  public func delay(afterFailures failures: Int, random: UInt64) -> Duration {
    var longest = base
    for _ in 1..<max(1, failures) where longest < cap { longest = longest * factor }
    let u = Double(random >> 11) / Double(1 << 53)
    return min(longest, cap) * (1 - jitter * u)
  }
}
