import Foundation
import Records
import Sandbox

/// The ERP has shipped, handed over and cancelled orders since the last run: the shop must show each with its number and state, with one row of
/// history and at most one mail a state, and nothing else may have changed.
final class TrackingStage: KillStage {
  /// What one order must look like in the end.
  private struct Story {
    let name: String
    var order: Int
    var number = ""
    var state: Int
    /// States that the order comes to in the run that is killed.
    var comes: Set<Int> = []
  }

  private enum State {
    static let paid = 2
    static let sent = 4
    static let delivered = 5
    static let cancelled = 6
  }

  let worker: WorkerStage
  let goodExit: Int32 = 0
  private var stories: [Story] = []
  private var before: ShopSnapshot
  private let products: [Int]
  private let buyer: (customer: Int, address: Int)
  private let collected = 1

  static func make(mappings: String) async throws -> TrackingStage {
    let clock = ShopClock()
    clock.advance(by: -3600)
    let shop = try SimulatedShop(settings: ShopSettings(clock: clock))
    let erp = try SimulatedERP(version: .v18, settings: ERPSettings(priceDigits: 6))
    let worker = try await WorkerStage.start(
      shop, erp,
      .init(
        mappings: mappings,
        overrides: [
          "tables/delivery_methods.yaml": "table: delivery_methods\nrows:\n  'Retrait': {hands_over: true}\n",
          "tables/order_updates.yaml": "table: order_updates\nrows:\n  number: {notify: true}\n",
        ]))
    let stage = TrackingStage(worker)
    stage.place()
    clock.advance(by: 3600)
    try await worker.prepare(["match", "variants", "--accept"])
    try await worker.prepare(["sync"])
    stage.shipBefore()
    try await worker.prepare(["sync"])
    stage.ship()
    stage.before = shop.snapshot()
    return stage
  }

  private init(_ worker: WorkerStage) {
    self.worker = worker
    before = worker.shop.snapshot(of: [])
    let customer = worker.shop.addCustomer(email: "jeanne.martin@example.com")
    buyer = (customer, worker.shop.addAddress(customer: customer))
    products = ["T-1", "T-2"].map { reference in
      let id = worker.erp.addProduct(reference: reference, name: reference)
      worker.erp.setOnHand(product: id, quantity: 100)
      return worker.shop.addProduct(reference: reference, name: reference, price: 10, quantity: 100)
    }
    worker.erp.addCarrier(name: "Postal")
    worker.erp.addCarrier(name: "Retrait")
  }

  // MARK: What happens

  private func place() {
    let names = [
      "whole", "two parcels", "partly", "cancelled", "collected", "moved by hand", "number later", "number corrected",
      "untouched",
    ]
    for name in names {
      let order = worker.shop.placeOrder(
        ShopCart(
          customer: buyer.customer, address: buyer.address,
          rows: products.map { ShopCart.Row($0, quantity: 2) }, carrier: name == "collected" ? collected : 2))
      worker.shop.pay(order)
      stories.append(Story(name: name, order: order, state: State.paid))
    }
  }

  /// Shipped and told before the run that is killed.
  private func shipBefore() {
    worker.erp.deliver(order: document("number later"))
    worker.erp.deliver(order: document("number corrected"), tracking: "6A-WRONG")
  }

  private func ship() {
    let erp = worker.erp
    erp.deliver(order: document("whole"), tracking: "6A-WHOLE")
    expect("whole", State.sent, "6A-WHOLE")
    let rows = lines("two parcels")
    erp.deliver(order: document("two parcels"), quantities: [rows[0]: 2], tracking: "6A-ONE")
    erp.deliver(order: document("two parcels"), tracking: "6A-TWO")
    expect("two parcels", State.sent, "6A-ONE, 6A-TWO")
    erp.deliver(order: document("partly"), quantities: [lines("partly")[0]: 1], tracking: "6A-PART")
    expect("partly", State.paid, "6A-PART", comes: [])
    erp.cancelOrder(document("cancelled"))
    expect("cancelled", State.cancelled, "")
    erp.deliver(order: document("collected"))
    expect("collected", State.delivered, "")
    erp.deliver(order: document("moved by hand"), tracking: "6A-HAND")
    worker.shop.changeState(order("moved by hand"), to: State.delivered)
    expect("moved by hand", State.delivered, "6A-HAND", comes: [])
    type("6A-LATE", "number later")
    expect("number later", State.sent, "6A-LATE", comes: [])
    type("6A-RIGHT", "number corrected")
    expect("number corrected", State.sent, "6A-RIGHT", comes: [])
  }

