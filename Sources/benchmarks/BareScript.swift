import Foundation

/// What a short script would do with the same orders: one `load` and one `action_confirm`, without foreseeing, reading back or keeping a
/// journal. Invoicing is timed apart.
struct BareScript {
  struct Times {
    /// Seconds.
    var load: Double
    var confirm: Double
    var invoice: Double
    var orders: [Int]
  }

  let rpc: PlainRPC
  /// What the script's own external ids begin with.
  let prefix: String

  /// Makes copies of these sales orders.
  func copy(_ originals: [Int], invoices: Bool) async throws -> Times {
    let matrix = try await matrix(of: originals)
    var orders: [Int] = []
    let load = try await timed {
      let answer = try await rpc.call(
        "sale.order", "load", [.texts(matrix.fields), .list(matrix.rows.map { .texts($0) })])
      orders = answer["ids"].list.compactMap(\.id)
      if orders.count != originals.count {
        throw RPCError("The bare script's load made no orders: \(answer["messages"])")
      }
    }
    let made = orders
    let confirm = try await timed { _ = try await rpc.call("sale.order", "action_confirm", [.ids(made)]) }
    let invoice = invoices ? try await timed { try await self.invoice(made) } : 0
    return Times(load: load, confirm: confirm, invoice: invoice, orders: made)
  }

  private func timed(_ body: () async throws -> Void) async rethrows -> Double {
    let begun = ContinuousClock.now
    try await body()
    return (ContinuousClock.now - begun) / .seconds(1)
  }

  private func invoice(_ orders: [Int]) async throws {
    let values: JSON = [
      "advance_payment_method": "delivered", "sale_order_ids": [[6, 0, .ids(orders)]], "consolidated_billing": false,
    ]
    let wizard = try await rpc.call("sale.advance.payment.inv", "create", [values])
    _ = try await rpc.call("sale.advance.payment.inv", "create_invoices", [[.number(Decimal(wizard.id ?? 0))]])
  }

  // MARK: The matrix

  private static let header = ["partner_id", "partner_invoice_id", "partner_shipping_id", "pricelist_id"]

  private func matrix(of originals: [Int]) async throws -> (fields: [String], rows: [[String]]) {
    let known = try await rpc.call("sale.order.line", "fields_get", [["tax_id", "tax_ids"], ["type"]])
    let taxes = known["tax_ids"] == .null ? "tax_id" : "tax_ids"
    let orders = try await rpc.call(
      "sale.order", "read", [.ids(originals), .texts(Self.header + ["client_order_ref", "date_order"])]
    ).list
    let lines = try await rpc.call(
      "sale.order.line", "search_read", [[["order_id", "in", .ids(originals)]]],
      ["fields": .texts(["order_id", "product_id", "name", "product_uom_qty", "price_unit", taxes])]
    ).list
    let byOrder = Dictionary(grouping: lines) { $0["order_id"].id ?? 0 }
    let fields =
      ["id"] + Self.header.map { $0 + "/.id" } + ["client_order_ref", "date_order", "order_line/id"]
      + ["order_line/product_id/.id", "order_line/name", "order_line/product_uom_qty", "order_line/price_unit"]
      + ["order_line/\(taxes)/.id"]
    let rows = orders.flatMap { order -> [[String]] in
      let id = order["id"].id ?? 0
      return (byOrder[id] ?? []).enumerated().map { number, line in
        let own =
          number == 0
          ? ["\(prefix)_\(id)"] + Self.header.map { order[$0].id.map(String.init) ?? "" }
            + [order["client_order_ref"].text ?? "", order["date_order"].text ?? ""]
          : Array(repeating: "", count: 3 + Self.header.count)
        return own + ["\(prefix)_\(id)_\(number)"] + cells(line, taxes: taxes)
      }
    }
    return (fields, rows)
  }

  private func cells(_ line: JSON, taxes: String) -> [String] {
    [
      line["product_id"].id.map(String.init) ?? "", line["name"].text ?? "",
      line["product_uom_qty"].number?.description ?? "",
      line["price_unit"].number?.description ?? "",
      line[taxes].list.compactMap(\.id).map(String.init).joined(separator: ","),
    ]
  }
}
