/// Text with holes: "order-{id}". A hole without a value is the fault KEY_INCOMPLETE.
public struct KeyTemplate: Sendable {
  enum Part: Sendable {
    case text(String)
    case hole(Formula)
  }

  /// As the file writes it.
  public let text: String
  let parts: [Part]
}
