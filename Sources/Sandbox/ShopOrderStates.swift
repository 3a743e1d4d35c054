/// The order states of an installation: ids, flags and templates are PrestaShop's, names are ours.
enum ShopOrderStates {
  struct Flags: OptionSet, Sendable {
    let rawValue: Int
    static let logable = Flags(rawValue: 1)
    static let invoice = Flags(rawValue: 2)
    static let delivery = Flags(rawValue: 4)
    static let shipped = Flags(rawValue: 8)
    static let paid = Flags(rawValue: 16)
    static let mails = Flags(rawValue: 32)
  }

  struct State: Sendable {
    var id: Int
    let english: String
    let french: String
    let flags: Flags
    let template: String
    let module: String
    let color: String

    init(
      _ id: Int, _ english: String, _ french: String, _ flags: Flags, _ template: String, module: String = "",
      color: String = "#3498D8"
    ) {
      self.id = id
      self.english = english
      self.french = french
      self.flags = flags
      self.template = template
      self.module = module
      self.color = color
    }

    func has(_ flag: Flags) -> String { flags.contains(flag) ? "1" : "0" }
  }

  /// 1.6 has one more state, for PayPal, at 11: what follows is counted one further there.
  static func all(of version: ShopVersion) -> [State] {
    guard version == .v16 else { return states }
    let moved = states.map { state in
      var moved = state
      if moved.id >= 11 { moved.id += 1 }
      return moved
    }
    return moved + [State(11, "Waiting for PayPal", "En attente de PayPal", [], "")]
  }

  /// The state that an order made through the webservice gets.
  static func webservicePayment(of version: ShopVersion) -> Int { version == .v16 ? 12 : 11 }

  static let paymentError = 8
  static let cancelled = 6

  /// Whether an order in this state holds none of what is for sale.
  static func takesNoStock(_ state: Int) -> Bool { state == cancelled || state == paymentError }

  private static let states: [State] = [
    State(
      1, "Waiting for cheque", "En attente du chèque", [.mails], "cheque", module: "ps_checkpayment", color: "#34209E"),
    State(2, "Paid", "Payé", [.logable, .invoice, .paid, .mails], "payment"),
    State(3, "In preparation", "En préparation", [.logable, .invoice, .delivery, .paid, .mails], "preparation"),
    State(
      4, "Sent", "Parti", [.logable, .invoice, .delivery, .shipped, .paid, .mails], "shipped", color: "#01B887"),
    State(5, "Received", "Reçu", [.logable, .invoice, .delivery, .shipped, .paid], "", color: "#01B887"),
    State(6, "Cancelled", "Annulé", [.mails], "order_canceled", color: "#2C3E50"),
    State(7, "Refunded", "Remboursé", [.invoice, .mails], "refund", color: "#01B887"),
    State(8, "Payment failed", "Paiement refusé", [.mails], "payment_error", color: "#E74C3C"),
    State(9, "Out of stock, paid", "En rupture, payé", [.invoice, .paid, .mails], "outofstock"),
    State(
      10, "Waiting for transfer", "En attente du virement", [.mails], "bankwire", module: "ps_wirepayment",
      color: "#34209E"),
    State(11, "Paid elsewhere", "Payé à distance", [.logable, .invoice, .paid, .mails], "payment"),
    State(12, "Out of stock, unpaid", "En rupture, impayé", [.mails], "outofstock", color: "#34209E"),
    State(
      13, "Cash on delivery", "Paiement à la livraison", [], "cashondelivery", module: "ps_cashondelivery",
      color: "#34209E"),
  ]
}
