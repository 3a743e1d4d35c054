import Records

/// An intent in the journal: announced before its effect, closed with the page that saw the effect's outcome.
public struct StoredIntent: Sendable, Hashable, Codable, Identifiable {
  public var id: Int
  public var flow: String
  public var key: RecordKey
  public var intent: OpenIntent

  public init(id: Int, flow: String, key: RecordKey, intent: OpenIntent) {
    self.id = id
    self.flow = flow
    self.key = key
    self.intent = intent
  }
}
