extension ShopState {
  /// What an answer shows of a row: stored cells, and what PrestaShop computes when it is asked.
  /// `shop` is the one that the call is about: of a product, its stock rows are shown.
  mutating func view(
    _ row: ShopRow, of resource: WebserviceResource, _ selection: WebserviceSelection, shop: Int? = nil
  ) -> WebserviceView {
    let languageIDs = languageIDs
    var fields: [WebserviceView.Field] = []
    fields.reserveCapacity(selection.fields?.count ?? 0)
    for position in selection.fields ?? [] {
      let field = resource.fields[position]
      switch row.cells[position] {
      case .text(let text):
        let shown = field.isDynamic ? computed(field.name, of: row, in: resource) ?? text : text
        fields.append(.init(field: field, value: .text(shown)))
      case .texts(let texts) where texts.isEmpty:
        fields.append(.init(field: field, value: .unset(selection.languages.map { languageIDs[$0] })))
      case .texts(let texts):
        let shown = selection.languages.map { (languageIDs[$0], $0 < texts.count ? texts[$0] : "") }
        fields.append(.init(field: field, value: .texts(shown)))
      }
    }
    var lists: [WebserviceView.List] = []
    for (index, members) in selection.associations {
      lists.append(list(resource.associations[index], at: index, of: row, in: resource, members: members, shop: shop))
    }
    return WebserviceView(
      id: row.id, showsID: selection.showsID, fields: fields, lists: lists,
      pictured: resource.name == "combinations" ? integer("combinations", row, "id_product") : row.id)
  }

  private mutating func list(
    _ association: WebserviceAssociation, at index: Int, of row: ShopRow, in resource: WebserviceResource,
    members: Set<String>?, shop: Int?
  ) -> WebserviceView.List {
    let stored = computedList(association, of: row, in: resource, shop: shop) ?? row.lists[index]
    let items = stored.map { texts in
      zip(association.members, texts).filter { members?.contains($0.0.name) ?? true }.map { (member: $0.0, text: $0.1) }
    }
    return .init(association: association, items: items)
  }

  /// Fields that are no columns (`notFilterable`); nil where what is stored is what is shown.
  private mutating func computed(_ field: String, of row: ShopRow, in resource: WebserviceResource) -> String? {
    switch (resource.name, field) {
    case ("orders", "shipping_number"):
      return rows("order_carriers", where: "id_order", is: row.id).first.map {
        value("order_carriers", $0, "tracking_number")
      } ?? ""
    case ("products", "manufacturer_name"):
      let maker = integer("products", row, "id_manufacturer")
      return maker == 0 ? "" : value("manufacturers", maker, "name")
    case ("products", "type"):
      if value("products", row, "is_virtual") == "1" { return "virtual" }
      return value("products", row, "cache_is_pack") == "1" ? "pack" : "simple"
    case ("products", "id_default_combination"):
      let id = defaultCombination(ofProduct: row.id)
      return id == 0 && version == .v16 ? "" : String(id)
    case ("manufacturers", "link_rewrite"), ("suppliers", "link_rewrite"):
      return WebserviceProducts.slug(value(resource.name, row, "name"))
    case ("products", "id_default_image"): return pictures.cover(of: row.id).map(String.init) ?? ""
    case ("categories", "nb_products_recursive"):
      let all = ([row.id] + categories(below: row.id)).flatMap { products(inCategory: $0) }
      return all.isEmpty ? "-1" : String(Set(all).count)
    default: return nil
    }
  }

  /// Lists that are rows of another table; nil for lists that are stored with their entity.
  private mutating func computedList(
    _ association: WebserviceAssociation, of row: ShopRow, in resource: WebserviceResource, shop: Int?
  ) -> [[String]]? {
    switch (resource.name, association.name) {
    case ("orders", "order_rows"):
      return items(association, from: "order_details", where: "id_order", is: row.id)
    case ("products", "images"): return pictures.of(product: row.id).map { [String($0.id)] }
    case ("products", "combinations"):
      return rows("combinations", where: "id_product", is: row.id).map { [String($0.id)] }
    case ("products", "stock_availables"):
      return items(
        association, from: "stock_availables", where: "id_product", is: row.id, shop: shop ?? settings.shopIDs[0])
    case ("products", "product_option_values"):
      return optionValues(ofProduct: row.id).map { [$0] }
    case ("product_options", "product_option_values"):
      return rows("product_option_values", where: "id_attribute_group", is: row.id).map { [String($0.id)] }
    case ("categories", "products"):
      return products(inCategory: row.id).map { [String($0)] }
    case ("categories", "categories"):
      return rows("categories", where: "id_parent", is: row.id).map { [String($0.id)] }
    default: return nil
    }
  }

  private mutating func items(
    _ association: WebserviceAssociation, from table: String, where field: String, is id: Int, shop: Int? = nil
  ) -> [[String]] {
    let found = rows(table, where: field, is: id)
    guard let positions = schema[table]?.position else { return [] }
    return found.filter { row in shop.map { belongs(row, toShop: $0) } ?? true }.map { row in
      association.members.map { member in
        if member.name == "id" { return String(row.id) }
        let stored = positions[member.name].map { row.cells[$0].plain }
        return stored ?? (member.name.hasPrefix("id_") ? "0" : "")
      }
    }
  }

  private mutating func optionValues(ofProduct id: Int) -> [String] {
    guard let resource = schema["combinations"], let index = resource.association("product_option_values") else {
      return []
    }
    var seen: [String] = []
    for combination in rows("combinations", where: "id_product", is: id) {
      for item in combination.lists[index] where !seen.contains(item[0]) { seen.append(item[0]) }
    }
    return seen
  }

  /// Whether a stock row is the one that this shop sells from: its own, or its group's when stock is shared.
  func belongs(_ row: ShopRow, toShop id: Int) -> Bool {
    if settings.sharesStock { return integer("stock_availables", row, "id_shop_group") != 0 }
    return integer("stock_availables", row, "id_shop") == id && integer("stock_availables", row, "id_shop_group") == 0
  }
}
