import Foundation
import Records

/// What happens in a shop apart from its webservice: the back office makes things, customers order. Every function is
/// one step under the shop's lock and returns the new id.
extension SimulatedShop {
  // MARK: the catalogue

  /// A product for sale. `price` is without tax, in the default currency; `taxGroup` 1 to 4 are 20, 10, 5.5 and 2.1 %,
  /// 0 is untaxed.
  @discardableResult
  public func addProduct(
    reference: String, name: String, price: Decimal, ean13: String = "", taxGroup: Int = 1, quantity: Int = 0,
    ecotax: Decimal = 0,
    fields: [String: String] = [:]
  ) -> Int {
    change { state in
      var values = [
        "reference": reference, "name": name, "price": price.description, "ean13": ean13,
        "id_tax_rules_group": String(taxGroup),
        "ecotax": ecotax.description, "active": "1", "state": "1", "available_for_order": "1", "show_price": "1",
        "minimal_quantity": "1",
        "visibility": "both", "type": "simple", "product_type": "standard", "condition": "new",
        "id_category_default": "2",
        "id_shop_default": "1", "link_rewrite": WebserviceProducts.slug(name), "unit_price_ratio": "0.000000",
        "date_add": state.localNow, "date_upd": state.localNow,
      ]
      values.merge(fields) { $1 }
      let id = state.insert("products", values, lists: ["categories": [["2"]]])
      state.addStockRow(product: id, combination: 0, quantity: quantity)
      return id
    }
  }

  /// A combination of a product. `price` is what it adds to the product's, without tax. `options` are ids of option
  /// values, `pictures` of the product's pictures.
  @discardableResult
  public func addCombination(
    product: Int, reference: String, price: Decimal = 0, ean13: String = "", quantity: Int = 0, options: [Int] = [],
    pictures: [Int] = [], fields: [String: String] = [:]
  ) -> Int {
    change { state in
      let isFirst = state.rows("combinations", where: "id_product", is: product).isEmpty
      var values = [
        "id_product": String(product), "reference": reference, "price": price.description, "ean13": ean13,
        "minimal_quantity": "1",
        "default_on": isFirst ? "1" : "",
      ]
      values.merge(fields) { $1 }
      let lists = [
        "product_option_values": options.map { [String($0)] }, "images": pictures.map { [String($0)] },
      ]
      let id = state.insert("combinations", values, lists: lists)
      if isFirst {
        state.update("products", product, ["cache_default_attribute": String(id), "product_type": "combinations"])
      }
      state.addStockRow(product: product, combination: id, quantity: quantity)
      state.sumStock(ofProduct: product)
      return id
    }
  }

  /// An option ("Size") with its values; returns the option's id and the values', in order.
  @discardableResult
  public func addOption(_ name: String, values: [String]) -> (option: Int, values: [Int]) {
    change { state in
      let option = state.insert("product_options", ["name": name, "public_name": name, "group_type": "select"])
      let ids = values.enumerated().map { index, value in
        state.insert(
          "product_option_values", ["id_attribute_group": String(option), "name": value, "position": String(index)])
      }
      return (option, ids)
    }
  }

  /// Sets what is for sale, as the back office does: the product's sum follows its combinations.
  public func setStock(product: Int, combination: Int = 0, shop: Int? = nil, to quantity: Int) {
    change { state in
      let shop = shop ?? state.settings.shopIDs[0]
      guard let row = state.stockRow(product: product, combination: combination, shop: shop) else { return }
      state.update("stock_availables", row.id, ["quantity": String(quantity)])
      if combination != 0 { state.sumStock(ofProduct: product, shop: shop) }
    }
  }

  // MARK: what is charged

  /// A tax and the rule group that charges it in those countries; returns the group's id, to be given to a product.
  @discardableResult
  public func addTax(rate: Decimal, countries: [Int] = [8]) -> (tax: Int, group: Int) {
    change { state in
      let tax = state.insert("taxes", ["rate": rate.description, "active": "1", "name": "TVA \(rate) %"])
      let group = state.insert("tax_rule_groups", ["name": "TVA \(rate) %", "active": "1"])
      for country in countries {
        state.insert(
          "tax_rules", ["id_tax_rules_group": String(group), "id_country": String(country), "id_tax": String(tax)])
      }
      return (tax, group)
    }
  }

  /// A carrier. `price` is a parcel's, without tax, in the default currency.
  @discardableResult
  public func addCarrier(_ name: String, price: Decimal, taxGroup: Int = 1, trackingURL: String = "") -> Int {
    change { state in
      let id = state.table("carriers")?.nextID ?? 1
      state.insert(
        "carriers", id: id,
        [
          "id_reference": String(id), "name": name, "active": "1", "is_free": price == 0 ? "1" : "0",
          "url": trackingURL,
          "id_tax_rules_group": String(taxGroup), "delay": "48 h", "shipping_method": "2",
        ])
      state.carrierPrices[id] = price
      return id
    }
  }

  /// The back office saves a carrier by making another row of it: same `id_reference`, new id, the old one deleted.
  @discardableResult
  public func replaceCarrier(_ id: Int) -> Int {
    change { state in
      guard var row = state.row("carriers", id) else { return 0 }
      state.update("carriers", id, ["deleted": "1"])
      row.id = state.table("carriers")?.nextID ?? 1
      state.put(row, in: "carriers")
      state.carrierPrices[row.id] = state.carrierPrices[id]
      return row.id
    }
  }

