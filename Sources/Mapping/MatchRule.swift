/// Conditions that together tell which record of the target a source record is.
public struct MatchRule: Sendable {
  /// The rule is left out where it does not hold.
  public let condition: Formula?
  public let conditions: [(field: String, value: Formula)]
  /// `exactly`: a condition whose value is empty counts like the others, and means that the target has nothing there. Else one empty value
  /// leaves the whole rule out.
  public let countsEmpty: Bool
}
