import Foundation

/// A plan being played: told of each request in the order of arrival, it says what is done with it. No I/O and no
/// clock: the same requests in the same order have the same fates.
public struct FaultSchedule: Sendable {
  /// What is done with one request.
  public struct Fate: Sendable, Hashable {
    /// The request's number among all, from 1.
    public var number: Int
    public var delay: Duration
    public var action: FaultAction
  }

  private let plan: FaultPlan
  private var requests = 0
  /// How often each rule's method and path have been seen.
  private var occurrences: [Int]
  private var dice: UInt64

  public init(_ plan: FaultPlan) {
    self.plan = plan
    occurrences = Array(repeating: 0, count: plan.rules.count)
    dice = plan.seed
  }

  /// The first rule that holds and does something decides; the delays of all that hold add up.
  public mutating func next(method: String, path: String) -> Fate {
    requests += 1
    var fate = Fate(number: requests, delay: .zero, action: .pass)
    for (index, rule) in plan.rules.enumerated() where holds(rule.when, index, method, path) {
      fate.delay += rule.delay
      if fate.action == .pass { fate.action = rule.action }
    }
    return fate
  }

  private mutating func holds(_ condition: FaultPlan.Condition, _ rule: Int, _ method: String, _ path: String) -> Bool {
    guard condition.method == nil || condition.method == method else { return false }
    if let pattern = condition.path, fnmatch(pattern, path, 0) != 0 { return false }
    occurrences[rule] += 1
    if let range = condition.requests, !range.contains(requests) { return false }
    if let range = condition.occurrences, !range.contains(occurrences[rule]) { return false }
    if let percent = condition.percent { return drawn() < UInt64(max(0, percent)) }
    return true
  }

  /// A number from 0 to 99 (SplitMix64).
  private mutating func drawn() -> UInt64 {
    dice &+= 0x9E37_79B9_7F4A_7C15
    var mixed = dice
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return (mixed ^ (mixed >> 31)) % 100
  }
}
