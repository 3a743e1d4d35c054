extension SimulatedShop {
  /// A category below another, the home page's by default.
  @discardableResult
  public func addCategory(_ name: String, below parent: Int = 2) -> Int {
    change { state in
      state.insert(
        "categories",
        [
          "id_parent": String(parent), "level_depth": String(state.integer("categories", parent, "level_depth") + 1),
          "active": "1", "id_shop_default": "1", "name": name, "link_rewrite": WebserviceProducts.slug(name),
          "position": String(state.rows("categories", where: "id_parent", is: parent).count),
          "date_add": state.localNow, "date_upd": state.localNow,
        ])
    }
  }

  /// A feature ("Material") with its values; returns the feature's id and the values', in order.
  @discardableResult
  public func addFeature(_ name: String, values: [String]) -> (feature: Int, values: [Int]) {
    change { state in
      let position = state.table("product_features")?.ids.count ?? 0
      let feature = state.insert("product_features", ["name": name, "position": String(position)])
      let ids = values.map { value in
        state.insert("product_feature_values", ["id_feature": String(feature), "value": value, "custom": "0"])
      }
      return (feature, ids)
    }
  }
}
