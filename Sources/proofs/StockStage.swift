import Foundation
import Records
import Sandbox

/// The ERP's goods have moved and the shop's customers have ordered since the last run: every row of the shop that belongs to a linked article
/// must hold what the ERP has left less what open orders hold, and nothing else of the shop may have changed.
final class StockStage: KillStage {
  let worker: WorkerStage
  /// An order for something that the ERP does not know stays in quarantine.
  let goodExit: Int32 = 2
  private var before: ShopSnapshot

  /// An article that both sides have.
  private struct Pair {
    let reference: String
    let erp: Int
    let article: ShopOrders.Article
  }

  private var pairs: [Pair] = []
  private let desk: ERPDesk
  private let buyer: (customer: Int, address: Int)
  /// Sold by the shop alone, so that an order for it stops.
  private let unknown: Int

  /// Two shops of one group, of which the worker serves the first; each has rows of its own unless the group shares them.
  static func make(sharesStock: Bool, mappings: String) async throws -> StockStage {
    let clock = ShopClock()
    clock.advance(by: -3600)
    let shop = try SimulatedShop(settings: ShopSettings(shopIDs: [1, 2], sharesStock: sharesStock, clock: clock))
    let erp = try SimulatedERP(version: .v18, settings: ERPSettings(priceDigits: 6))
    let worker = try await WorkerStage.start(
      shop, erp, .init(mappings: mappings, settings: "go_live: 2020-01-01, web_warehouses: [1]"))
    let stage = StockStage(worker)
    stage.fill()
    clock.advance(by: 3600)
    try await worker.prepare(["match", "variants"])
    try await worker.prepare(["match", "variants", "--accept"])
    stage.orderBefore()
    try await worker.prepare(["sync"], allowsQuarantine: true)
    stage.move()
    stage.before = shop.snapshot()
    return stage
  }

  private init(_ worker: WorkerStage) {
    self.worker = worker
    desk = ERPDesk(worker.erp)
    let customer = worker.shop.addCustomer(email: "jeanne.martin@example.com")
    buyer = (customer, worker.shop.addAddress(customer: customer))
    unknown = worker.shop.addProduct(reference: "ONLY-SHOP", name: "Inconnu de l'ERP", price: 10, quantity: 70)
    before = worker.shop.snapshot(of: [])
  }

  // MARK: Both catalogues

  private func fill() {
    let (shop, erp) = (worker.shop, worker.erp)
    let other = erp.addWarehouse(name: "Boutique", code: "BTQ")
    for number in 1...12 {
      let pair = add("S-\(number)", storable: number != 12)
      // Other warehouses' goods are not the shop's.
      if number == 2 { erp.setOnHand(product: pair.erp, warehouse: other, quantity: 50) }
    }
    let sizes = shop.addOption("Taille", values: ["S", "M", "L"])
    let shirt = shop.addProduct(reference: "SHIRT", name: "Chemise", price: 30)
    for (number, option) in sizes.values.enumerated() {
      let reference = "SHIRT-\(number)"
      let combination = shop.addCombination(product: shirt, reference: reference, quantity: 9, options: [option])
      link(reference, ShopOrders.Article(product: shirt, combination: combination))
    }
    let missing = erp.addProduct(reference: "ONLY-ERP", name: "Pas en boutique")
    erp.setOnHand(product: missing, quantity: 5)
  }

  @discardableResult
  private func add(_ reference: String, storable: Bool = true) -> Pair {
    let product = worker.shop.addProduct(reference: reference, name: reference, price: 10, quantity: 99)
    return link(reference, ShopOrders.Article(product: product, combination: 0), storable: storable)
  }

  @discardableResult
  private func link(_ reference: String, _ article: ShopOrders.Article, storable: Bool = true) -> Pair {
    let id = worker.erp.addProduct(reference: reference, name: reference, storable: storable)
    if storable { worker.erp.setOnHand(product: id, quantity: Decimal(10 + pairs.count)) }
    let pair = Pair(reference: reference, erp: id, article: article)
    pairs.append(pair)
    return pair
  }

  private subscript(_ reference: String) -> Pair { pairs.first { $0.reference == reference } ?? pairs[0] }

  // MARK: What happens

  /// Orders that the first run has seen: taken over, waiting for their money, stopped.
  private func orderBefore() {
    worker.shop.pay(place([("S-1", 2), ("SHIRT-0", 1)]))
    place([("S-3", 3), ("S-11", 1)])
    worker.shop.pay(place([("S-4", 2)], withUnknown: true))
  }

