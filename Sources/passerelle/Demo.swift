import Console
import Engine
import Foundation
import JournalStore
import Logging
import Records
import Sandbox

/// Two simulated servers with the demo's orders, and a connection between them in a folder of its own.
struct Demo {
  let folder: String
  let shop: SimulatedShop
  let erp: SimulatedERP
  let seed: DemoSeed
  let connection: Connection
  let phrases: DemoPhrases

  static func start(_ language: Language) async throws -> Demo {
    // The orders were placed an hour ago: what was placed this very second would be looked at twice.
    let clock = ShopClock()
    clock.advance(by: -3600)
    let shop = try SimulatedShop(settings: ShopSettings(clock: clock))
    let erp = try SimulatedERP(version: .v18, settings: ERPSettings(priceDigits: 6))
    let seed = DemoSeed.fill(shop, erp)
    clock.advance(by: 3600)
    let shopPort = try await shop.start()
    let erpPort = try await erp.start()
    let folder = NSTemporaryDirectory() + "passerelle-demo-" + UUID().uuidString.prefix(8)
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try writeFiles(in: folder, shopPort: shopPort, erpPort: erpPort, shopKey: shop.key)
    let file = try ConnectionFile.read(folder + "/passerelle.yaml")
    var logger = Logger(label: "passerelle")
    logger.logLevel = .error
    return Demo(
      folder: folder, shop: shop, erp: erp, seed: seed, connection: try Connection.open(file, logger: logger),
      phrases: DemoPhrases(language: language))
  }

  private static func writeFiles(in folder: String, shopPort: Int, erpPort: Int, shopKey: String) throws {
    let mappings = URL(filePath: Connection.defaultMappings()).standardizedFileURL.path
    let text = """
      instance: demo
      mappings: [\(mappings)]
      shop:
        url: http://127.0.0.1:\(shopPort)
        key: {file: shop.key}
        requests per second: 0
      erp:
        url: http://127.0.0.1:\(erpPort)
        database: erp
        login: connector
        key: {file: erp.key}
      settings:
        go_live: 2020-01-01
      """
    try text.write(toFile: folder + "/passerelle.yaml", atomically: true, encoding: .utf8)
    for (name, key) in [("shop.key", shopKey), ("erp.key", "connector-key")] {
      let path = "\(folder)/\(name)"
      try Data(key.utf8).write(to: URL(filePath: path))
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    }
  }

  /// One run; its counts, and the requests that the servers counted.
  func sync(_ title: String?, _ report: Report) async throws -> DemoAnswer.Pass {
    shop.log.reset()
    erp.log.reset()
    if let title, !title.isEmpty { print(title) }
    let engine = connection.engine(observer: title == nil ? nil : ProgressLine())
    let run = try await engine.sync([])
    let requests = DemoAnswer.Requests(shop: shop.log.count, erp: erp.log.count)
    if title != nil {
      let open = try await connection.journal.quarantine(flow: nil).count { !$0.isAcknowledged }
      print(report.run(run, order: connection.mappings.mappings.map(\.name), openRows: open))
      print(phrases.requests(shop: requests.shop, erp: requests.erp))
    }
    if let fault = run.fault { throw fault }
    return DemoAnswer.Pass(flows: run.flows.mapValues(DemoAnswer.Flow.init), requests: requests)
  }

  func quarantine() async throws -> [QuarantineRow] { try await connection.journal.quarantine(flow: nil) }
  func waiting() async throws -> [WaitingRow] { try await connection.journal.waiting(flow: nil) }

  /// What a person does about the quarantined order.
  func mend() { erp.add(seed.unknown) }

  func replay(_ rows: [QuarantineRow]) async throws {
    for id in rows.compactMap(\.id) { try await connection.journal.replay(id, recreate: false, at: Instant(Date())) }
  }

  /// What people do at the ERP once the orders are there.
  func workInWarehouse() { DemoWarehouse(erp, seed).work() }

  /// Everything of a flow compared.
  func verify(_ flow: String) async throws -> VerifyReport {
    try await connection.engine(observer: nil).verify(flow, restart: true) { _ in }
  }

  func shelves() -> [DemoShelf] { DemoShelf.all(shop, erp) }

  func deliveries(_ language: Language) -> [DemoDelivery] {
    DemoDelivery.all(shop, erp, languageID: language == .french ? 2 : 1)
  }

  /// Compares the ERP's own tables with the shop's.
  func proof() -> DemoAnswer.Proof {
    let orders = erp.orders()
    var proof = DemoAnswer.Proof(expected: seed.payable.count)
    let shelves = shelves()
    let deliveries = deliveries(.english)
    (proof.articles, proof.articlesWrong) = (shelves.count, shelves.count { !$0.isRight })
    (proof.deliveries, proof.deliveriesWrong) = (deliveries.count, deliveries.count { !$0.isRight })
    proof.mailsDoubled = deliveries.reduce(0) { $0 + max(0, $1.mails - $1.mailsExpected) }
    proof.mailsMissing = deliveries.reduce(0) { $0 + max(0, $1.mailsExpected - $1.mails) }
    var known = 0
    for id in seed.payable {
      let own = orders.filter { $0.externalIDs.contains { $0.hasSuffix("-order-\(id)") } }
      known += own.count
      proof.present += own.isEmpty ? 0 : 1
      proof.missing += own.isEmpty ? 1 : 0
      proof.duplicates += max(0, own.count - 1)
      let paid = shop.record("orders", id).flatMap { Decimal(exactly: $0["total_paid_tax_incl"]) }
      // The one that the warehouse cancelled was right as well.
      proof.differing += own.count { order in
        order.total != paid || !["sale", "cancel"].contains(order.state) || order.invoices.count != 1
      }
    }
    // Whatever else is there came in without being paid, or twice under another key.
    proof.duplicates += orders.count - known
    return proof
  }

  func stay() async throws {
    print("\n" + phrases.stay(configuration: folder + "/passerelle.yaml"))
    // Whoever reads this through a pipe waits for it.
    fflush(nil)
    while true { try await Task.sleep(for: .seconds(3600)) }
  }

  func stop() async {
    await connection.close()
    await shop.stop()
    await erp.stop()
    try? FileManager.default.removeItem(atPath: folder)
  }
}
