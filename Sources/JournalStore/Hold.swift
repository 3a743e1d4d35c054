import Foundation
import Records

/// What one open source document takes from an item, from the moment it is seen until the target has taken it over.
public struct Hold: Sendable, Hashable, Codable {
  public var flow: String
  /// The document.
  public var key: RecordKey
  /// The link set and key of the item, in the document's system.
  public var set: String
  public var item: RecordKey
  public var quantity: Decimal

  public init(flow: String, key: RecordKey, set: String, item: RecordKey, quantity: Decimal) {
    self.flow = flow
    self.key = key
    self.set = set
    self.item = item
    self.quantity = quantity
  }
}
