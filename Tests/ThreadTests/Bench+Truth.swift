import Foundation
import Records
import Sandbox

/// What the servers' tables say.
extension Bench {
  /// The ERP's documents of one shop order.
  func documents(of order: Int) -> [ERPOrderProof] {
    erp.orders().filter { $0.externalIDs.contains("passerelle.\(Self.instance)-order-\(order)") }
  }

  /// All in which the ERP's tables differ from what they must hold: exactly one confirmed document with one draft invoice for each of these
  /// orders, to the cent, one contact a person, and nothing else. Empty when all is right.
  func differences(_ orders: [Int]) -> [String] {
    var found = harm(orders)
    for order in orders {
      let own = documents(of: order)
      if own.isEmpty { found.append("order \(order) is missing") }
      for document in own where document.state != "sale" || document.invoices.count != 1 {
        found.append("order \(order) is \(document.state) with \(document.invoices.count) invoices")
      }
    }
    return found
  }

  /// What must never be there, not even between a fault and the next run: strangers, doubles, a confirmed document with another total.
  /// - Parameter orders: the orders that may be there.
  func harm(_ orders: [Int]) -> [String] {
    let documents = erp.orders()
    var found: [String] = []
    var known = 0
    for order in orders {
      let own = self.documents(of: order)
      known += own.count
      if own.count > 1 { found.append("order \(order) is there \(own.count) times") }
      for document in own { found += harm(document, of: order) }
    }
    if documents.count != known { found.append("\(documents.count - known) documents belong to no paid order") }
    let invoices = erp.records("account.move", fields: ["move_type"]).count { $0["move_type"]?.text == "out_invoice" }
    let invoiced = documents.reduce(0) { $0 + $1.invoices.count }
    if invoices != invoiced { found.append("\(invoices) invoices, and \(invoiced) of documents") }
    return found + doubles()
  }

  private func harm(_ document: ERPOrderProof, of order: Int) -> [String] {
    guard let source = shop.record("orders", order) else { return ["order \(order) is not in the shop"] }
    var found: [String] = []
    let paid = Decimal(exactly: source["total_paid_tax_incl"]) ?? -1
    if document.state != "draft", document.state != "cancel", document.total != paid {
      found.append("order \(order): \(paid) were paid, and the document says \(document.total)")
    }
    for invoice in document.invoices where invoice.total != document.total {
      found.append("order \(order): the invoice says \(invoice.total), the document \(document.total)")
    }
    let rows = shop.records("order_details", where: "id_order", is: String(order)).count
    let lines = document.lines.count { $0.externalID?.contains("-row-") ?? false }
    if lines != rows { found.append("order \(order) has \(rows) rows, and the document \(lines)") }
    if document.customerReference != source["reference"] { found.append("order \(order) has another reference") }
    let email = shop.record("customers", Int(source["id_customer"]) ?? 0)?["email"].lowercased()
    if erp.record("res.partner", document.partner, fields: ["email"])?["email"]?.text != email {
      found.append("order \(order) belongs to somebody else")
    }
    return found
  }

  /// Contacts that are there twice.
  private func doubles() -> [String] {
    let emails = Set(shop.records("customers").map { $0["email"].lowercased() })
    let fields = ["email", "parent_id", "type", "name", "street", "zip", "city", "country_id"]
    let partners = erp.records("res.partner", fields: fields)
    let people = partners.compactMap { $0["email"]?.text?.lowercased() }.filter(emails.contains)
    var found = people.count == Set(people).count ? [] : ["a person is there twice: \(people.sorted())"]
    let addresses = partners.filter { $0["type"]?.text == "other" }.map { partner in
      fields.map { partner[$0]?.description ?? "" }.joined(separator: "|")
    }
    if addresses.count != Set(addresses).count { found.append("an address is there twice: \(addresses.sorted())") }
    return found
  }

  /// The contacts of this person (not her addresses).
  func people(_ email: String) -> [[String: Value]] {
    erp.records("res.partner", fields: ["email", "name", "lang"]).filter { $0["email"]?.text?.lowercased() == email }
  }

  /// Whether the ERP holds nothing of the shop's at all.
  var isERPUntouched: Bool {
    let emails = Set(shop.records("customers").map { $0["email"].lowercased() })
    return erp.orders().isEmpty
      && !erp.records("res.partner", fields: ["email"]).contains { emails.contains($0["email"]?.text ?? "") }
  }
}
