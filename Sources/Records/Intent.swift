/// What the target looked like just before an effect that it does not protect from happening twice.
public struct Baseline: Sendable, Hashable, Codable {
  /// Keys that already matched, or the newest entry of a history: whatever the connector needs to recognise ours above it.
  public var keys: [RecordKey]
  public var facts: [String: Value]

  public init(keys: [RecordKey] = [], facts: [String: Value] = [:]) {
    self.keys = keys
    self.facts = facts
  }
}

/// An effect that was announced in the journal before it was sent, and of which no answer is on record.
public struct OpenIntent: Sendable, Hashable, Codable {
  public enum Effect: Sendable, Hashable, Codable {
    case write(Write)
    case action(ActionCall)
  }

  public var effect: Effect
  public var baseline: Baseline
  /// When it was announced, by our clock: only used to wait out the server's own time limit.
  public var announced: Instant
  /// A digest of the source record that it was made of: what a person dismisses is that one. Nil in journals of older versions.
  public var sourceDigest: String?

  public init(effect: Effect, baseline: Baseline, announced: Instant, sourceDigest: String? = nil) {
    self.effect = effect
    self.baseline = baseline
    self.announced = announced
    self.sourceDigest = sourceDigest
  }
}

/// What a connector found out about an open intent by asking its server.
public enum Settlement: Sendable, Hashable {
  case done(RecordKey)
  case notDone
  case ambiguous([Record])
  /// The request may still land: ask again after so many seconds.
  case wait(Int)
}
