/// What a transfer is for.
enum ERPTransferKind: CaseIterable {
  case receipt
  case delivery
  /// The first of two steps of a delivery: from the shelf to the output.
  case pick
  /// What a point of sale hands over.
  case counter

  /// The name of the warehouse's type of operation.
  var name: String {
    switch self {
    case .receipt: "Receipts"
    case .delivery: "Delivery Orders"
    case .pick: "Pick"
    case .counter: "PoS Orders"
    }
  }

  var code: String {
    switch self {
    case .receipt: "incoming"
    case .delivery, .counter: "outgoing"
    case .pick: "internal"
    }
  }

  /// What its transfers' names have after the warehouse's code.
  var prefix: String {
    switch self {
    case .receipt: "IN"
    case .delivery: "OUT"
    case .pick: "PICK"
    case .counter: "POS"
    }
  }
}
