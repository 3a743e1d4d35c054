/// One expression of a mapping file, parsed and with its names resolved.
public struct Formula: Sendable {
  /// As the file writes it, on one line.
  public let text: String
  public let location: SourceLocation
}
