import Engine
import FaultProxy
import Foundation
import Journal
import JournalStore
import Logging
import Mapping
import Odoo
import PrestaShop
import Records
import Sandbox
import Synchronization

/// A simulated shop and a simulated ERP over real HTTP, a journal, and the shipped mapping files between them. What is true afterwards is
/// read from the servers' own tables, never from the journal.
final class Bench: Sendable {
  static let instance = "thread"
  static let erpKey = "connector-key"
  private static let turnstile = Turnstile(4)

  let shop: SimulatedShop
  let erp: SimulatedERP
  let clock: ShopClock
  let journal: SQLiteJournal
  let logs = LogRecorder()
  /// How long the engine would have waited before it tried again, each time, in seconds.
  let pauses = Mutex<[Int]>([])
  private let age = Mutex(0)
  let road: Road
  /// Stand between only when the road asks for them.
  let shopProxy: FaultProxy?
  let erpProxy: FaultProxy?
  let folder: Folder

  /// A mug that both sides sell, and a customer with an address: what most tests need.
  let mug: Int
  let jeanne: Buyer

  private init(road: Road, shop: SimulatedShop, erp: SimulatedERP, clock: ShopClock) async throws {
    self.road = road
    self.shop = shop
    self.erp = erp
    self.clock = clock
    folder = try Folder()
    journal = try SQLiteJournal(
      path: road.keepsJournal ? folder.path + "/journal.sqlite" : SQLiteJournal.inMemory, instance: Self.instance)
    mug = shop.addProduct(reference: "MUG", name: "Tasse en grès", price: 10, quantity: 1000)
    erp.addProduct(reference: "MUG", name: "Mug")
    let customer = shop.addCustomer(email: "jeanne.martin@example.com", firstName: "Jeanne", lastName: "Martin")
    jeanne = Buyer(customer: customer, address: shop.addAddress(customer: customer))
    let (shopPort, erpPort) = (try await shop.start(), try await erp.start())
    shopProxy = road.hasProxies ? FaultProxy(upstream: Upstream(port: shopPort)) : nil
    erpProxy = road.hasProxies ? FaultProxy(upstream: Upstream(port: erpPort)) : nil
    _ = try await shopProxy?.start()
    _ = try await erpProxy?.start()
  }

  /// Runs `body` on new servers and stops them after it. What happens before the first run is an hour old by then,
  /// unless told otherwise: what was changed this very second would be looked at twice.
  static func run(
    _ road: Road = Road(), version: Sandbox.ShopVersion = .v8, erp erpVersion: ERPVersion = .v18,
    zone: String = "Europe/Paris", clock: ShopClock = ShopClock(), age: Int = 3600, shops: [Int] = [1],
    _ body: (Bench) async throws -> Void
  ) async throws {
    await turnstile.enter()
    defer { turnstile.leave() }
    clock.advance(by: -age)
    let settings = ShopSettings(timeZone: TimeZone(identifier: zone) ?? .gmt, shopIDs: shops, clock: clock)
    let bench = try await Bench(
      road: road, shop: try SimulatedShop(version: version, settings: settings),
      erp: try SimulatedERP(version: erpVersion, settings: ERPSettings(priceDigits: 6)), clock: clock)
    bench.age.withLock { $0 = age }
    do {
      try await body(bench)
      await bench.stop()
    } catch {
      await bench.stop()
      throw error
    }
  }

  /// The shop's clock comes to the present.
  func comeToThePresent() {
    let seconds = age.withLock { age in
      defer { age = 0 }
      return age
    }
    clock.advance(by: seconds)
  }

  private func stop() async {
    try? await shopProxy?.stop()
    try? await erpProxy?.stop()
    await shop.stop()
    await erp.stop()
    try? journal.close()
    folder.remove()
  }

  // MARK: What people do

  /// Another person with an address of her own.
  func buyer(_ email: String, first: String = "Karim", last: String = "Benali", isGuest: Bool = false) -> Buyer {
    let customer = shop.addCustomer(email: email, firstName: first, lastName: last, isGuest: isGuest)
    return Buyer(customer: customer, address: shop.addAddress(customer: customer))
  }

