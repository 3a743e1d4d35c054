import Foundation
import Records

@testable import Mapping

/// An order as a shop computed it, with the lines that give its total back (FACTS-money, "The recipe").
struct MeasuredOrder: Decodable {
  struct Line: Hashable {
    var quantity: Decimal
    var price: Decimal
    var rate: Decimal

    init(quantity: Decimal, price: Decimal, rate: Decimal) {
      self.quantity = quantity
      self.price = price
      self.rate = rate
    }

    init(_ row: ChildWrite) {
      quantity = row.fields["product_uom_qty"]?.number ?? -1
      price = row.fields["price_unit"]?.number ?? -1
      rate = Decimal(row.fields["tax_ids"]?.list?.first?.integer ?? -1000) / 1000
    }
  }

  let name: String
  let order: [String: String]
  let rows: [Row]
  let rules: [Rule]
  let taxes: [String: String]
  /// Kind, quantity, unit price, rate.
  let lines: [[String]]

  struct Row: Decodable {
    let id: Int
    let productId: Int
    let productAttributeId: Int
    let productQuantity: Int
    let ecotax: String
    let ecotaxTaxRate: String
    let totalPriceTaxIncl: String
    let totalPriceTaxExcl: String
    let taxes: [Int]
  }

  struct Rule: Decodable {
    let id: Int
    let value: String
    let valueTaxExcl: String
    let freeShipping: Bool
  }

  static func read(_ path: String) throws -> [MeasuredOrder] {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode([MeasuredOrder].self, from: Data(contentsOf: URL(fileURLWithPath: path)))
  }

  var expected: [Line] {
    lines.map { line in
      // Shipping and wrapping are charged in whole cents.
      let price = ["ship", "wrap"].contains(line[0]) ? number(line[2]).rounded(2) : number(line[2])
      return Line(quantity: number(line[1]), price: price, rate: number(line[3]))
    }
  }

  var source: Source {
    var fields = order.mapValues { Value.decimal(number($0)) }
    fields.merge([
      "id": 7, "id_customer": 3, "id_address_invoice": 4, "id_address_delivery": 5, "id_currency": 1, "id_carrier": 2,
      "reference": "ABC",
      "current_state": 2, "date_add": .instant(Instant(secondsSince1970: 1_700_000_000)),
      "date_upd": .instant(Instant(secondsSince1970: 1_700_000_000)),
    ]) { $1 }
    let record = Record(resource: "orders", key: 7, fields: fields)
    return Source(record, related: ["rows": rows.map(self.record), "rules": rules.map(self.record), "histories": []])
  }

  /// Everything linked, every table filled; a found tax is named by its rate in thousandths.
  func surroundings(_ set: MappingSet) -> Surroundings {
    var surroundings = Surroundings(now: Instant(secondsSince1970: 1_700_000_100))
    surroundings.settings = ["go_live": .instant(Instant(secondsSince1970: 0))]
    surroundings.link("customers", 3, to: 33)
    surroundings.link("addresses", 4, to: 44)
    surroundings.link("addresses", 5, to: 55)
    for row in rows {
      surroundings.link(
        "variants", RecordKey(values: [.integer(row.productId), .integer(row.productAttributeId)]), to: 66)
    }
    surroundings.tables["taxes"] = contents(
      taxes.map { (.decimal(number($0.key)), ["rate": .decimal(number($0.value))]) })
    surroundings.tables["order_states"] = contents([
      (.decimal(2), ["name": "Paid", "paid": true, "shipped": false, "cancelled": false])
    ])
    surroundings.tables["currencies"] = contents([(.decimal(1), ["iso": "EUR"])], found: ["pricelist": .value(1)])
    surroundings.tables["carriers"] = contents(
      [(.decimal(2), ["name": "Post", "reference": 2])], found: ["erp": .value(9)])
    surroundings.tables["services"] = contents(
      ["shipping", "wrapping", "voucher", "ecotax", "rounding"].map { (.text($0), [:]) }, found: ["product": .value(77)]
    )
    var rates = TableContents()
    for thousandths in 0...30_000 where thousandths % 100 == 0 {
      rates.found[.decimal(Decimal(thousandths) / 1000)] = ["tax": .value(.integer(thousandths))]
    }
    surroundings.tables["sale_taxes"] = rates
    return surroundings
  }

  private func contents(_ rows: [(Value, [String: Value])], found: [String: TableContents.Found] = [:]) -> TableContents
  {
    var contents = TableContents()
    for (key, row) in rows {
      contents.rows[key] = .some(row)
      contents.order.append(key)
      contents.found[key] = found
    }
    contents.isComplete = true
    return contents
  }

  private func record(_ row: Row) -> Record {
    Record(
      resource: "order_details", key: RecordKey(row.id),
      fields: [
        "id": .integer(row.id), "id_order": 7, "product_id": .integer(row.productId),
        "product_attribute_id": .integer(row.productAttributeId), "product_quantity": .integer(row.productQuantity),
        "product_name": "Honey", "product_reference": "HONEY", "ecotax": .decimal(number(row.ecotax)),
        "ecotax_tax_rate": .decimal(number(row.ecotaxTaxRate)),
        "total_price_tax_incl": .decimal(number(row.totalPriceTaxIncl)),
        "total_price_tax_excl": .decimal(number(row.totalPriceTaxExcl)),
        "taxes": .list(row.taxes.map(Value.integer)),
      ])
  }

  private func record(_ rule: Rule) -> Record {
    Record(
      resource: "order_cart_rules", key: RecordKey(rule.id),
      fields: [
        "id": .integer(rule.id), "id_order": 7, "name": "Voucher", "value": .decimal(number(rule.value)),
        "value_tax_excl": .decimal(number(rule.valueTaxExcl)), "free_shipping": .bool(rule.freeShipping),
        "deleted": false,
      ])
  }

  private func number(_ text: String) -> Decimal { Decimal(exactly: text) ?? 0 }
}
