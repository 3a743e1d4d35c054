/// Mapping files that cannot be used, with everything that is wrong with all of them.
public struct MappingErrors: Error, Sendable, CustomStringConvertible {
  /// Sorted by place; at least one is an error.
  public var diagnostics: [Diagnostic]

  public init(diagnostics: [Diagnostic]) { self.diagnostics = diagnostics.sorted() }

  public var description: String { diagnostics.map(\.description).joined(separator: "\n") }
}