  /// A product on both sides.
  func product(_ reference: String, name: String = "Bol", price: Decimal = 15) -> Int {
    erp.addProduct(reference: reference, name: name)
    return shop.addProduct(reference: reference, name: name, price: price, quantity: 1000)
  }

  /// An order that is not paid yet; one mug of Jeanne's unless told otherwise.
  @discardableResult
  func place(
    _ rows: [ShopCart.Row] = [], by buyer: Buyer? = nil, currency: Int = 1, carrier: Int = 2, vouchers: [Int] = []
  ) -> Int {
    let buyer = buyer ?? jeanne
    return shop.placeOrder(
      ShopCart(
        customer: buyer.customer, address: buyer.address, rows: rows.isEmpty ? [ShopCart.Row(mug)] : rows,
        carrier: carrier, currency: currency, vouchers: vouchers))
  }

  /// An order that is paid.
  @discardableResult
  func order(
    _ rows: [ShopCart.Row] = [], by buyer: Buyer? = nil, currency: Int = 1, carrier: Int = 2, vouchers: [Int] = []
  ) -> Int {
    let id = place(rows, by: buyer, currency: currency, carrier: carrier, vouchers: vouchers)
    shop.pay(id)
    return id
  }

  // MARK: Runs

  /// One run of a worker that has just been started: it remembers nothing but its journal.
  func sync(_ flows: [String] = [], journal: (any JournalStore)? = nil, road: Road? = nil) async throws -> RunReport {
    try await withEngine(journal: journal, road: road) { try await $0.sync(flows) }
  }

  func withEngine<Result>(
    journal: (any JournalStore)? = nil, road: Road? = nil, mappings: MappingSet? = nil,
    _ body: (Engine) async throws -> Result
  ) async throws -> Result {
    comeToThePresent()
    let road = road ?? self.road
    let shopConnector = try shopConnector(road)
    let erpConnector = erpConnector(road)
    defer {
      Task {
        await shopConnector.shutdown()
        await erpConnector.shutdown()
      }
    }
    return try await body(
      Engine(
        EngineParts(
          connectors: ["prestashop": shopConnector, "odoo": erpConnector], mappings: try mappings ?? Shipped.mappings(),
          journal: journal ?? self.journal,
          settings: ["go_live": .instant(Instant(secondsSince1970: 0)), "shop_id": 1],
          instance: Self.instance, clock: { Instant(Date()) },
          pause: { seconds in self.pauses.withLock { $0.append(seconds) } }, logger: logs.logger)))
  }

  func shopConnector(_ road: Road, shop id: Int = 1) throws -> PrestaShopConnector {
    try PrestaShopConnector(
      PrestaShopConfiguration(
        url: shopProxy.map { "http://127.0.0.1:\($0.port)" } ?? shop.url ?? "", key: road.shopKey ?? shop.key,
        shopID: id,
        minimumSpacing: road.spacing, maximumInFlight: road.inFlight, pageSize: road.pageSize,
        stallTimeout: road.timeout, totalTimeout: road.timeout, maximumAttempts: road.attempts,
        retryPause: .milliseconds(4), serverTimeLimit: road.serverTimeLimit), logger: logs.logger)
  }

  func erpConnector(_ road: Road) -> OdooConnector {
    OdooConnector(
      OdooConfiguration(
        url: erpProxy.map { "http://127.0.0.1:\($0.port)" } ?? erp.url ?? "", database: "erp", login: "connector",
        key: Self.erpKey, minimumSpacing: road.spacing, maximumInFlight: road.inFlight, stallTimeout: road.timeout,
        totalTimeout: road.timeout, maximumAttempts: road.attempts, retryPause: .milliseconds(4)), logger: logs.logger)
  }

  /// Makes the rows of the quarantine due, as `quarantine replay` does.
  func replay(recreate: Bool = false) async throws {
    for id in try await quarantine().compactMap(\.id) {
      try await journal.replay(id, recreate: recreate, at: Instant(Date()))
    }
  }

  func quarantine(_ flow: String? = nil) async throws -> [QuarantineRow] { try await journal.quarantine(flow: flow) }
}

/// A customer and an address of hers.
struct Buyer: Sendable {
  var customer: Int
  var address: Int
}
