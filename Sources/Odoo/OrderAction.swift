import Records

/// What can be done to a sales order.
enum OrderAction: String, Sendable, CaseIterable {
  case confirm
  case invoice
  case cancel

  static func schemas(for model: String) -> [ResourceSchema.Action] {
    guard model == "sale.order" else { return [] }
    return [
      ResourceSchema.Action(name: confirm.rawValue),
      ResourceSchema.Action(name: invoice.rawValue, parameters: [FieldSchema("post", .bool)]),
      ResourceSchema.Action(name: cancel.rawValue),
    ]
  }
}
