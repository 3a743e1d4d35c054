import Records

/// The group of shops that ours is in, and whether they sell from one stock.
struct ShopGroup: Sendable, Hashable {
  var id: Int
  var sharesStock: Bool

  init(id: Int, sharesStock: Bool) {
    self.id = id
    self.sharesStock = sharesStock
  }

  init?(facts: [String: Value]) {
    guard let id = facts["shop_group"]?.integer, let shares = facts["share_stock"]?.bool else { return nil }
    self.init(id: id, sharesStock: shares)
  }

  /// A shared row belongs to the group and to no shop, any other to a shop and no group (FACTS, shared stock).
  func stockConditions(shopID: Int) -> [Condition] {
    [
      Condition("id_shop", .equals, .integer(sharesStock ? 0 : shopID)),
      Condition("id_shop_group", .equals, .integer(sharesStock ? id : 0)),
    ]
  }
}
