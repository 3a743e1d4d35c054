import Foundation
import Records
import Testing

/// What people do with goods, by plain calls that Odoo 16 to 19 all take.
extension ERPBench {
  /// Where goods are, and come from and go to.
  struct Places: Sendable {
    let warehouse: Int
    let stock: Int
    let vendors: Int
    let customers: Int
  }

  func places() async throws -> Places {
    let warehouses = try await rows("stock.warehouse", [["code", "=", "WH"]], ["lot_stock_id"])
    let warehouse = try #require(warehouses.first)
    func location(_ usage: ERPReply) async throws -> Int {
      let found = try await rows("stock.location", [["usage", "=", usage]], ["usage"])
      return try #require(found.first?["id"]?.integer)
    }
    return Places(
      warehouse: try #require(warehouse["id"]?.integer),
      stock: try #require(warehouse["lot_stock_id"]?.list?.first?.integer),
      vendors: try await location("supplier"), customers: try await location("customer"))
  }

  func rows(
    _ model: String, _ domain: ERPReply, _ fields: [String], context: [String: ERPReply] = [:]
  ) async throws -> [ERPReply] {
    let reply = try await wire.call(
      model, "search_read", [domain, .list(fields.map { .text($0) }), 0, false, "id"], context: context)
    return try #require(reply.result?.list, "\(model): \(reply.error ?? "")")
  }

  /// A new storable article with so much on the shelf.
  func goods(_ name: String, _ quantity: Decimal, _ places: Places, major: Int) async throws -> Int {
    var values: [String: ERPReply] = [
      "name": .text("\(token) \(name)"), "default_code": .text("\(token)-\(name)"), "list_price": 10,
    ]
    if major <= 17 {
      values["detailed_type"] = "product"
    } else {
      values["type"] = "consu"
      values["is_storable"] = true
    }
    let reply = try await wire.call("product.product", "create", [.object(values)])
    let product = try #require(reply.result?.integer, "\(reply.error ?? "")")
    if quantity != 0 { try await count(product, quantity, places) }
    return product
  }

  /// An inventory: from now on so much is on the shelf.
  func count(_ product: Int, _ quantity: Decimal, _ places: Places) async throws {
    let values: ERPReply = [
      "product_id": .number(Decimal(product)), "location_id": .number(Decimal(places.stock)),
      "inventory_quantity_auto_apply": .number(quantity),
    ]
    let reply = try await wire.call("stock.quant", "create", [[values]], context: ["inventory_mode": true])
    #expect(reply.error == nil)
  }

  /// An order of the ERP's own, of one article or several.
  func ownOrder(_ lines: [(product: Int, quantity: Decimal)], confirmed: Bool = true) async throws -> Int {
    let partner = try await wire.call("res.partner", "create", [["name": .text("\(token) counter")]])
    let rows = lines.map { line -> ERPReply in
      let values: ERPReply = [
        "product_id": .number(Decimal(line.product)), "product_uom_qty": .number(line.quantity), "price_unit": 1,
        "name": "L",
      ]
      return [0, 0, values]
    }
    let values: ERPReply = [
      "partner_id": partner.result ?? .nothing, "client_order_ref": .text("\(token)-own"), "order_line": .list(rows),
    ]
    let order = try await wire.call("sale.order", "create", [values])
    let id = try #require(order.result?.integer, "\(order.error ?? "")")
    if confirmed { try await confirm(id) }
    return id
  }

  func confirm(_ order: Int) async throws {
    #expect(try await wire.call("sale.order", "action_confirm", [.ids([order])]).error == nil)
  }

  func cancel(_ order: Int) async throws {
    let reply = try await wire.call(
      "sale.order", "action_cancel", [.ids([order])], context: ["disable_cancel_warning": true])
    #expect(reply.error == nil)
  }

  /// A transfer that belongs to no order, confirmed: a receipt, or what a counter hands over.
  func transfer(_ code: ERPReply, _ product: Int, _ quantity: Decimal, _ places: Places, major: Int) async throws -> Int
  {
    let types = try await rows(
      "stock.picking.type", [["code", "=", code], ["warehouse_id", "=", .number(Decimal(places.warehouse))]], ["code"])
    let isReceipt = code == "incoming"
    let from = ERPReply.number(Decimal(isReceipt ? places.vendors : places.stock))
    let to = ERPReply.number(Decimal(isReceipt ? places.stock : places.customers))
    var move: [String: ERPReply] = [
      "product_id": .number(Decimal(product)), "product_uom_qty": .number(quantity), "location_id": from,
      "location_dest_id": to,
    ]
    if major < 19 { move["name"] = "M" }
    let values: ERPReply = [
      "picking_type_id": try #require(types.first?["id"]), "location_id": from, "location_dest_id": to,
      "move_ids": [[0, 0, .object(move)]],
    ]
    let made = try await wire.call("stock.picking", "create", [values])
    let id = try #require(made.result?.integer, "\(made.error ?? "")")
    #expect(try await wire.call("stock.picking", "action_confirm", [.ids([id])]).error == nil)
    return id
  }

  /// Does a transfer: all of it, or these quantities by article; the rest goes to a backorder or is dropped.
  func done(_ transfer: Int, _ quantities: [Int: Decimal]? = nil, dropRest: Bool = false, major: Int) async throws {
    let moves = try await rows(
      "stock.move", [["picking_id", "=", .number(Decimal(transfer))]], ["product_id", "product_uom_qty"])
    for move in moves {
      let product = try #require(move["product_id"]?.list?.first?.integer)
      let quantity = quantities.map { .number($0[product] ?? 0) } ?? move["product_uom_qty"] ?? 0
      var values: [String: ERPReply] = major == 16 ? ["quantity_done": quantity] : ["picked": .bool(quantity != 0)]
      if major >= 17, quantity != 0 { values["quantity"] = quantity }
      let id = try #require(move["id"]?.integer)
      #expect(try await wire.call("stock.move", "write", [.ids([id]), .object(values)]).error == nil)
    }
    var context: [String: ERPReply] = ["skip_sms": true, "skip_backorder": true]
    if dropRest { context["picking_ids_not_to_backorder"] = .ids([transfer]) }
    let reply = try await wire.call("stock.picking", "button_validate", [.ids([transfer])], context: context)
    #expect(reply.result == true, "\(reply.error ?? "")")
  }

  /// An order's deliveries, by id.
  func deliveries(of order: Int) async throws -> [Int] {
    try await rows("stock.picking", [["sale_id", "=", .number(Decimal(order))]], ["state"]).compactMap {
      $0["id"]?.integer
    }
  }

  /// Takes the test's articles from the shelf and archives them: what was moved cannot be deleted.
  func putAway() async {
    let products = await ids("product.product", "default_code")
    guard !products.isEmpty, let places = try? await places() else { return }
    for product in products { try? await count(product, 0, places) }
    let variants: ERPReply = [["product_variant_ids", "in", .ids(products)]]
    let templates = try? await wire.call("product.template", "search", [variants], context: ["active_test": false])
    _ = try? await wire.call("product.template", "write", [templates?.result ?? [], ["active": false]])
  }
}
