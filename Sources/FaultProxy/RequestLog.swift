/// What passed a proxy, for promises about rates and numbers.
public struct RequestLog: Sendable, Hashable {
  public struct Entry: Sendable, Hashable {
    /// From 1, in the order of arrival.
    public var number: Int
    public var method: String
    /// With its query.
    public var path: String
    /// When its head arrived, since the proxy's start.
    public var arrived: Duration
    /// When its answer was delivered or its connection cut; nil: not yet.
    public var ended: Duration?
    /// How many requests were open when it arrived, itself included.
    public var inFlight: Int
    public var action: FaultAction
    /// The status that the server gave; nil: it never heard of the request or did not answer.
    public var upstreamStatus: Int?
    /// The status that was delivered; nil: none was.
    public var deliveredStatus: Int?
    public var requestBytes = 0
    public var responseBytes = 0
  }

  public internal(set) var entries: [Entry] = []

  public var count: Int { entries.count }

  /// The most requests that were open at once.
  public var mostInFlight: Int { entries.map(\.inFlight).max() ?? 0 }

  /// The most requests that arrived within any stretch of time of this length.
  public func most(within window: Duration) -> Int {
    let arrivals = entries.map(\.arrived).sorted()
    var first = 0
    var most = 0
    for (index, arrival) in arrivals.enumerated() {
      while arrival - arrivals[first] >= window { first += 1 }
      most = max(most, index - first + 1)
    }
    return most
  }
}