  /// What moves between the first run and the one that is killed: about fifteen rows are not right afterwards.
  private func move() {
    let (shop, erp) = (worker.shop, worker.erp)
    for (number, quantity) in ["17", "7.5", "3", "2", "0"].enumerated() {
      erp.setOnHand(product: self["S-\(number + 1)"].erp, quantity: Decimal(exactly: quantity) ?? 0)
    }
    desk.sell(self["S-6"].erp, 4)
    _ = desk.order(self["S-7"].erp, 3)
    // Promised beyond what is there; then some of it is found, and nobody has reserved it yet.
    _ = desk.order(self["S-8"].erp, 40)
    desk.find(self["S-8"].erp, 30)
    if let order = desk.order(self["S-9"].erp, 5) { erp.cancelOrder(order) }
    erp.editByHand("product.product", self["S-10"].erp, ["active": false])
    erp.setOnHand(product: self["SHIRT-1"].erp, quantity: 2)
    // Somebody has typed into rows of the shop.
    shop.setStock(product: self["SHIRT-2"].article.product, combination: self["SHIRT-2"].article.combination, to: 4)
    erp.receive(product: self["SHIRT-2"].erp, quantity: 1)
    shop.pay(place([("S-9", 1), ("SHIRT-0", 2)]))
    place([("S-5", 1), ("SHIRT-1", 3), ("S-6", 1)])
    shop.pay(place([("S-1", 1), ("SHIRT-2", 1)], withUnknown: true))
    shop.cancel(place([("S-11", 1)]))
  }

  @discardableResult
  private func place(_ rows: [(reference: String, quantity: Int)], withUnknown: Bool = false) -> Int {
    var wanted = rows.map { row in
      let article = self[row.reference].article
      return ShopCart.Row(article.product, combination: article.combination, quantity: row.quantity)
    }
    if withUnknown { wanted.append(ShopCart.Row(unknown)) }
    return worker.shop.placeOrder(ShopCart(customer: buyer.customer, address: buyer.address, rows: wanted))
  }

  // MARK: What must be

  func compare(_ step: KillStep) -> KillRow {
    var row = KillRow(step: step.name)
    let (shop, orders) = (worker.shop, ShopOrders(worker.shop, worker.erp))
    let oracle = StockOracle(erp: worker.erp)
    var free: Set<ShopFieldChange.Place> = []
    for pair in pairs where pair.reference != "S-12" {
      let (product, combination) = (pair.article.product, pair.article.combination)
      let wanted = quantity(of: pair, oracle, orders)
      let shown = shop.stock(product: product, combination: combination)
      if shown != wanted {
        row.missing += 1
        row.why += " \(pair.reference): \(shown.map(String.init) ?? "no row") instead of \(wanted)."
      }
      for part in Set([combination, 0]) {
        guard let id = shop.stockRowID(product: product, combination: part) else { continue }
        free.insert(.init(resource: "stock_availables", id: id, field: "quantity"))
      }
    }
    compareSums(&row)
    for change in shop.snapshot().changes(since: before) where !free.contains(change.place) {
      if change.resource == "order_histories" { row.duplicates += 1 } else { row.differing += 1 }
      row.why += " \(change)."
    }
    return row
  }

  private func quantity(of pair: Pair, _ oracle: StockOracle, _ orders: ShopOrders) -> Int {
    guard worker.erp.record("product.product", pair.erp, fields: ["active"])?["active"] == true else { return 0 }
    let left = (oracle.level(pair.erp).available - Decimal(orders.held(pair.article))).roundedDown
    return max(0, left)
  }

  /// The row without combination shows the sum of the combinations' rows; the shop keeps it so.
  private func compareSums(_ row: inout KillRow) {
    let combined = pairs.filter { $0.article.combination != 0 }
    for product in Set(combined.map(\.article.product)) {
      let parts = combined.filter { $0.article.product == product }.compactMap {
        worker.shop.stock(product: product, combination: $0.article.combination)
      }
      if worker.shop.stock(product: product) != parts.reduce(0, +) {
        row.missing += 1
        row.why += " The sum of product \(product) is not its combinations'."
      }
    }
  }
}

extension Decimal {
  /// The whole number that is not greater.
  var roundedDown: Int {
    var (rounded, value) = (Decimal(), self)
    NSDecimalRound(&rounded, &value, 0, .down)
    let whole = NSDecimalNumber(decimal: rounded).intValue
    return rounded > self ? whole - 1 : whole
  }
}

extension ShopFieldChange {
  /// Where something changed, whatever it was and became.
  struct Place: Hashable {
    let resource: String
    let id: Int
    let field: String
  }

  var place: Place { Place(resource: resource, id: id, field: field) }
}
