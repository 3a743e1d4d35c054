/// How long a shop works on a request: what its header `Execution-Time` says and, where `isFelt`, how long the answer takes.
///
/// A PrestaShop gets slower as its catalogue grows (its search index, its tree of categories), and slower still on a shared machine.
public struct ShopPace: Sendable, Hashable {
  /// Every request.
  public var request: Duration
  /// Each entity of a body, and for each thousand rows that its resource holds.
  public var entity: Duration
  public var entityPerThousandRows: Duration
  /// Whether answers really take that long.
  public var isFelt: Bool

  public init(
    request: Duration = .milliseconds(5), entity: Duration = .zero, entityPerThousandRows: Duration = .zero,
    isFelt: Bool = false
  ) {
    self.request = request
    self.entity = entity
    self.entityPerThousandRows = entityPerThousandRows
    self.isFelt = isFelt
  }

  /// For a request that saved so many entities of a resource that holds so many rows.
  func time(entities: Int, rows: Int) -> Duration {
    request + (entity + entityPerThousandRows * rows / 1000) * entities
  }
}

extension Duration {
  /// "0.005": seconds with three decimals.
  var headerText: String {
    let milliseconds = components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
    let rest = String(milliseconds % 1000)
    return "\(milliseconds / 1000).\(String(repeating: "0", count: 3 - rest.count))\(rest)"
  }
}
