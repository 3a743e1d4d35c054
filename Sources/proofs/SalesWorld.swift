import Foundation
import Records
import Sandbox
import Synchronization

/// A shop and an ERP that sell the same few goods, and a ledger of who was promised what, kept by the proof itself. Events may come from several
/// tasks at once; each is one step.
final class SalesWorld: Sendable {
  static let articles = 4

  let shop: SimulatedShop
  let erp: SimulatedERP
  private let desk: ERPDesk
  private let buyer: (customer: Int, address: Int)
  /// What the shop sells, and the ERP's ids of the same.
  private let goods: [(shop: ShopOrders.Article, erp: Int)]
  /// Sold by the shop alone: an order with it stops in quarantine.
  private let unknown: Int
  private let ledger: Mutex<SalesLedger>

  init() throws {
    shop = try SimulatedShop()
    erp = try SimulatedERP(version: .v18, settings: ERPSettings(priceDigits: 6))
    desk = ERPDesk(erp)
    let customer = shop.addCustomer(email: "jeanne.martin@example.com")
    buyer = (customer, shop.addAddress(customer: customer))
    let sizes = shop.addOption("Taille", values: ["S", "M"])
    let shirt = shop.addProduct(reference: "SHIRT", name: "Chemise", price: 30)
    var goods: [(shop: ShopOrders.Article, erp: Int)] = []
    for number in 0..<Self.articles {
      let reference = "RARE-\(number)"
      let article =
        number < sizes.values.count
        ? ShopOrders.Article(
          product: shirt,
          combination: shop.addCombination(product: shirt, reference: reference, options: [sizes.values[number]]))
        : ShopOrders.Article(product: shop.addProduct(reference: reference, name: reference, price: 10), combination: 0)
      let id = erp.addProduct(reference: reference, name: reference)
      erp.setOnHand(product: id, quantity: 3)
      goods.append((article, id))
    }
    self.goods = goods
    unknown = shop.addProduct(reference: "ONLY-SHOP", name: "Inconnu de l'ERP", price: 10, quantity: 100_000)
    ledger = Mutex(SalesLedger(received: Array(repeating: 3, count: Self.articles)))
  }

  var tally: SalesTally { ledger.withLock { $0.tally } }

  // MARK: Events

  func happen(_ event: SalesEvent) {
    ledger.withLock { ledger in
      switch event {
      case .buy(let article, let quantity, let isPaid, let withUnknown):
        buy(article, quantity, isPaid: isPaid, withUnknown: withUnknown, &ledger)
      case .payLater(let index): pay(index, &ledger)
      case .cancelInShop(let index): cancelInShop(index, &ledger)
      case .sellAtCounter(let article, let quantity):
        guard isFree(article, quantity) else { break }
        ledger.notePromise(atERP: article, quantity, excused: unknownToERP(article, ledger))
        desk.sell(goods[article].erp, quantity)
      case .orderAtERP(let article, let quantity, let mayWait):
        orderAtERP(article, quantity, mayWait: mayWait, &ledger)
      case .cancelAtERP(let index): cancelAtERP(index, &ledger)
      case .receive(let article, let quantity, let isReceipt):
        if isReceipt {
          erp.receive(product: goods[article].erp, quantity: Decimal(quantity))
        } else {
          desk.find(goods[article].erp, quantity)
        }
        ledger.received[article] += quantity
      case .reserve: erp.reserveOpenTransfers()
      case .deliver(let index): deliver(index, ledger)
      }
      ledger.noteMoment()
    }
  }

  private func buy(_ article: Int, _ quantity: Int, isPaid: Bool, withUnknown: Bool, _ ledger: inout SalesLedger) {
    let good = goods[article].shop
    var rows = [ShopCart.Row(good.product, combination: good.combination, quantity: quantity)]
    if withUnknown { rows.append(ShopCart.Row(unknown)) }
    let cart = ShopCart(customer: buyer.customer, address: buyer.address, rows: rows, carrier: 1)
    guard let order = shop.placeOrderIfInStock(cart) else { return }
    ledger.notePromise(inShop: article, quantity)
    ledger.shopOrders.append(
      SalesLedger.ShopOrder(id: order, article: article, quantity: quantity, isStopped: withUnknown))
    if isPaid { pay(ledger.shopOrders.count - 1, of: &ledger) }
  }

  private func pay(_ index: Int, of ledger: inout SalesLedger) {
    shop.pay(ledger.shopOrders[index].id)
    ledger.shopOrders[index].isPaid = true
  }

