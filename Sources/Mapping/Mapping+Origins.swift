/// Where the values come from that a related read is asked for.
public enum ReadOrigin: Sendable, Hashable {
  /// A field of the source record.
  case source(String)
  /// A field of another read's rows.
  case read(String, field: String)
}

extension Mapping {
  /// The fields that a read's join compares with: one, or several where the values of several reads are put together. Empty where the join
  /// cannot be followed back.
  public func origins(of read: RelatedRead) -> [ReadOrigin] { origins(of: read.value.code, field: nil) }

  private func origins(of code: Code, field: String?) -> [ReadOrigin] {
    switch (code, field) {
    case (.field(let name), nil): [.source(name)]
    case (.path(let base, let name), nil): origins(of: base, field: name)
    case (.related(let index), let field?): [.read(reads[index].name, field: field)]
    case (.named(let index), let field?): origins(of: lets[index].expression.code, field: field)
    case (.call(.concat, let lists, _), let field?): lists.flatMap { origins(of: $0, field: field) }
    default: []
    }
  }
}
