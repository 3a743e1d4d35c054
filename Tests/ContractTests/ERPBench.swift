import Foundation
import Logging
import Odoo
import Records
import Sandbox
import Synchronization
import Testing

/// An Odoo database, the connectors to it, and plain calls beside them. What was made in a real one is removed again as
/// far as Odoo lets it be removed. Why tests open and close it in their own body: see `ShopBench`.
final class ERPBench: Sendable {
  let wire: ERPWire
  /// Part of every name, key and reference that a test makes.
  let token: String
  private let configuration: OdooConfiguration
  private let erp: SimulatedERP?
  private let clock: ServerClock?
  private let connectors = Mutex<[OdooConnector]>([])

  private init(_ configuration: OdooConfiguration, erp: SimulatedERP?, clock: ServerClock? = nil) {
    self.configuration = configuration
    self.erp = erp
    self.clock = clock
    token = "contract-\(Int.random(in: 100_000...999_999))"
    wire = ERPWire(
      url: configuration.url, database: configuration.database, login: configuration.login, key: configuration.key)
  }

  static func open(_ target: ERPTarget) async throws -> ERPBench {
    switch target {
    case .server(let url, let database, let login, let key):
      return ERPBench(OdooConfiguration(url: url, database: database, login: login, key: key), erp: nil)
    case .simulated(let version):
      let clock = ServerClock()
      let erp = try SimulatedERP(
        version: version, settings: ERPSettings(priceDigits: 6, rounding: .perLine, clock: { clock.now }))
      ERPSeed.fill(erp)
      let url = "http://127.0.0.1:\(try await erp.start())"
      return ERPBench(
        OdooConfiguration(url: url, database: "erp", login: "connector", key: "connector-key"), erp: erp,
        clock: clock)
    }
  }

  /// Lets the server's clock reach another second, so that what is written now is told from what is written next.
  func pause() async throws {
    if let clock { clock.advance(2) } else { try await Task.sleep(for: .milliseconds(1100)) }
  }

  func close() async {
    if erp == nil { await cleanUp() }
    for connector in connectors.withLock({ $0 }) { await connector.shutdown() }
    await wire.shutdown()
    await erp?.stop()
  }

  /// The connector, as a configuration would make it, with what a test wants otherwise.
  func connector(_ change: (inout OdooConfiguration) -> Void = { _ in }) -> OdooConnector {
    var configuration = configuration
    if let name = Environment["ERP_PROTOCOL"], let wireProtocol = OdooConfiguration.WireProtocol(rawValue: name) {
      configuration.wireProtocol = wireProtocol
    }
    change(&configuration)
    let connector = OdooConnector(configuration, logger: Logger(label: "contract.erp"))
    connectors.withLock { $0.append(connector) }
    return connector
  }

  func major(_ connector: OdooConnector) async throws -> Int {
    let version = try await connector.describe([]).version
    return try #require(Int(version.prefix { $0.isNumber }))
  }

  // MARK: What tests write

  func key(_ name: String) -> ExternalKey { ExternalKey(scope: token, name: name) }

  func partner(_ name: String, _ fields: [String: Value] = [:]) -> Write {
    let own: [String: Value] = ["name": .text("\(token) \(name)"), "email": .text("\(token).\(name)@example.com")]
    return Write(
      resource: "res.partner", identity: .create(key("partner-\(name)")), fields: own.merging(fields) { _, new in new })
  }

  func order(_ name: String, partner: RecordKey, rows: [ChildWrite], _ fields: [String: Value] = [:]) -> Write {
    let own: [String: Value] = ["partner_id": partner.value, "client_order_ref": .text("\(token)-\(name)")]
    return Write(
      resource: "sale.order", identity: .create(key("order-\(name)")), fields: own.merging(fields) { _, new in new },
      children: ["order_line": rows], childKey: key("order-\(name)"))
  }

  func row(_ key: String, product: RecordKey, quantity: Decimal, price: Decimal, tax: RecordKey) -> ChildWrite {
    ChildWrite(
      key: key,
      fields: [
        "product_id": product.value, "name": .text("\(token) \(key)"), "product_uom_qty": .decimal(quantity),
        "price_unit": .decimal(price), "discount": 0, "technical_price_unit": -1, "tax_ids": .list([tax.value]),
      ])
  }

  /// A new order of `quantity` of each article, written through the connector.
  func placedOrder(_ name: String, articles: [String], quantity: Decimal, _ connector: OdooConnector) async throws
    -> RecordKey
  {
    let partner = try #require(try await connector.write(self.partner(name)).key)
    let tax = try await tax(20, connector)
    var rows: [ChildWrite] = []
    for article in articles {
      let product = try await product(article, connector)
      rows.append(row("row-\(article)", product: product, quantity: quantity, price: Decimal(199) / 10, tax: tax))
    }
    return try #require(try await connector.write(order(name, partner: partner, rows: rows)).key)
  }

  // MARK: What tests need to be there

  func product(_ suffix: String, _ connector: OdooConnector) async throws -> RecordKey {
    let reference = ShopSeed.prefix + suffix
    let probe = Probe(
      resource: "product.product", conditions: [Condition("default_code", .equals, .text(reference))],
      fields: ["default_code"])
    return try #require(try await connector.find([probe]).first?.first?.key, "no product \(reference)")
  }

  /// A sale tax that prices contain.
  func tax(_ rate: Decimal, _ connector: OdooConnector) async throws -> RecordKey {
    let probe = Probe(
      resource: "account.tax",
      conditions: [
        Condition("type_tax_use", .equals, "sale"), Condition("amount", .equals, .decimal(rate)),
        Condition("price_include", .equals, true),
      ], fields: ["amount", "price_include"])
    return try #require(try await connector.find([probe]).first?.first?.key, "no tax of \(rate) %")
  }

  // MARK: Afterwards

  private func cleanUp() async {
    let orders = await ids("sale.order", "client_order_ref")
    if !orders.isEmpty {
      let found = try? await wire.call("sale.order", "read", [.ids(orders), ["invoice_ids", "order_line"]])
      func related(_ field: String) -> [Int] {
        (found?.result?.list ?? []).flatMap { $0[field]?.list?.compactMap(\.integer) ?? [] }
      }
      await remove("account.move", related("invoice_ids"))
      _ = try? await wire.call("sale.order", "action_cancel", [.ids(orders)], context: ["disable_cancel_warning": true])
      let transfers = try? await wire.call("stock.picking", "search", [[["sale_id", "in", .ids(orders)]]])
      await remove("stock.picking", transfers?.result?.list?.compactMap(\.integer) ?? [])
      // Apart from their order, or their external ids would stay behind.
      await remove("sale.order.line", related("order_line"))
      await remove("sale.order", orders)
    }
    await putAway()
    await clearCatalogue()
    let partners = await ids("res.partner", "name")
    guard !partners.isEmpty else { return }
    // One that a transfer still names can only be archived.
    if (try? await wire.call("res.partner", "unlink", [.ids(partners)]))?.error != nil {
      _ = try? await wire.call("res.partner", "write", [.ids(partners), ["active": false]])
    }
  }

  private func remove(_ model: String, _ ids: [Int]) async {
    if !ids.isEmpty { _ = try? await wire.call(model, "unlink", [.ids(ids)]) }
  }

  func ids(_ model: String, _ field: String) async -> [Int] {
    let domain: ERPReply = [[.text(field), "=like", .text(token + "%")]]
    let found = try? await wire.call(model, "search", [domain], context: ["active_test": false])
    return found?.result?.list?.compactMap(\.integer) ?? []
  }
}
