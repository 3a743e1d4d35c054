/// One thing that was looked at when a connection is examined: what was found, and what a person can do about it.
public struct Finding: Sendable, Codable, Hashable {
  public enum Severity: String, Sendable, Codable, Hashable, CaseIterable {
    case ok
    case warning
    case error
  }

  public var severity: Severity
  /// Stable, upper case, with underscores, as in `Fault`.
  public var code: String
  /// One English sentence without secrets.
  public var message: String
  /// What to do about it, in one sentence; empty where there is nothing to do.
  public var hint: String
  public var context: [String: String]

  public init(
    _ severity: Severity, _ code: String, _ message: String, hint: String = "", context: [String: String] = [:]
  ) {
    self.severity = severity
    self.code = code
    self.message = message
    self.hint = hint
    self.context = context
  }

  /// A fault as what it means for the examination: an error.
  public init(_ fault: Fault) {
    self.init(.error, fault.code, fault.message, hint: fault.hint, context: fault.context)
  }
}
