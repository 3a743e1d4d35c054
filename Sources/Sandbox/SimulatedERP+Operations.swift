import Foundation
import Records

/// What people at the ERP do, without HTTP and without limits of rights. Ids are database ids. An operation that Odoo would refuse does nothing
/// and gives nil.
extension SimulatedERP {
  private static let someone = ERPContext(user: 2)

  /// Runs `body` as one transaction of the administrator.
  func work<Result: Sendable>(_ body: @Sendable (ERPDatabase, ERPContext) throws(RPCFailure) -> Result) -> Result? {
    gate.withLock { gate in
      let database = gate.database
      return try? database.transaction { () throws(RPCFailure) in try body(database, Self.someone) }
    }
  }

  /// Creates a record of any model by its fields, x2many fields as lists of ids; gives its id.
  @discardableResult
  public func create(_ model: String, _ values: [String: Value]) -> Int? {
    work { database, context throws(RPCFailure) in
      try database.create(model, ERPValues.cells(values, database.models[model]), context)
    }
  }

  /// A product with one variant; gives the variant's id. Prices are without tax; `taxes` nil takes the company's default.
  @discardableResult
  public func addProduct(
    reference: String, barcode: String? = nil, name: String, storable: Bool = true, listPrice: Decimal = 1,
    taxes: [Int]? = nil
  ) -> Int {
    let version = version
    return work { database, context throws(RPCFailure) in
      var values: RPCMap = [
        "default_code": .text(reference), "name": .text(name), "list_price": .decimal(listPrice),
        "barcode": barcode.map { .text($0) } ?? .no,
      ]
      if version <= .v17 {
        values["detailed_type"] = storable ? "product" : "consu"
      } else {
        values["type"] = "consu"
        values["is_storable"] = .bool(storable)
      }
      if let taxes { values["taxes_id"] = [[6, 0, .ids(taxes)]] }
      return try database.create("product.product", values, context)
    } ?? 0
  }

  /// A product with variants: one of each combination of the attributes' values. Gives the template and its variants' ids in order.
  @discardableResult
  public func addProduct(
    name: String, attributes: [(name: String, values: [String])], listPrice: Decimal = 1
  ) -> (template: Int, variants: [Int]) {
    let made: [Int]? = work { database, context throws(RPCFailure) in
      var lines: [RPCValue] = []
      for attribute in attributes {
        let id = try database.create("product.attribute", ["name": .text(attribute.name)], context)
        var values: [Int] = []
        for value in attribute.values {
          values.append(
            try database.create(
              "product.attribute.value", ["name": .text(value), "attribute_id": .integer(id)], context))
        }
        lines.append([0, 0, ["attribute_id": .integer(id), "value_ids": [[6, 0, .ids(values)]]]])
      }
      let template = try database.create(
        "product.template",
        ["name": .text(name), "list_price": .decimal(listPrice), "attribute_line_ids": .list(lines)], context)
      return [template] + database.variants(of: template)
    }
    return (made?.first ?? 0, Array((made ?? []).dropFirst()))
  }

  /// A price list in a currency ("USD"); gives its id, or nil for an unknown currency.
  @discardableResult
  public func addPricelist(currency: String, name: String = "Public") -> Int? {
    work { database, context throws(RPCFailure) in
      let known = database.table("res.currency").ids(where: "name", is: .text(currency)).first
      guard let known else { throw RPCFailure.user("No currency \(currency)") }
      database.set("res.currency", known, "active", .yes)
      return try database.create("product.pricelist", ["name": .text(name), "currency_id": .integer(known)], context)
    }
  }

  /// An active sale tax in percent; gives its id.
  @discardableResult
  public func addTax(amount: Decimal, priceIncluded: Bool, name: String) -> Int? {
    create(
      "account.tax",
      [
        "name": .text(name), "amount": .decimal(amount), "amount_type": "percent", "type_tax_use": "sale",
        "price_include": .bool(priceIncluded), "tax_scope": "consu", "company_id": 1,
      ])
  }

  /// A carrier with its service product; gives its id.
  @discardableResult
  public func addCarrier(name: String, trackingURL: String? = nil) -> Int? {
    work { database, context throws(RPCFailure) in
      let product = try database.create(
        "product.product",
        ["name": .text(name), "type": "service", "list_price": 0, "taxes_id": [[6, 0, []]]], context)
      var values: RPCMap = ["name": .text(name), "product_id": .integer(product), "delivery_type": "fixed"]
      if let trackingURL, database.models["delivery.carrier"]?.fields["tracking_url"] != nil {
        values["tracking_url"] = .text(trackingURL)
      }
      return try database.create("delivery.carrier", values, context)
    }
  }

  /// Changes a record as a person does; its `write_date` moves. False when Odoo would refuse.
  @discardableResult
  public func editByHand(_ model: String, _ id: Int, _ values: [String: Value]) -> Bool {
    work { database, context throws(RPCFailure) in
      try database.write(model, [id], ERPValues.cells(values, database.models[model]), context)
      return true
    } ?? false
  }

  /// Deletes a record with its external ids. False when Odoo would refuse: a product that was ever moved or sold can only be archived.
  @discardableResult
  public func removeRecord(_ model: String, _ id: Int) -> Bool {
    work { database, context throws(RPCFailure) in
      try database.unlink(model, [id], context)
      return true
    } ?? false
  }

  // MARK: Orders

  public func confirmOrder(_ id: Int) {
    _ = work { database, context throws(RPCFailure) in _ = try database.confirm([id], context) }
  }

  public func cancelOrder(_ id: Int) {
    _ = work { database, context throws(RPCFailure) in database.cancel(order: id, user: context.user) }
  }

  public func lockOrder(_ id: Int) {
    _ = work { database, context throws(RPCFailure) in database.lock([id], true, context) }
  }

  /// Posts a draft invoice or credit note. False when it is none.
  @discardableResult
  public func post(invoice: Int) -> Bool {
    work { database, context throws(RPCFailure) in
      _ = try database.post([invoice], context)
      return true
    } ?? false
  }

  /// A draft credit note of an invoice; gives its id.
  @discardableResult
  public func credit(invoice: Int, reason: String? = nil) -> Int? {
    work { database, context throws(RPCFailure) in try database.credit(invoice, reason: reason, context) }
  }
}
