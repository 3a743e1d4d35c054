import Transport

extension TransportFailure {
  static func cut(_ kind: Kind, _ effect: Effect) -> TransportFailure {
    TransportFailure(kind: kind, effect: effect, message: "cut", attempts: 1, label: "sale.order.load")
  }
}
