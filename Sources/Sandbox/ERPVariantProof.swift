import Foundation

/// A variant as it stands in the tables.
public struct ERPVariantProof: Sendable, Hashable {
  public let id: Int
  public let isActive: Bool
  /// Ids of the attribute values (not the template's), in the order of the lines.
  public let values: [Int]
  public let reference: String?
  public let barcode: String?
  /// The template's list price with the values' extras.
  public let price: Decimal
  /// SHA-1 of its own picture; nil where it shows its template's.
  public let picture: String?
}
