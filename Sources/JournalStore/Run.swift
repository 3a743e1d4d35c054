import Records

/// How one flow went in one run.
public struct FlowCounts: Sendable, Hashable, Codable {
  public var read = 0
  public var created = 0
  public var updated = 0
  public var unchanged = 0
  public var held = 0
  public var waiting = 0
  public var quarantined = 0

  public init(read: Int = 0) { self.read = read }
}

/// One run of the worker, as the journal keeps it.
public struct Run: Sendable, Hashable, Codable, Identifiable {
  public enum End: String, Sendable, Hashable, Codable {
    case done
    /// A side was unreachable or the run was cut.
    case incomplete
    /// A setting or credential has to be changed first.
    case configuration
  }

  public var id: Int
  public var started: Instant
  public var ended: Instant?
  public var end: End?
  public var flows: [String: FlowCounts]
  public var fault: Fault?

  public init(
    id: Int, started: Instant, ended: Instant? = nil, end: End? = nil, flows: [String: FlowCounts] = [:],
    fault: Fault? = nil
  ) {
    self.id = id
    self.started = started
    self.ended = ended
    self.end = end
    self.flows = flows
    self.fault = fault
  }
}
