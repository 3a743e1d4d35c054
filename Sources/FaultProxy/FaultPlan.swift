import Foundation

/// What goes wrong, and when: an ordered list of rules and a seed. A pure value; `FaultSchedule` plays it.
public struct FaultPlan: Sendable, Hashable {
  /// Which requests a rule is for. Everything that is given must hold; nothing given: every request.
  public struct Condition: Sendable, Hashable {
    public var method: String?
    /// A shell pattern for the path with its query: `*` is any text, slashes included ("/api/orders*").
    public var path: String?
    /// The request's number among all requests of the proxy, from 1.
    public var requests: ClosedRange<Int>?
    /// The request's number among those with this method and path, from 1.
    public var occurrences: ClosedRange<Int>?
    /// How many of a hundred such requests, drawn with the plan's seed.
    public var percent: Int?

    public init(
      method: String? = nil, path: String? = nil, requests: ClosedRange<Int>? = nil,
      occurrences: ClosedRange<Int>? = nil, percent: Int? = nil
    ) {
      self.method = method
      self.path = path
      self.requests = requests
      self.occurrences = occurrences
      self.percent = percent
    }

    public static let always = Condition()
    /// The k-th request of all, from 1.
    public static func request(_ number: Int) -> Condition { Condition(requests: number...number) }
  }

  public struct Rule: Sendable, Hashable {
    public var when: Condition
    /// Waited before anything is done with the request. The delays of all rules that hold add up.
    public var delay: Duration
    public var action: FaultAction

    public init(_ when: Condition = .always, delay: Duration = .zero, _ action: FaultAction = .pass) {
      self.when = when
      self.delay = delay
      self.action = action
    }
  }

  public var rules: [Rule]
  public var seed: UInt64

  public init(_ rules: [Rule] = [], seed: UInt64 = 1) {
    self.rules = rules
    self.seed = seed
  }
}