  private func type(_ number: String, _ name: String) {
    for transfer in worker.erp.records("stock.picking", fields: ["sale_id"])
    where transfer["sale_id"]?.integer == document(name) {
      worker.erp.setTracking(number, transfer: transfer["id"]?.integer ?? 0)
    }
  }

  private func expect(_ name: String, _ state: Int, _ number: String, comes: Set<Int>? = nil) {
    guard let index = stories.firstIndex(where: { $0.name == name }) else { return }
    stories[index].state = state
    stories[index].number = number
    stories[index].comes = comes ?? [state]
  }

  private func order(_ name: String) -> Int { stories.first { $0.name == name }?.order ?? 0 }
  private func document(_ name: String) -> Int { ShopOrders.erpOrder(of: order(name), worker.erp) ?? 0 }

  /// The order's lines with goods, in order.
  private func lines(_ name: String) -> [Int] {
    let proof = worker.erp.orders().first { $0.id == document(name) }
    return (proof?.lines ?? []).filter { ["T-1", "T-2"].contains($0.product ?? "") }.map(\.id)
  }

  // MARK: What must be

  func compare(_ step: KillStep) -> KillRow {
    var row = KillRow(step: step.name)
    for story in stories { compare(story, &row) }
    let allowed = allowedChanges()
    for change in worker.shop.snapshot().changes(since: before) where !allowed(change) {
      row.differing += 1
      row.why += " \(change)."
    }
    return row
  }

  private func compare(_ story: Story, _ row: inout KillRow) {
    let shop = worker.shop
    let number = shop.trackingNumber(of: story.order) ?? ""
    let state = Int(shop.record("orders", story.order)?["current_state"] ?? "") ?? 0
    if number != story.number || state != story.state {
      row.missing += 1
      row.why += " \(story.name): number \"\(number)\", state \(state)."
    }
    let histories = shop.histories(of: story.order).map(\.state)
    for state in Set(histories) {
      let surplus = max(0, histories.count { $0 == state } - 1)
      row.duplicates += surplus
      if surplus > 0 { row.why += " \(story.name): state \(state) more than once." }
    }
    let templates = shop.mails.filter { $0.orderID == story.order }.map(\.template)
    row.duplicates += templates.count - Set(templates).count
    if templates.contains("in_transit") == story.number.isEmpty {
      row.missing += 1
      row.why += " \(story.name): told of the number: \(story.number.isEmpty)."
    }
    if story.comes.contains(State.sent), mails(story.order, State.sent) == 0 {
      row.missing += 1
      row.why += " \(story.name): nobody was told that it left."
    }
  }

  private func mails(_ order: Int, _ state: Int) -> Int { worker.shop.mailCount(order: order, state: state) }

  /// The numbers and states that were to come, what the shop itself makes of those states, and its stock, which is another flow's.
  private func allowedChanges() -> (ShopFieldChange) -> Bool {
    let shop = worker.shop
    let moved = stories.filter { !$0.comes.isEmpty }.map(\.order)
    let histories = shop.records("order_histories").filter { row in
      stories.contains { $0.order == Int(row["id_order"]) && $0.comes.contains(Int(row["id_order_state"]) ?? 0) }
    }
    let invoices = shop.records("order_invoices").filter { moved.contains(Int($0["id_order"]) ?? 0) }
    let (newRows, papers) = (Set(histories.map(\.id)), Set(invoices.map(\.id)))
    let ofOrders: Set = ["current_state", "date_upd", "valid", "delivery_number", "delivery_date"]
    return { change in
      switch change.resource {
      case "stock_availables": change.field == "quantity"
      case "order_carriers": change.field == "tracking_number"
      case "orders": moved.contains(change.id) && ofOrders.contains(change.field)
      case "order_histories": change.field == "id" && change.before == nil && newRows.contains(change.id)
      case "order_invoices": papers.contains(change.id) && change.field.hasPrefix("delivery_")
      default: false
      }
    }
  }
}