  private func pay(_ index: Int, _ ledger: inout SalesLedger) {
    let waiting = ledger.shopOrders.indices.filter {
      !ledger.shopOrders[$0].isPaid && !ledger.shopOrders[$0].isCancelled
    }
    if !waiting.isEmpty { pay(waiting[index % waiting.count], of: &ledger) }
  }

  private func cancelInShop(_ index: Int, _ ledger: inout SalesLedger) {
    let open = ledger.shopOrders.indices.filter {
      !ledger.shopOrders[$0].isCancelled && !hasLeft(ledger.shopOrders[$0].id)
    }
    guard !open.isEmpty else { return }
    let chosen = open[index % open.count]
    shop.cancel(ledger.shopOrders[chosen].id)
    ledger.cancelShopOrder(chosen)
  }

  private func hasLeft(_ order: Int) -> Bool {
    guard let document = ShopOrders.erpOrder(of: order, erp) else { return false }
    return transfers().contains { $0.order == document && $0.state == "done" }
  }

  private func orderAtERP(_ article: Int, _ quantity: Int, mayWait: Bool, _ ledger: inout SalesLedger) {
    let isFree = isFree(article, quantity)
    guard isFree || mayWait else { return }
    if isFree {
      ledger.notePromise(atERP: article, quantity, excused: unknownToERP(article, ledger))
    } else {
      ledger.promised[article] += quantity
    }
    guard let order = desk.order(goods[article].erp, quantity) else { return }
    ledger.erpOrders.append(SalesLedger.ERPOrder(id: order, article: article, quantity: quantity))
  }

  private func cancelAtERP(_ index: Int, _ ledger: inout SalesLedger) {
    let left = Set(transfers().filter { $0.state == "done" }.map(\.order))
    let open = ledger.erpOrders.indices.filter {
      !ledger.erpOrders[$0].isCancelled && !left.contains(ledger.erpOrders[$0].id)
    }
    guard !open.isEmpty else { return }
    let chosen = open[index % open.count]
    erp.cancelOrder(ledger.erpOrders[chosen].id)
    ledger.erpOrders[chosen].isCancelled = true
    ledger.promised[ledger.erpOrders[chosen].article] -= ledger.erpOrders[chosen].quantity
  }

  /// A transfer leaves when everything is in it; the warehouse does not send what the shop has cancelled.
  private func deliver(_ index: Int, _ ledger: SalesLedger) {
    let cancelled = Set(
      ledger.shopOrders.filter(\.isCancelled).compactMap { ShopOrders.erpOrder(of: $0.id, erp) })
    let ready = transfers().filter { $0.state == "assigned" && !cancelled.contains($0.order) }
    if !ready.isEmpty { erp.deliver(order: ready[index % ready.count].order) }
  }

  private func transfers() -> [(order: Int, state: String)] {
    erp.records("stock.picking", fields: ["sale_id", "state"]).compactMap { transfer in
      transfer["sale_id"]?.integer.map { ($0, transfer["state"]?.text ?? "") }
    }
  }

  /// Whether the ERP, by all that it knows, has so much that nobody was promised.
  private func isFree(_ article: Int, _ quantity: Int) -> Bool {
    StockOracle(erp: erp).level(goods[article].erp).available >= Decimal(quantity)
  }

  /// What shop orders take of an article that the ERP cannot know of yet: not paid, stopped, or paid since the last complete run began.
  private func unknownToERP(_ article: Int, _ ledger: SalesLedger) -> Int {
    ledger.shopOrders.reduce(0) { sum, order in
      guard order.article == article, !order.isCancelled, !order.isKnown || order.isStopped,
        (ShopOrders.erpState(of: order.id, erp) ?? "draft") == "draft"
      else { return sum }
      return sum + order.quantity
    }
  }

  // MARK: Runs

  func beginRun() { ledger.withLock { $0.beginRun() } }

  /// After a complete run no row may show more than could rightly be there. Where nothing happened meanwhile, each shows exactly what is left.
  func endRun(isComplete: Bool, wasQuiet: Bool) {
    ledger.withLock { ledger in
      ledger.endRun(isComplete: isComplete)
      guard isComplete else { return }
      for (article, good) in goods.enumerated() {
        let shown = shop.stock(product: good.shop.product, combination: good.shop.combination) ?? 0
        let left = max(0, ledger.available(article))
        if shown > ledger.allowed[article] {
          ledger.tally.rowsTooHigh += 1
          ledger.tally.notes.append("RARE-\(article) shows \(shown), at most \(ledger.allowed[article]) were left.")
        } else if wasQuiet, shown != left {
          ledger.tally.rowsTooLow += 1
          ledger.tally.notes.append("RARE-\(article) shows \(shown), and \(left) were left.")
        }
      }
    }
  }
}
