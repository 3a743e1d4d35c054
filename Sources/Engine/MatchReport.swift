import Records

/// What a first matching of a whole resource found.
public struct MatchReport: Sendable, Codable {
  public struct Row: Sendable, Codable {
    public var key: RecordKey
    public var fields: [String: Value]
    public var fault: Fault?
  }

  public var flow: String
  public var matched = 0
  /// Several candidates.
  public var ambiguous: [Row] = []
  /// No candidate, or nothing to look for.
  public var missing: [Row] = []
  /// Links that may be written to from now on.
  public var accepted = 0
}
