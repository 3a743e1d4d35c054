import Records

/// One value of a document and the rule that made it.
public struct Explained: Sendable {
  /// "partner_id", or "order_line[row-12].price_unit"; of a record made for an item "[12,34].price".
  public let field: String
  /// The value, or why there is none.
  public let result: Evaluation<Value>
  public let location: SourceLocation
  public let expression: String

  func under(_ place: String) -> Explained {
    Explained(field: "\(place).\(field)", result: result, location: location, expression: expression)
  }
}
