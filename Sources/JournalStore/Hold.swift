import Foundation
import Records

/// What one open source document takes from an item, from the moment it is seen until the target has taken it over.
public struct Hold: Sendable, Hashable, Codable {
  public var flow: String
  /// The document.
  public var key: RecordKey
  /// The system that the document and the item's key belong to.
  public var system: String
  /// The link set and key of the item.
  public var set: String
  public var item: RecordKey
  /// 0: the item is only named; nothing of it is held (any more).
  public var quantity: Decimal

  public init(flow: String, key: RecordKey, system: String, set: String, item: RecordKey, quantity: Decimal) {
    self.flow = flow
    self.key = key
    self.system = system
    self.set = set
    self.item = item
    self.quantity = quantity
  }

  /// The same item, of which nothing is held any more.
  public var released: Hold {
    var hold = self
    hold.quantity = 0
    return hold
  }
}
