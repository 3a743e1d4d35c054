/// What a simulated shop holds, for tests and proofs.
extension SimulatedShop {
  /// Every row of a resource, by id; empty for a resource that this release does not have.
  public func records(_ resource: String) -> [ShopRecord] {
    change { state in
      guard let table = state.table(resource) else { return [] }
      return table.ids.compactMap { id in
        table[id].map { ShopRecord($0, of: table.resource, languages: state.languageIDs) }
      }
    }
  }

  public func record(_ resource: String, _ id: Int) -> ShopRecord? {
    change { state in
      guard let table = state.table(resource), let row = table[id] else { return nil }
      return ShopRecord(row, of: table.resource, languages: state.languageIDs)
    }
  }

  /// The record as one of several shops has it; nil where that shop does not have it.
  public func record(_ resource: String, _ id: Int, shop: Int) -> ShopRecord? {
    change { state in
      guard let shape = state.schema[resource], let row = state.row(resource, id, inShop: shop) else { return nil }
      return ShopRecord(row, of: shape, languages: state.languageIDs)
    }
  }

  /// The rows whose field holds exactly that value, by id.
  public func records(_ resource: String, where field: String, is value: String) -> [ShopRecord] {
    change { state in
      guard let shape = state.schema[resource] else { return [] }
      return state.rows(resource, where: field, is: value).map {
        ShopRecord($0, of: shape, languages: state.languageIDs)
      }
    }
  }

  public func count(_ resource: String) -> Int { change { $0.table(resource)?.ids.count ?? 0 } }

  /// Every message the shop would have sent, in order.
  public var mails: [ShopMail] { change { $0.mails } }

  /// How many messages the customer of an order got, of one state or of all.
  public func mailCount(order: Int, state: Int? = nil) -> Int {
    mails.count { $0.orderID == order && (state == nil || $0.stateID == state) }
  }

  /// What the shop, the first where none is said, has of a product or combination for sale; nil where it has no row.
  public func stock(product: Int, combination: Int = 0, shop: Int? = nil) -> Int? {
    change { state in
      state.stockRow(product: product, combination: combination, shop: shop).map {
        state.integer("stock_availables", $0, "quantity")
      }
    }
  }

  /// The id of the row that the shop sells a product or combination from.
  public func stockRowID(product: Int, combination: Int = 0, shop: Int? = nil) -> Int? {
    change { $0.stockRow(product: product, combination: combination, shop: shop)?.id }
  }

  /// The states that an order was in, oldest first.
  public func histories(of order: Int) -> [ShopHistory] {
    records("order_histories", where: "id_order", is: String(order)).map {
      ShopHistory(id: $0.id, state: Int($0["id_order_state"]) ?? 0, at: $0["date_add"])
    }
  }

  /// What a person sees as the order's tracking number: its first parcel's. Nil where the order has no parcel.
  public func trackingNumber(of order: Int) -> String? {
    records("order_carriers", where: "id_order", is: String(order)).first?["tracking_number"]
  }

  /// Every field of every row as the database holds it, by id and then by name. Texts in several languages are
  /// `name[1]`, stored lists `categories[]`.
  public func fields(_ resource: String) -> [Int: [String: String]] {
    if resource == "images" { return change { $0.pictures.all.mapValues(\.fields) } }
    return Dictionary(uniqueKeysWithValues: records(resource).map { ($0.id, $0.everything) })
  }

  /// Everything that is in these resources now, or in all of them: to be compared with what is there later. Where there
  /// are several shops, what each has for itself is beside it: "products@2".
  public func snapshot(of resources: [String]? = nil) -> ShopSnapshot {
    let names = resources ?? change { state in state.schema.resources.map(\.name) }
    var resources = Dictionary(names.map { ($0, fields($0)) }, uniquingKeysWith: { first, _ in first })
    change { state in
      for name in names where state.isBranched(name) {
        for shop in state.settings.shopIDs { resources["\(name)@\(shop)"] = state.fields(name, shop: shop) }
      }
    }
    return ShopSnapshot(resources: resources)
  }
}

extension ShopState {
  fileprivate func fields(_ resource: String, shop: Int) -> [Int: [String: String]] {
    guard let table = table(resource) else { return [:] }
    let records = table.ids.compactMap { id in
      row(resource, id, inShop: shop).map { ShopRecord($0, of: table.resource, languages: languageIDs) }
    }
    return Dictionary(uniqueKeysWithValues: records.map { ($0.id, $0.everything) })
  }
}
