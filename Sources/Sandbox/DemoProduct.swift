import Foundation
import Records

/// One product of the demo's house. Amounts are text, so that they stay exact.
struct DemoProduct: Decodable, Sendable {
  let reference: String
  /// Keys of the catalogue's categories, tags, suppliers, attributes and values.
  let category: String
  let tags: [String]?
  let supplier: String?
  /// Attributes that make variants, each with those of its values that the product comes in.
  let lines: [Line]?
  /// What a value costs more.
  let extras: [String: String]?
  /// Values of attributes that only describe.
  let described: [String: [String]]?
  /// Values whose variants have a picture of their own.
  let pictured: [String]?

  let names: [String: String]
  let text: [String: String]
  let barcode: String?
  /// Of the sale tax, in percent; "20 included": prices contain it.
  let tax: String
  let price: String
  let cost: String?
  let weight: String
  /// What lies on the shelf of each variant.
  let stock: Int

  /// An attribute and the keys of its values.
  struct Line: Decodable, Sendable {
    let attribute: String
    let values: [String]

    init(from decoder: any Decoder) throws {
      var parts = try decoder.unkeyedContainer()
      attribute = try parts.decode(String.self)
      values = try parts.decode([String].self)
    }
  }

  /// The references of the variants: the product's own, with the keys of the values where there are several.
  func reference(of values: [String]) -> String {
    ([reference] + values.map { $0.uppercased() }).joined(separator: "-")
  }

  var taxRate: Decimal { Decimal(exactly: String(tax.prefix { $0 != " " })) ?? 0 }
  var includesTax: Bool { tax.hasSuffix("included") }

  /// Without tax, as a shop that had it before keeps it.
  var netPrice: Decimal {
    let listed = Decimal(exactly: price) ?? 0
    return includesTax ? (listed / (1 + taxRate / 100)).rounded(6) : listed
  }
}
