import Foundation
import Records

/// The rows that an order is made of.
extension ShopState {
  mutating func storeCart(_ cart: ShopCart) -> Int {
    let lines = cart.rows.map {
      [String($0.product), String($0.combination), String(cart.deliveryAddress), "0", String($0.quantity)]
    }
    return insert(
      "carts",
      [
        "id_address_delivery": String(cart.deliveryAddress), "id_address_invoice": String(cart.invoiceAddress),
        "id_currency": String(cart.currency), "id_customer": String(cart.customer), "id_lang": String(cart.language),
        "id_shop_group": "1",
        "id_shop": String(cart.shop), "id_carrier": String(cart.carrier), "gift": cart.isGift ? "1" : "0",
        "gift_message": cart.giftMessage,
        "secure_key": value("customers", cart.customer, "secure_key"), "date_add": localNow, "date_upd": localNow,
      ], lists: ["cart_rows": lines])
  }

  mutating func storeOrder(
    _ cart: ShopCart, cartID: Int, carrier: Int, carrierRate: Decimal, reference: String,
    _ result: ShopCalculator.Result
  ) -> Int {
    var values = [
      "id_address_delivery": String(cart.deliveryAddress), "id_address_invoice": String(cart.invoiceAddress),
      "id_cart": String(cartID),
      "id_currency": String(cart.currency), "id_lang": String(cart.language), "id_customer": String(cart.customer),
      "id_carrier": String(carrier), "module": cart.module, "payment": cart.payment, "id_shop_group": "1",
      "id_shop": String(cart.shop),
      "secure_key": value("customers", cart.customer, "secure_key"), "gift": cart.isGift ? "1" : "0",
      "gift_message": cart.giftMessage,
      "carrier_tax_rate": carrierRate.description, "round_mode": String(settings.roundMode.rawValue),
      "round_type": String(settings.roundType.rawValue), "conversion_rate": conversionRate(cart.currency).description,
      "reference": reference, "date_add": localNow, "date_upd": localNow,
      "total_paid": result.paid.taxIncluded.description,
      "total_products": result.products.taxExcluded.description,
      "total_products_wt": result.products.taxIncluded.description,
    ]
    for (name, amount) in [
      ("total_paid", result.paid), ("total_discounts", result.discounts), ("total_shipping", result.shipping),
      ("total_wrapping", result.wrapping),
    ] {
      values[name] = amount.taxIncluded.description
      values[name + "_tax_incl"] = amount.taxIncluded.description
      values[name + "_tax_excl"] = amount.taxExcluded.description
    }
    return insert("orders", values)
  }

  mutating func storeDetail(
    _ row: ShopCart.Row, _ price: UnitPrice, _ total: ShopAmount, _ computed: ShopCalculator.Row, order: Int,
    country: Int, shop: Int
  ) {
    guard let product = self.row("products", row.product) else { return }
    let combination = self.row("combinations", row.combination)
    func own(_ field: String) -> String {
      let particular = combination.map { value("combinations", $0, field) } ?? ""
      return particular.isEmpty ? value("products", product, field) : particular
    }
    let group = integer("products", product, "id_tax_rules_group")
    let taxes = tax(ofGroup: group, country: country).ids
    let stock =
      stockRow(product: row.product, combination: row.combination, shop: shop).map {
        integer("stock_availables", $0, "quantity")
      }
      ?? 0
    insert(
      "order_details",
      [
        "id_order": String(order), "product_id": String(row.product), "product_attribute_id": String(row.combination),
        "id_shop": String(shop), "product_name": name(of: product, combination),
        "product_quantity": String(row.quantity),
        "product_quantity_in_stock": String(min(row.quantity, max(0, stock))),
        "product_price": price.original.description,
        "original_product_price": price.original.description, "reduction_percent": price.reductionPercent.description,
        "reduction_amount": price.reductionAmount.taxIncluded.description,
        "reduction_amount_tax_incl": price.reductionAmount.taxIncluded.description,
        "reduction_amount_tax_excl": price.reductionAmount.taxExcluded.description,
        "group_reduction": price.groupReduction.description,
        "product_ean13": own("ean13"), "product_isbn": own("isbn"), "product_upc": own("upc"),
        "product_mpn": own("mpn"),
        "product_reference": own("reference"), "product_supplier_reference": own("supplier_reference"),
        "product_weight": weight(product, combination).description, "id_tax_rules_group": String(group),
        "ecotax": price.ecotax.description,
        "ecotax_tax_rate": price.ecotaxRate.description, "unit_price_tax_incl": computed.unit.taxIncluded.description,
        "unit_price_tax_excl": computed.unit.taxExcluded.description,
        "total_price_tax_incl": total.taxIncluded.description,
        "total_price_tax_excl": total.taxExcluded.description,
      ], lists: ["taxes": taxes.map { [String($0)] }])
  }

  /// A combination weighs what it adds to its product.
  private func weight(_ product: ShopRow, _ combination: ShopRow?) -> Decimal {
    amount("products", product, "weight") + (combination.map { amount("combinations", $0, "weight") } ?? 0)
  }

  mutating func weight(ofOrder order: Int) -> Decimal {
    rows("order_details", where: "id_order", is: order).reduce(0) { sum, line in
      sum + amount("order_details", line, "product_weight") * amount("order_details", line, "product_quantity")
    }
  }

  /// The name in the shop's language, with the combination's values behind it.
  private func name(of product: ShopRow, _ combination: ShopRow?) -> String {
    let position = languageIDs.firstIndex(of: settings.defaultLanguage) ?? 0
    func text(_ resource: String, _ row: ShopRow, _ field: String) -> String {
      guard let cell = schema[resource]?.position[field].map({ row.cells[$0] }) else { return "" }
      if case .texts(let texts) = cell, position < texts.count { return texts[position] }
      return cell.plain
    }
    let name = text("products", product, "name")
    guard let combination, let list = schema["combinations"]?.association("product_option_values") else { return name }
    let parts = combination.lists[list].compactMap { item -> String? in
      guard let id = Int(item[0]), let option = row("product_option_values", id) else { return nil }
      let group = row("product_options", integer("product_option_values", option, "id_attribute_group"))
      return (group.map { text("product_options", $0, "name") + " : " } ?? "")
        + text("product_option_values", option, "name")
    }
    return parts.isEmpty ? name : name + " - " + parts.joined(separator: ", ")
  }

  mutating func storeVouchers(_ ids: [Int], _ amounts: [ShopAmount], order: Int) {
    for (id, amount) in zip(ids.filter { row("cart_rules", $0) != nil }, amounts) {
      insert(
        version.orderCartRules,
        [
          "id_order": String(order), "id_cart_rule": String(id), "name": value("cart_rules", id, "name"),
          "value": amount.taxIncluded.description, "value_tax_excl": amount.taxExcluded.description,
          "free_shipping": value("cart_rules", id, "free_shipping"),
        ])
    }
  }
}
