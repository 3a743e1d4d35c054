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

  /// What the shop has of a product or combination for sale.
  public func stock(product: Int, combination: Int = 0) -> Int? {
    change { state in
      state.stockRow(product: product, combination: combination).map {
        state.integer("stock_availables", $0, "quantity")
      }
    }
  }
}
