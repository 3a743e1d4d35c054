import Records

/// `default_combination`: makes one of a product's combinations the one that its page opens with. It is absolute and may be done again.
///
/// Only one combination may have the flag: setting it on a second one breaks the shop down on a unique key (PAINS 7). The product's own
/// `id_default_combination` takes it from the former one first, in one request, on 8.2.1, 1.7.8 and 1.6.1 alike.
struct DefaultCombination: Sendable, Hashable {
  static let name = "default_combination"
  static let schema = ResourceSchema.Action(
    name: name, parameters: [FieldSchema("id_product_attribute", .reference("combinations"), isRequired: true)])

  var product: Int
  var combination: Int

  init(_ call: ActionCall) throws(Fault) {
    guard let product = call.key.parts.first.flatMap({ Int($0) }),
      let combination = call.parameters["id_product_attribute"]?.integer, combination > 0
    else {
      throw Fault(
        .record, "NO_COMBINATION", "The combination to make the default is missing.",
        context: ["record": call.key.description], hint: "Let the mapping ask for it only where there is one.")
    }
    self.product = product
    self.combination = combination
  }

  var write: Write {
    Write(
      resource: "products", identity: .update(RecordKey(product)),
      fields: ["id_default_combination": .integer(combination)])
  }

  var gone: Fault {
    Fault(
      .record, "SHOP_RECORD_GONE", "The product has no combination \(combination) in this shop.",
      context: ["resource": "combinations", "record": String(combination), "product": String(product)],
      hint: "It was deleted, or belongs to another shop or product.")
  }
}
