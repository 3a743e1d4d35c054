/// What went wrong, for a person and for a program: a stable code, a sentence, what it was about, and what to do.
///
/// The three families are never mixed: a *road* fault is retried and never concerns one record; a *record* fault goes to quarantine
/// with its record while the run goes on; a *configuration* fault stops the run at once and says which setting to change.
public struct Fault: Error, Sendable, Hashable, Codable, CustomStringConvertible {
  public enum Family: String, Sendable, Hashable, Codable {
    case road
    case record
    case configuration
  }

  public var family: Family
  /// Stable, upper case, with underscores: "NO_PRODUCT", "SHOP_UNREACHABLE". The texts for operators are looked up by it.
  public var code: String
  /// One English sentence. It never contains a key or a password.
  public var message: String
  /// What the texts for operators are filled with, and what a developer wants to know: "url", "status", "field", "record".
  public var context: [String: String]
  /// What to do about it, in one sentence.
  public var hint: String
  /// How long the server asked to be left alone, in seconds.
  public var retryAfter: Int?

  public init(
    _ family: Family, _ code: String, _ message: String, context: [String: String] = [:], hint: String = "",
    retryAfter: Int? = nil
  ) {
    self.family = family
    self.code = code
    self.message = message
    self.context = context
    self.hint = hint
    self.retryAfter = retryAfter
  }

  public var description: String {
    let details = context.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ")
    return "\(code): \(message)" + (details.isEmpty ? "" : " (\(details))") + (hint.isEmpty ? "" : " \(hint)")
  }

  /// The same fault with more context; what is already there is kept.
  public func adding(_ more: [String: String]) -> Fault {
    var fault = self
    fault.context.merge(more) { own, _ in own }
    return fault
  }
}
