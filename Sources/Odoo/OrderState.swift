import Records

/// What must be known of an order before anything is done to it, for no action of Odoo's may safely be repeated: a
/// second confirmation is an error from 17 on and silently changes the order's date in 16 (FACTS-odoo, table).
struct OrderState: Sendable, Hashable {
  enum Step: Sendable, Hashable {
    /// It is so already.
    case unchanged
    case needed
    case refused(Fault)
  }

  static let fields = ["state", "invoice_ids"]

  var id: Int
  var state: String
  var invoices: [Int]

  init(id: Int, state: String, invoices: [Int]) {
    self.id = id
    self.state = state
    self.invoices = invoices
  }

  init?(_ record: Record) {
    guard let id = record.id else { return nil }
    self.init(
      id: id, state: record["state"].text ?? "", invoices: record["invoice_ids"].list?.compactMap(\.integer) ?? [])
  }

  func step(for action: OrderAction) -> Step {
    switch (action, state) {
    case (.confirm, "sale"), (.cancel, "cancel"): .unchanged
    case (.confirm, "draft"), (.confirm, "sent"): .needed
    case (.confirm, "cancel"):
      .refused(refusal("ORDER_CANCELLED", "The order was cancelled in Odoo.", "Set it to quotation there, and replay."))
    case (.invoice, "cancel"):
      .refused(
        refusal("ORDER_CANCELLED", "A cancelled order cannot be invoiced.", "Nothing is to be done if that is right."))
    case (.invoice, _): invoices.isEmpty ? .needed : .unchanged
    case (.cancel, _): .needed
    case (.confirm, _):
      .refused(refusal("ORDER_STATE", "Odoo calls the order's state \"\(state)\".", "Look at the order in Odoo."))
    }
  }

  /// Whether an action whose outcome is unknown has been done.
  func shows(_ action: OrderAction) -> Bool { step(for: action) == .unchanged }

  private func refusal(_ code: String, _ message: String, _ hint: String) -> Fault {
    Fault(.record, code, message, context: ["id": String(id), "state": state], hint: hint)
  }
}
