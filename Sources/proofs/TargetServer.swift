import Foundation
import Logging
import Odoo
import Records
import Sandbox

/// The ERP of a proof: a real one where the environment names it, else a simulated one.
struct TargetServer {
  let connector: OdooConnector
  let simulated: SimulatedERP?

  /// PASSERELLE_TEST_ERP_URL, _DB, _LOGIN and _KEY choose a real server.
  static func start(logger: Logger) async throws -> TargetServer {
    let environment = ProcessInfo.processInfo.environment
    if let url = environment["PASSERELLE_TEST_ERP_URL"] {
      let configuration = OdooConfiguration(
        url: url, database: environment["PASSERELLE_TEST_ERP_DB"] ?? "",
        login: environment["PASSERELLE_TEST_ERP_LOGIN"] ?? "",
        key: environment["PASSERELLE_TEST_ERP_KEY"] ?? "")
      return TargetServer(connector: OdooConnector(configuration, logger: logger), simulated: nil)
    }
    let erp = try SimulatedERP(version: .v18, settings: ERPSettings(priceDigits: 6))
    let port = try await erp.start()
    let configuration = OdooConfiguration(
      url: "http://127.0.0.1:\(port)", database: "erp", login: "connector", key: "connector-key")
    return TargetServer(connector: OdooConnector(configuration, logger: logger), simulated: erp)
  }

  func stop() async {
    await connector.shutdown()
    await simulated?.stop()
  }

  /// The id of a product that the target has: golden orders are about the money, and any product carries it.
  func anyProduct() async throws -> RecordKey {
    let probe = Probe(
      resource: "product.product", conditions: [Condition("default_code", .equals, "ROUND")], fields: [])
    guard let product = try await connector.find([probe]).first?.first else {
      throw Fault(
        .configuration, "PROOF_PRODUCT", "The ERP has no service product ROUND.",
        hint: "Prepare it as the README shows.")
    }
    return product.key
  }

  /// Rates in percent by tax id.
  func taxRates() async throws -> [Int: Decimal] {
    var rates: [Int: Decimal] = [:]
    let reader = try await connector.scan(ScanQuery(resource: "account.tax", fields: ["amount"]))
    while let page = try await reader.next() {
      for record in page.records { rates[record.key.value.integer ?? 0] = record["amount"].number }
    }
    return rates
  }
}
