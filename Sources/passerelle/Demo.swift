import Console
import Engine
import Foundation
import JournalStore
import Logging
import Records
import Sandbox

/// Two simulated servers with the demo's catalogue and customers, and a connection between them in a folder of its own.
struct Demo {
  let folder: String
  let shop: SimulatedShop
  let erp: SimulatedERP
  let clock: ShopClock
  let seed: DemoSeed
  let connection: Connection
  let phrases: DemoPhrases

  static func start(_ language: Language) async throws -> Demo {
    // The shop's customers order in the two hours before now.
    let clock = ShopClock()
    clock.advance(by: -7200)
    let shop = try SimulatedShop(settings: ShopSettings(languages: ShopSettings.threeLanguages, clock: clock))
    let erp = try SimulatedERP(version: .v18, settings: ERPSettings(priceDigits: 6))
    let seed = try DemoSeed.fill(shop, erp)
    let shopPort = try await shop.start()
    let erpPort = try await erp.start()
    let folder = NSTemporaryDirectory() + "passerelle-demo-" + UUID().uuidString.prefix(8)
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try DemoFiles(folder: folder, shopPort: shopPort, erpPort: erpPort, shopKey: shop.key).write()
    let file = try ConnectionFile.read(folder + "/passerelle.yaml")
    var logger = Logger(label: "passerelle")
    logger.logLevel = .error
    return Demo(
      folder: folder, shop: shop, erp: erp, clock: clock, seed: seed,
      connection: try Connection.open(file, logger: logger), phrases: DemoPhrases(language: language))
  }

  /// One run; its counts, and the requests that the servers counted.
  func sync(_ name: String, _ title: String?, _ report: Report) async throws -> DemoAnswer.Pass {
    shop.log.reset()
    erp.log.reset()
    erp.forgetCalls()
    if let title, !title.isEmpty { print(title) }
    let engine = connection.engine(observer: title == nil ? nil : ProgressLine(report))
    let run = try await engine.sync([])
    let requests = DemoAnswer.Requests(shop: shop.log.count, erp: erp.log.count)
    let writes = DemoAnswer.Requests(
      shop: shop.log.entries.count { !["GET", "HEAD"].contains($0.method) }, erp: erp.calls.count(where: \.isWrite))
    if title != nil {
      let open = try await connection.journal.quarantine(flow: nil).count { !$0.isAcknowledged }
      print(report.run(run, order: connection.mappings.mappings.map(\.name), openRows: open))
      print(phrases.requests(shop: requests.shop, erp: requests.erp, writing: writes.shop + writes.erp))
    }
    if let fault = run.fault { throw fault }
    return DemoAnswer.Pass(
      name: name, flows: run.flows.mapValues(DemoAnswer.Flow.init), requests: requests, writes: writes)
  }

  func match(_ flow: String) async throws -> DemoAnswer.Match {
    let report = try await connection.engine(observer: nil).match(flow, accept: true)
    return DemoAnswer.Match(
      flow: flow, matched: report.matched, ambiguous: report.ambiguous.count, accepted: report.accepted)
  }

  /// What the shop holds, by the names of the flows that made it.
  func inShop() -> [(name: String, count: Int)] {
    let pictures = shop.records("products").reduce(0) { $0 + shop.pictures(of: $1.id).count }
    return [
      ("categories", shop.count("categories") - 2), ("products", shop.count("products")),
      ("combinations", shop.count("combinations")), ("images", pictures), ("features", shop.count("product_features")),
      ("tags", shop.count("tags")), ("suppliers", shop.count("suppliers")), ("prices", shop.count("specific_prices")),
    ]
  }

  /// The shop's customers order, one a minute, until it is now.
  func placeOrders() -> DemoOrders {
    clock.advance(by: 600)
    var left = 6600
    let orders = DemoOrders.place(seed) {
      clock.advance(by: 60)
      left -= 60
    }
    clock.advance(by: left)
    return orders
  }

  func quarantine() async throws -> [QuarantineRow] { try await connection.journal.quarantine(flow: nil) }
  func waiting() async throws -> [WaitingRow] { try await connection.journal.waiting(flow: nil) }

  /// What a person does about the quarantined order.
  func mend() { seed.addUnknown() }

  func replay(_ rows: [QuarantineRow]) async throws {
    for id in rows.compactMap(\.id) { try await connection.journal.replay(id, recreate: false, at: Instant(Date())) }
  }

  /// Everything of a flow compared.
  func verify(_ flow: String) async throws -> VerifyReport {
    try await connection.engine(observer: nil).verify(flow, restart: true) { _ in }
  }

  func shelves() -> [DemoShelf] { DemoShelf.all(shop, erp) }

  func deliveries(_ language: Language) -> [DemoDelivery] {
    DemoDelivery.all(shop, erp, languageID: language == .french ? 2 : 1)
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
