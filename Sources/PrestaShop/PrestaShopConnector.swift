import Logging
import Records
import Transport

/// A PrestaShop, from 1.6.1 to 9, through its webservice: XML only, one shop, an explicit `id_shop` on every request.
public struct PrestaShopConnector: Connector {
  public var system: String { "prestashop" }

  /// Throws SHOP_SETTINGS.
  public init(_ configuration: PrestaShopConfiguration, logger: Logger) throws(Fault) {
    try configuration.check()
  }

  public func describe(_ resources: Set<String>?) async throws -> SystemSchema { throw Self.missing }
  public func changes(_ query: ChangeQuery) async throws -> any PageReader { throw Self.missing }
  public func scan(_ query: ScanQuery) async throws -> any PageReader { throw Self.missing }
  public func read(_ query: RelatedQuery) async throws -> [Record] { throw Self.missing }
  public func find(_ probes: [Probe]) async throws -> [[Record]] { throw Self.missing }
  public func baseline(_ effects: [OpenIntent.Effect]) async throws -> [Baseline] { throw Self.missing }
  public func write(_ writes: [Write]) async -> [Outcome] { writes.map { _ in .notApplied(Self.missing) } }
  public func perform(_ calls: [ActionCall]) async -> [Outcome] { calls.map { _ in .notApplied(Self.missing) } }
  public func settle(_ intents: [OpenIntent]) async throws -> [Settlement] { throw Self.missing }
  public func foresee(_ writes: [Write], fields: [String]) async throws -> [Result<Record, Fault>]? { nil }
  public func examine() async -> [Finding] { [] }
  public func statistics() -> TransportStatistics { TransportStatistics() }
  public func shutdown() async {}

  private static let missing = Fault(.configuration, "NOT_BUILT", "This is not built yet.")
}
