import Foundation

/// Quantities of products in the warehouses that were asked for.
struct ERPStockLevel: Sendable {
  var onHand: Decimal = 0
  var reserved: Decimal = 0
  var incoming: Decimal = 0
  var outgoing: Decimal = 0
  var free: Decimal { onHand - reserved }
  var forecast: Decimal { onHand + incoming - outgoing }
}
