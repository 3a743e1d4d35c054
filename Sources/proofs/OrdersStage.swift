import Foundation
import Records
import Sandbox

/// Paid shop orders: each must end as one confirmed order in the ERP, each customer as one contact.
struct OrdersStage: KillStage {
  let worker: WorkerStage
  let goodExit: Int32 = 0
  private let orders: [Int]

  static func make(orders count: Int, mappings: String) async throws -> OrdersStage {
    let clock = ShopClock()
    clock.advance(by: -3600)
    let shop = try SimulatedShop(settings: ShopSettings(clock: clock))
    let erp = try SimulatedERP(version: .v18, settings: ERPSettings(priceDigits: 6))
    let orders = BulkSeed(orders: count, rows: 3).fill(shop, erp)
    clock.advance(by: 3600)
    return OrdersStage(worker: try await .start(shop, erp, .init(mappings: mappings)), orders: orders)
  }

  func compare(_ step: KillStep) -> KillRow {
    var row = KillRow(step: step.name)
    let (shop, documents) = (worker.shop, worker.erp.orders())
    var known = 0
    for id in orders {
      let own = documents.filter { $0.externalIDs.contains("passerelle.\(WorkerStage.instance)-order-\(id)") }
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
    comparePeople(&row)
    return row
  }

  private func comparePeople(_ row: inout KillRow) {
    let shop = worker.shop
    let people = Set(orders.compactMap { shop.record("orders", $0)?["id_customer"] }).compactMap { Int($0) }
    let emails = Set(people.compactMap { shop.record("customers", $0)?["email"].lowercased() })
    let contacts = worker.erp.records("res.partner", fields: ["email"])
    for email in emails {
      let partners = contacts.filter { $0["email"]?.text?.lowercased() == email }
      if partners.count != 1 {
        row.duplicates += max(0, partners.count - 1)
        row.missing += partners.isEmpty ? 1 : 0
        row.why += " \(partners.count) contacts for one e-mail address."
      }
    }
  }
}
