import Foundation
import Records

/// What a person types to make a product. Texts are by language ("en_US", "fr_FR"); "en_US" must be among them.
public struct ERPProductDraft: Sendable {
  public var name: [String: String]
  /// The text for customers.
  public var description: [String: String] = [:]
  /// Of the only variant; with variants, each is given its own afterwards.
  public var reference: String?
  public var barcode: String?
  /// Without or with tax, as the database's taxes say.
  public var listPrice: Decimal = 1
  /// Nil: the database's default.
  public var category: Int?
  public var storable = true
  /// Attribute lines in their order: an attribute with those of its values that the product comes in.
  public var lines: [(attribute: Int, values: [Int])] = []
  public var tags: [Int] = []
  /// Vendors with their own references.
  public var suppliers: [(partner: Int, code: String)] = []
  /// The bytes of the template's picture.
  public var picture: [UInt8]?
  /// Any other fields, by their name in this version.
  public var fields: [String: Value] = [:]

  public init(_ name: [String: String]) { self.name = name }

  /// A product with an English name.
  public init(_ name: String) { self.name = ["en_US": name] }
}
