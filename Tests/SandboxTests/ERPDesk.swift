import Foundation

@testable import Sandbox

/// Calls a simulated Odoo without a connection.
struct ERPDesk {
  let erp: SimulatedERP
  var user = 2
  var secret = "admin-key"
  var database = "erp"
  /// The service product ROUND.
  private let service: Int

  init(
    _ version: ERPVersion, digits: Int = 2, rounding: ERPTaxRounding? = nil, includedTaxesActive: Bool = true,
    clock: @escaping @Sendable () -> Date = { Date() }
  ) throws {
    erp = try SimulatedERP(
      version: version,
      settings: ERPSettings(
        priceDigits: digits, rounding: rounding, includedTaxesActive: includedTaxesActive, clock: clock))
    let products = erp.records("product.product", fields: ["default_code"])
    service = products.first { $0["default_code"] == "ROUND" }?["id"]?.integer ?? 0
  }

  /// The answer's result; throws what Odoo raised.
  @discardableResult
  func call(
    _ model: String, _ method: String, _ arguments: [RPCValue] = [], context: RPCMap = [:]
  ) async throws -> RPCValue {
    let keywords: RPCMap = context.isEmpty ? [:] : ["context": .map(context)]
    return try await send([
      "service": "object", "method": "execute_kw",
      "args": [
        .text(database), .integer(user), .text(secret), .text(model), .text(method), .list(arguments), .map(keywords),
      ],
    ])
  }

  func send(_ parameters: RPCValue) async throws -> RPCValue {
    let body = RPCWriter.bytes(["jsonrpc": "2.0", "id": 7, "method": "call", "params": parameters])
    let answer = await erp.answer(RPCRequest(method: "POST", path: "/jsonrpc", body: body))
    let envelope = try RPCParser.parse(answer.body).map ?? [:]
    guard let error = envelope["error"]?.map else { return envelope["result"] ?? .null }
    let data = error["data"]?.map ?? [:]
    throw RPCFailure(name: data["name"]?.text ?? "", message: data["message"]?.text ?? "", status: answer.status)
  }

  /// What Odoo raised; nil when it did not.
  func failure(
    _ model: String, _ method: String, _ arguments: [RPCValue] = [], context: RPCMap = [:]
  ) async -> RPCFailure? {
    do {
      try await call(model, method, arguments, context: context)
      return nil
    } catch {
      return error as? RPCFailure
    }
  }

  func read(_ model: String, _ id: Int, _ fields: [String], context: RPCMap = [:]) async throws -> RPCMap {
    let names = RPCValue.list(fields.map { .text($0) })
    return try await call(model, "read", [[.integer(id)], names], context: context).list?.first?.map ?? [:]
  }

  func search(_ model: String, _ domain: RPCValue, context: RPCMap = [:]) async throws -> [Int] {
    try await call(model, "search", [domain], context: context).references
  }

  /// A goods tax by its rate in percent.
  func tax(_ rate: Decimal, included: Bool = true) async throws -> Int {
    let domain: RPCValue = [
      ["amount", "=", .decimal(rate)], ["price_include", "=", .bool(included)], ["tax_scope", "=", "consu"],
    ]
    return try await search("account.tax", domain, context: ["active_test": false]).first ?? 0
  }

  func partner(_ values: RPCMap = ["name": "Jean Dupont"]) async throws -> Int {
    try await call("res.partner", "create", [.map(values)]).integer ?? 0
  }

  /// The command that makes an order line of the service product ROUND.
  func line(
    _ price: Decimal, quantity: Decimal = 1, discount: Decimal = 0, tax: Int?, product: Int? = nil
  ) -> RPCValue {
    [
      0, 0,
      [
        "product_id": .integer(product ?? service), "name": "L", "product_uom_qty": .decimal(quantity),
        "price_unit": .decimal(price), "discount": .decimal(discount),
        .init(stringLiteral: erp.version.lineTaxes): [[6, 0, .ids(tax.map { [$0] } ?? [])]],
      ],
    ]
  }

  func order(_ lines: [RPCValue], _ more: RPCMap = [:]) async throws -> Int {
    var values: RPCMap = ["partner_id": .integer(try await partner()), "order_line": .list(lines)]
    values.merge(more) { $1 }
    return try await call("sale.order", "create", [.map(values)]).integer ?? 0
  }

  /// A confirmed order of three of a stored product.
  func confirmedOrder(stock: Decimal, more: RPCMap = [:]) async throws -> (order: Int, product: Int) {
    let product = erp.addProduct(reference: "MUG", barcode: "3760123456789", name: "Mug", listPrice: 13)
    erp.setOnHand(product: product, quantity: stock)
    let line = line(Decimal(20), quantity: 3, tax: try await tax(20), product: product)
    let order = try await order([line], more)
    try await call("sale.order", "action_confirm", [[.integer(order)]])
    return (order, product)
  }
}
