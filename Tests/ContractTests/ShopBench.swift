import Foundation
import Logging
import PrestaShop
import Records
import Sandbox
import Synchronization
import Testing

/// A shop, the connectors to it, and plain requests beside them.
///
/// Tests open and close it in their own body and not around a closure: Swift 6.3 gives a closure that stands after one
/// inside `#expect`, both within a closure, the body of that one.
final class ShopBench: Sendable {
  let wire: ShopWire
  let url: String
  let key: String
  /// The release behind a simulated shop; nil for a real one.
  let version: ShopVersion?
  private let shop: SimulatedShop?
  private let connectors = Mutex<[PrestaShopConnector]>([])

  private init(url: String, key: String, shop: SimulatedShop?) {
    wire = ShopWire(url: url, key: key)
    self.url = url
    self.key = key
    self.shop = shop
    version = shop?.version
  }

  /// - Parameter settings: how a simulated shop is set up; a real one is as it is.
  static func open(_ target: ShopTarget, settings: ShopSettings = ShopSettings()) async throws -> ShopBench {
    switch target {
    case .server(let url, let key): return ShopBench(url: url, key: key, shop: nil)
    case .simulated(let version):
      let shop = try SimulatedShop(version: version, settings: settings)
      ShopSeed.fill(shop)
      let port = try await shop.start()
      return ShopBench(url: "http://127.0.0.1:\(port)", key: shop.key, shop: shop)
    }
  }

  func close() async {
    for connector in connectors.withLock({ $0 }) { await connector.shutdown() }
    await wire.shutdown()
    await shop?.stop()
  }

  /// How many messages the shop has sent; nil where nobody can count them.
  func mailCount() async throws -> Int? {
    if let shop { return shop.mails.count }
    guard let folder = Environment["SHOP_MAILS"] else { return nil }
    // They are written there by another program, in its own time.
    try await Task.sleep(for: .seconds(1))
    return try FileManager.default.contentsOfDirectory(atPath: folder).count
  }

  /// The connector, as a configuration would make it, with what a test wants otherwise.
  func connector(_ change: (inout PrestaShopConfiguration) -> Void = { _ in }) throws -> PrestaShopConnector {
    var configuration = PrestaShopConfiguration(url: url, key: key, shopID: 1)
    change(&configuration)
    let connector = try PrestaShopConnector(configuration, logger: Logger(label: "contract.shop"))
    connectors.withLock { $0.append(connector) }
    return connector
  }

  /// PATCH exists from 8 on (FACTS-prestashop b).
  func hasPatch(_ connector: PrestaShopConnector) async throws -> Bool {
    let version = try await connector.describe([]).version
    return (Int(version.prefix { $0 != "." }) ?? 0) >= 8
  }

  /// One of the articles that the suite may change, by the end of its reference.
  func product(_ suffix: String, _ fields: [String], _ connector: PrestaShopConnector) async throws -> Record {
    let probe = Probe(
      resource: "products", conditions: [Condition("reference", .equals, .text(ShopSeed.prefix + suffix))],
      fields: fields + ["id", "reference"])
    return try #require(try await connector.find([probe]).first?.first, "no product \(ShopSeed.prefix)\(suffix)")
  }

  /// Every article that the suite may change and that has no combinations.
  func simpleProducts(_ fields: [String], _ connector: PrestaShopConnector) async throws -> [Record] {
    let all = try await connector.pages(
      ScanQuery(resource: "products", fields: fields + ["reference", "combinations"]))
    let own = all.flatMap(\.records).filter { record in
      record["reference"].text?.hasPrefix(ShopSeed.prefix) == true && record["combinations"].isEmpty
    }
    try #require(own.count >= 6)
    return own
  }
}
