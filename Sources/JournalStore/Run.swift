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
  /// Removed at the target.
  public var removed = 0

  public init(read: Int = 0) { self.read = read }

  /// Runs of an earlier version removed nothing.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    read = try values.decode(Int.self, forKey: .read)
    created = try values.decode(Int.self, forKey: .created)
    updated = try values.decode(Int.self, forKey: .updated)
    unchanged = try values.decode(Int.self, forKey: .unchanged)
    held = try values.decode(Int.self, forKey: .held)
    waiting = try values.decode(Int.self, forKey: .waiting)
    quarantined = try values.decode(Int.self, forKey: .quarantined)
    removed = try values.decodeIfPresent(Int.self, forKey: .removed) ?? 0
  }
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
