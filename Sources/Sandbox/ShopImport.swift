import Records
import XMLStream

/// Loads what a real shop served, so that a simulated one serves it again as it was.
extension SimulatedShop {
  /// Loads a golden order: `<golden>` with one `<resource url= status=>` for every answer that was recorded with it.
  /// Products and combinations that its rows name and the shop does not have are made of the rows. Returns the order's
  /// id. Throws `SANDBOX_IMPORT` when the document is not one.
  @discardableResult
  public func importGolden(_ bytes: [UInt8]) throws -> Int {
    let root = try Self.parse(bytes)
    guard root.name == "golden", let order = Int(root.attributes["id"] ?? "") else {
      throw Fault(.configuration, "SANDBOX_IMPORT", "This is not a golden order: its root is <\(root.name)>.")
    }
    change { state in
      for answer in root.children("resource") where answer.attributes["status"] == "200" {
        let path = (answer.attributes["url"] ?? "").split { "/?".contains($0) }
        guard let name = path.first, let document = answer.child("prestashop") else { continue }
        state.load(document, into: String(name))
      }
      state.completeCatalogue(forOrder: order)
    }
    return order
  }

  /// Loads the entities of one answer of the webservice (`<prestashop>` with a list or with one entity). Rows of the
  /// same id are replaced.
  public func importBase(_ resource: String, _ bytes: [UInt8]) throws {
    let document = try Self.parse(bytes)
    change { $0.load(document, into: resource) }
  }

  private static func parse(_ bytes: [UInt8]) throws -> XMLElement {
    do {
      return try XMLTree.parse(bytes)
    } catch {
      throw Fault(.configuration, "SANDBOX_IMPORT", "This document cannot be read: \(error.message)")
    }
  }
}

extension ShopState {
  mutating func load(_ document: XMLElement, into resource: String) {
    guard let shape = schema[resource] else { return }
    for top in document.children {
      let entities = top.child("id") == nil ? top.children : [top]
      for entity in entities {
        if let row = row(entity, shape) { put(row, in: resource) }
      }
    }
  }

  private func row(_ entity: XMLElement, _ shape: WebserviceResource) -> ShopRow? {
    guard let id = entity.child("id").flatMap({ Int($0.text) }) else { return nil }
    let languages = languageIDs
    var row = ShopRow(
      id: id, cells: shape.fields.map { $0.empty(languages: languages.count) },
      lists: shape.associations.map { _ in [] })
    for (position, field) in shape.fields.enumerated() {
      guard let sent = entity.child(field.name) else { continue }
      let texts = sent.children("language")
      if field.isTranslated {
        row.cells[position] = .texts(
          languages.map { language in texts.first { $0.attributes["id"] == String(language) }?.text ?? sent.text })
      } else {
        row.cells[position] = .text(sent.text)
      }
    }
    for list in entity.child("associations")?.children ?? [] {
      guard let index = shape.association(list.name) else { continue }
      let members = shape.associations[index].members
      row.lists[index] = list.children.map { item in members.map { item.child($0.name)?.text ?? "" } }
    }
    return row
  }

  /// Makes the products and combinations that the rows of an order are about, where the shop does not have them.
  mutating func completeCatalogue(forOrder order: Int) {
    for line in rows("order_details", where: "id_order", is: order) {
      let product = integer("order_details", line, "product_id")
      let combination = integer("order_details", line, "product_attribute_id")
      let shared = [
        "reference": value("order_details", line, "product_reference"),
        "ean13": value("order_details", line, "product_ean13"),
      ]
      if product != 0, row("products", product) == nil {
        let own = [
          "name": value("order_details", line, "product_name"), "active": "1", "state": "1", "id_category_default": "2",
          "id_shop_default": "1", "price": value("order_details", line, "product_price"), "type": "simple",
          "id_tax_rules_group": value("order_details", line, "id_tax_rules_group"), "date_add": localNow,
          "date_upd": localNow,
        ]
        insert("products", id: product, combination == 0 ? own.merging(shared) { $1 } : own)
      }
      if combination != 0, row("combinations", combination) == nil {
        insert("combinations", id: combination, shared.merging(["id_product": String(product)]) { $1 })
      }
      for part in Set([0, combination]) where product != 0 && stockRow(product: product, combination: part) == nil {
        addStockRow(product: product, combination: part)
      }
    }
  }
}
