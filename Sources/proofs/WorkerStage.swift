import FaultProxy
import Foundation
import Sandbox

/// A simulated shop and a simulated ERP behind fault proxies, a folder with a configuration and a journal, and the real program run on them.
final class WorkerStage {
  /// What a configuration file says beside the addresses.
  struct Setup {
    /// The folder of the shipped mapping files.
    var mappings: String
    /// Folders that lie over it.
    var further: [String] = []
    /// Files of a folder that overrides it, by their place in it.
    var overrides: [String: String] = [:]
    /// The settings, as YAML writes them between braces.
    var settings = "go_live: 2020-01-01"
    /// At each of the two servers.
    var requestsInFlight = 2
  }

  /// What goes wrong in one run.
  struct Harm {
    var shop = FaultPlan()
    var erp = FaultPlan()
    /// Killed at this commit of the journal: "before", "lost" (written, not on the disk) or "after".
    var commit: (number: Int, when: String)?
    /// By how many seconds the worker's clock is ahead: what would come that much later need not be waited for.
    var clockAhead = 0
  }

  static let instance = "proof"

  let shop: SimulatedShop
  let erp: SimulatedERP
  let shopProxy: FaultProxy
  let erpProxy: FaultProxy
  private let folder: String
  /// What the last run printed.
  private(set) var output = ""

  private init(shop: SimulatedShop, erp: SimulatedERP, shopProxy: FaultProxy, erpProxy: FaultProxy, folder: String) {
    self.shop = shop
    self.erp = erp
    self.shopProxy = shopProxy
    self.erpProxy = erpProxy
    self.folder = folder
  }

  /// Starts the two servers and writes the configuration.
  static func start(_ shop: SimulatedShop, _ erp: SimulatedERP, _ setup: Setup) async throws -> WorkerStage {
    let shopProxy = FaultProxy(upstream: Upstream(port: try await shop.start()))
    let erpProxy = FaultProxy(upstream: Upstream(port: try await erp.start()))
    let folder = NSTemporaryDirectory() + "proof-" + UUID().uuidString.prefix(8)
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    var folders = ([setup.mappings] + setup.further).map { URL(filePath: $0).standardizedFileURL.path }
    if !setup.overrides.isEmpty { folders.append(folder + "/mappings") }
    for (file, text) in setup.overrides {
      let place = URL(filePath: folder + "/mappings/" + file)
      try FileManager.default.createDirectory(at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: place, atomically: true, encoding: .utf8)
    }
    let text = """
      instance: \(instance)
      mappings: [\(folders.joined(separator: ", "))]
      shop:
        url: "http://127.0.0.1:\(try await shopProxy.start())"
        key: {env: PROOF_SHOP_KEY}
        requests per second: 0
        requests in flight: \(setup.requestsInFlight)
      erp:
        url: "http://127.0.0.1:\(try await erpProxy.start())"
        database: erp
        login: connector
        key: {env: PROOF_ERP_KEY}
        requests in flight: \(setup.requestsInFlight)
      settings: {\(setup.settings)}
      """
    try text.write(toFile: folder + "/passerelle.yaml", atomically: true, encoding: .utf8)
    return WorkerStage(shop: shop, erp: erp, shopProxy: shopProxy, erpProxy: erpProxy, folder: folder)
  }

  /// Runs the program to its end, or to its death. Returns the exit status, or the signal's number.
  func run(_ command: [String] = ["sync"], _ harm: Harm = Harm()) async throws -> Int32 {
    let process = Process()
    let programs = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    process.executableURL = programs.appending(path: "passerelle")
    process.arguments = command + ["--config", folder + "/passerelle.yaml", "--format", "json"]
    var environment = ProcessInfo.processInfo.environment
    environment["PROOF_SHOP_KEY"] = shop.key
    environment["PROOF_ERP_KEY"] = "connector-key"
    environment["LD_PRELOAD"] = programs.appending(path: "libCommitKiller.so").path
    environment["COMMIT_COUNT_FILE"] = folder + "/commits"
    if let commit = harm.commit {
      environment["COMMIT_KILL_AT"] = String(commit.number)
      environment["COMMIT_KILL_WHEN"] = commit.when
    }
    if harm.clockAhead > 0 { environment["CLOCK_AHEAD"] = String(harm.clockAhead) }
    process.environment = environment
    shopProxy.play(harm.shop)
    erpProxy.play(harm.erp)
    try Data().write(to: URL(filePath: folder + "/output"))
    let handle = try FileHandle(forWritingTo: URL(filePath: folder + "/output"))
    process.standardOutput = handle
    process.standardError = handle
    try await start(process)
    try handle.close()
    output = (try? String(contentsOfFile: folder + "/output", encoding: .utf8)) ?? ""
    return process.terminationStatus
  }

  /// Runs the program unharmed, as a part of the preparations.
  /// - Throws: `ProofFailure` when it ends with another status than 0, or 2 where rows in quarantine are expected.
  func prepare(_ command: [String], allowsQuarantine: Bool = false) async throws {
    let status = try await run(command)
    guard status == 0 || (status == 2 && allowsQuarantine) else {
      throw ProofFailure("passerelle \(command.joined(separator: " ")) ended with \(status):\n\(output)")
    }
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

  func stop() async {
    try? await shopProxy.stop()
    try? await erpProxy.stop()
    await shop.stop()
    await erp.stop()
    try? FileManager.default.removeItem(atPath: folder)
  }
}
