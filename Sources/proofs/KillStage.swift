import FaultProxy
import Foundation
import Records
import Sandbox

/// Two simulated servers behind fault proxies, a folder with a configuration, and the real program run on it.
final class KillStage {
  let shop: SimulatedShop
  let erp: SimulatedERP
  let shopProxy: FaultProxy
  let erpProxy: FaultProxy
  private let folder: String
  private let orders: [Int]
  private(set) var output = ""

  private init(
    shop: SimulatedShop, erp: SimulatedERP, shopProxy: FaultProxy, erpProxy: FaultProxy, folder: String, orders: [Int]
  ) {
    self.shop = shop
    self.erp = erp
    self.shopProxy = shopProxy
    self.erpProxy = erpProxy
    self.folder = folder
    self.orders = orders
  }

  static func make(orders count: Int, mappings: String) async throws -> KillStage {
    let clock = ShopClock()
    clock.advance(by: -3600)
    let shop = try SimulatedShop(settings: ShopSettings(clock: clock))
    let erp = try SimulatedERP(version: .v18, settings: ERPSettings(priceDigits: 6))
    let orders = BulkSeed(orders: count, rows: 3).fill(shop, erp)
    clock.advance(by: 3600)
    let shopProxy = FaultProxy(upstream: Upstream(port: try await shop.start()))
    let erpProxy = FaultProxy(upstream: Upstream(port: try await erp.start()))
    let folder = NSTemporaryDirectory() + "proof-" + UUID().uuidString.prefix(8)
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let text = """
      instance: proof
      mappings: [\(URL(filePath: mappings).standardizedFileURL.path)]
      shop: {url: "http://127.0.0.1:\(try await shopProxy.start())", key: {env: PROOF_SHOP_KEY}, requests per second: 0}
      erp: {url: "http://127.0.0.1:\(try await erpProxy.start())", database: erp, login: connector, key: {env: PROOF_ERP_KEY}}
      settings: {go_live: 2020-01-01}
      """
    try text.write(toFile: folder + "/passerelle.yaml", atomically: true, encoding: .utf8)
    return KillStage(shop: shop, erp: erp, shopProxy: shopProxy, erpProxy: erpProxy, folder: folder, orders: orders)
  }

  /// Runs `passerelle sync` to its end, or to its death at `step`. Returns the exit status, or the signal's number.
  func runWorker(_ step: KillStep?) async throws -> Int32 {
    let process = Process()
    let programs = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    process.executableURL = programs.appending(path: "passerelle")
    process.arguments = ["sync", "--config", folder + "/passerelle.yaml", "--format", "json"]
    var environment = ProcessInfo.processInfo.environment
    environment["PROOF_SHOP_KEY"] = shop.key
    environment["PROOF_ERP_KEY"] = "connector-key"
    environment["LD_PRELOAD"] = programs.appending(path: "libCommitKiller.so").path
    environment["COMMIT_COUNT_FILE"] = folder + "/commits"
    var (shopPlan, erpPlan) = (FaultPlan(), FaultPlan())
    switch step?.place {
    case .shopRequest(let number, let moment): shopPlan = FaultPlan([.init(.request(number), .kill(moment))])
    case .erpRequest(let number, let moment): erpPlan = FaultPlan([.init(.request(number), .kill(moment))])
    case .commit(let number, let when):
      environment["COMMIT_KILL_AT"] = String(number)
      environment["COMMIT_KILL_WHEN"] = when
    case nil: break
    }
    shopProxy.play(shopPlan)
    erpProxy.play(erpPlan)
    process.environment = environment
    try Data().write(to: URL(filePath: folder + "/output"))
    let handle = try FileHandle(forWritingTo: URL(filePath: folder + "/output"))
    process.standardOutput = handle
    process.standardError = handle
    try await start(process)
    output = (try? String(contentsOfFile: folder + "/output", encoding: .utf8)) ?? ""
    return process.terminationStatus
  }

  private func start(_ process: Process) async throws {
    try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
      process.terminationHandler = { _ in continuation.resume() }
      do {
        try process.run()
        shopProxy.victim = process.processIdentifier
        erpProxy.victim = process.processIdentifier
      } catch {
        process.terminationHandler = nil
        continuation.resume(throwing: error)
      }
    }
  }

  /// Commits of the journal in the last run.
  var commits: Int {
    let text = try? String(contentsOfFile: folder + "/commits", encoding: .utf8)
    return Int(text?.trimmingCharacters(in: .whitespacesAndNewlines) ?? "") ?? 0
  }

  /// Compares the servers' own tables with the only legal final state.
  func compare(_ step: KillStep) -> KillRow {
    var row = KillRow(step: step.name)
    let documents = erp.orders()
    var known = 0
    for id in orders {
      let own = documents.filter { $0.externalIDs.contains("passerelle.proof-order-\(id)") }
      known += own.count
      row.missing += own.isEmpty ? 1 : 0
      row.duplicates += max(0, own.count - 1)
      let order = shop.record("orders", id)
      let paid = Decimal(exactly: order?["total_paid_tax_incl"] ?? "")
      for document in own where document.total != paid || document.state != "sale" || document.invoices.count != 1 {
        row.differing += 1
        row.why =
          "order \(id): paid \(paid ?? 0), ERP \(document.total), \(document.state), \(document.invoices.count) invoices."
      }
    }
    row.duplicates += documents.count - known
    let people = Set(orders.compactMap { shop.record("orders", $0)?["id_customer"] }).compactMap { Int($0) }
    let emails = Set(people.compactMap { shop.record("customers", $0)?["email"].lowercased() })
    for email in emails {
      let partners = erp.records("res.partner", fields: ["email"]).filter { $0["email"]?.text?.lowercased() == email }
      if partners.count != 1 {
        row.duplicates += max(0, partners.count - 1)
        row.missing += partners.isEmpty ? 1 : 0
        row.why += " \(partners.count) contacts for one e-mail address."
      }
    }
    return row
  }

  func stop() async {
    try? await shopProxy.stop()
    try? await erpProxy.stop()
    await shop.stop()
    await erp.stop()
    try? FileManager.default.removeItem(atPath: folder)
  }
}
