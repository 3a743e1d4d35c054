import Foundation

/// Quantities of a product in the warehouses that were asked for.
public struct ERPStockLevel: Sendable, Hashable {
  /// `qty_available`.
  public var onHand: Decimal = 0
  public var reserved: Decimal = 0
  /// Of receipts that are confirmed and not done.
  public var incoming: Decimal = 0
  /// Of deliveries that are confirmed and not done, whether reserved or not.
  public var outgoing: Decimal = 0
  /// `free_qty`.
  public var free: Decimal { onHand - reserved }
  /// `virtual_available`.
  public var forecast: Decimal { onHand + incoming - outgoing }

  static func += (total: inout ERPStockLevel, more: ERPStockLevel) {
    total.onHand += more.onHand
    total.reserved += more.reserved
    total.incoming += more.incoming
    total.outgoing += more.outgoing
  }
}
