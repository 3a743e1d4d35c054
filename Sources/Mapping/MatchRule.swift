/// Conditions that together tell which record of the target a source record is.
public struct MatchRule: Sendable {
  public let conditions: [(field: String, value: Formula)]
}