  /// A voucher, by the fields of `cart_rules`: `reduction_percent`, `reduction_amount` with `reduction_tax`,
  /// `free_shipping`, `gift_product`, `reduction_product` (-1 the cheapest, -2 the products of `selection`).
  @discardableResult
  public func addCartRule(_ name: String, _ fields: [String: String], selection: Set<Int> = []) -> Int {
    change { state in
      var values = [
        "name": name, "code": name.uppercased(), "active": "1", "quantity": "1000", "quantity_per_user": "1000",
        "priority": "1",
        "date_from": "2020-01-01 00:00:00", "date_to": "2040-01-01 00:00:00", "reduction_currency": "1",
        "date_add": state.localNow,
        "date_upd": state.localNow,
      ]
      values.merge(fields) { $1 }
      let id = state.insert("cart_rules", values)
      state.voucherSelections[id] = selection
      return id
    }
  }

  // MARK: people

  @discardableResult
  public func addCustomer(
    email: String, firstName: String = "Jeanne", lastName: String = "Martin", isGuest: Bool = false,
    fields: [String: String] = [:]
  ) -> Int {
    change { state in
      var values = [
        "email": email, "firstname": firstName, "lastname": lastName, "is_guest": isGuest ? "1" : "0", "active": "1",
        "id_default_group": isGuest ? "2" : "3", "id_lang": String(state.settings.defaultLanguage), "id_shop": "1",
        "id_shop_group": "1",
        "secure_key": state.random.digest(), "passwd": "$2y$10$" + state.random.digest(),
        "last_passwd_gen": state.localNow,
        "date_add": state.localNow, "date_upd": state.localNow,
      ]
      values.merge(fields) { $1 }
      return state.insert("customers", values, lists: ["groups": [[values["id_default_group"] ?? "3"]]])
    }
  }

  /// An address; `country` 8 is France. The name is the customer's unless fields say otherwise.
  @discardableResult
  public func addAddress(customer: Int, country: Int = 8, fields: [String: String] = [:]) -> Int {
    change { state in
      var values = [
        "id_customer": String(customer), "id_country": String(country), "alias": "Maison",
        "address1": "3 rue des Lilas", "postcode": "69001",
        "city": "Lyon", "phone": "0400000000", "firstname": state.value("customers", customer, "firstname"),
        "lastname": state.value("customers", customer, "lastname"), "date_add": state.localNow,
        "date_upd": state.localNow,
      ]
      values.merge(fields) { $1 }
      return state.insert("addresses", values)
    }
  }

  // MARK: orders

  /// Places an order; when its rows go with several carriers, several orders of one reference. Returns the first one's
  /// id.
  @discardableResult
  public func placeOrder(_ cart: ShopCart) -> Int { placeOrders(cart).first ?? 0 }

  /// As `placeOrder`, with the ids of all of them.
  @discardableResult
  public func placeOrders(_ cart: ShopCart) -> [Int] { change { $0.place(cart) } }

  /// As `placeOrder`, but only if the shop lets a customer have all of it; else nil, and nothing is ordered.
  public func placeOrderIfInStock(_ cart: ShopCart) -> Int? {
    change { $0.isOrderable(cart) ? $0.place(cart).first : nil }
  }

  /// The money came in: state 2, which registers the payment and makes the invoice.
  public func pay(_ order: Int) { changeState(order, to: 2) }

  public func cancel(_ order: Int) { changeState(order, to: ShopOrderStates.cancelled) }

  /// The parcel left: its number, then state 4.
  public func ship(_ order: Int, tracking: String = "") {
    if !tracking.isEmpty { change { $0.setTracking(tracking, ofOrder: order) } }
    changeState(order, to: 4)
  }

  /// Changes an order's state as the back office does: a row of history, and the state's message.
  public func changeState(_ order: Int, to state: Int) {
    change { $0.changeState(ofOrder: order, to: state, mails: true, employee: 1) }
  }

  // MARK: anything

  /// Adds a row by the webservice's field names, without any rule of the shop; returns its id.
  @discardableResult
  public func insert(
    _ resource: String, id: Int? = nil, _ fields: [String: String], texts: [String: [Int: String]] = [:],
    lists: [String: [[String]]] = [:]
  ) -> Int {
    change { $0.insert(resource, id: id, fields, texts: texts, lists: lists) }
  }

  /// Changes a row behind the webservice's back, as a person in the back office or a script does; `date_upd` moves
  /// unless told otherwise.
  public func edit(
    _ resource: String, _ id: Int, _ fields: [String: String], texts: [String: [Int: String]] = [:],
    movesDate: Bool = true
  ) {
    change { state in
      var values = fields
      if movesDate, values["date_upd"] == nil { values["date_upd"] = state.localNow }
      state.update(resource, id, values, texts: texts)
    }
  }

  /// Deletes a row and what the shop deletes with it.
  public func delete(_ resource: String, _ id: Int) {
    change { WebserviceDeleter.delete(id, from: resource, &$0) }
  }
}
