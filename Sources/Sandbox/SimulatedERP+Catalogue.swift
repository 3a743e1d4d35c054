import Foundation
import Records

/// What people do with the catalogue. Ids are database ids, texts are by language ("en_US", "fr_FR"). An operation that Odoo would refuse
/// does nothing and gives nil or false.
extension SimulatedERP {
  // MARK: Languages

  /// A language is installed ("de_DE"): texts can be read and written in it. False when the database does not know it.
  @discardableResult
  public func install(language code: String) -> Bool {
    work { database, _ throws(RPCFailure) in
      let known = database.table("res.lang").ids(where: "code", is: .text(code)).first
      guard let known else { throw RPCFailure.user("No language \(code)") }
      database.set("res.lang", known, "active", .yes)
      return true
    } ?? false
  }

  /// Writes a translated field in each of these languages.
  @discardableResult
  public func write(texts: [String: String], of field: String = "name", _ model: String, _ id: Int) -> Bool {
    work { database, context throws(RPCFailure) in
      for (language, text) in texts.sorted(by: { $0.key < $1.key }) {
        let spoken = try database.spoken(context.with("lang", .text(language)))
        try database.write(model, [id], [field: .text(text)], spoken)
      }
      return true
    } ?? false
  }

  // MARK: Attributes, categories, tags, vendors

  /// An attribute with its values; `mode` is "always", "dynamic" or "no_variant". Gives the ids.
  @discardableResult
  public func addAttribute(
    _ name: [String: String], values: [[String: String]], mode: String = "always"
  ) -> (attribute: Int, values: [Int]) {
    let attribute = add("product.attribute", name, ["create_variant": .text(mode)]) ?? 0
    return (attribute, values.compactMap { addAttributeValue($0, to: attribute) })
  }

  /// An attribute and values with English names.
  @discardableResult
  public func addAttribute(
    _ name: String, values: [String], mode: String = "always"
  ) -> (attribute: Int, values: [Int]) {
    addAttribute(["en_US": name], values: values.map { ["en_US": $0] }, mode: mode)
  }

  @discardableResult
  public func addAttributeValue(_ name: [String: String], to attribute: Int) -> Int? {
    add("product.attribute.value", name, ["attribute_id": .integer(attribute)])
  }

  @discardableResult
  public func addCategory(_ name: String, below parent: Int? = nil) -> Int? {
    create("product.category", ["name": .text(name), "parent_id": parent.map(Value.integer) ?? .null])
  }

  /// False when it would lie below itself.
  @discardableResult
  public func move(category: Int, below parent: Int?) -> Bool {
    editByHand("product.category", category, ["parent_id": parent.map(Value.integer) ?? .null])
  }

  @discardableResult
  public func addTag(_ name: [String: String]) -> Int? { add("product.tag", name, [:]) }

  @discardableResult
  public func addSupplier(_ name: String) -> Int? {
    create("res.partner", ["name": .text(name), "is_company": true])
  }

  /// A record with a name in several languages.
  private func add(_ model: String, _ name: [String: String], _ values: [String: Value]) -> Int? {
    let english = name["en_US"] ?? name.sorted { $0.key < $1.key }.first?.value ?? ""
    guard let id = create(model, values.merging(["name": .text(english)]) { $1 }) else { return nil }
    write(texts: name.filter { $0.key != "en_US" }, model, id)
    return id
  }

  // MARK: Products

  /// Makes a product with all that the draft says. Gives the template and its variants' ids in order; nil when Odoo would refuse it.
  @discardableResult
  public func add(_ draft: ERPProductDraft) -> (template: Int, variants: [Int])? {
    var values = draft.fields
    values["list_price"] = .decimal(draft.listPrice)
    if let reference = draft.reference { values["default_code"] = .text(reference) }
    if let barcode = draft.barcode { values["barcode"] = .text(barcode) }
    if let category = draft.category { values["categ_id"] = .integer(category) }
    if let picture = draft.picture { values["image_1920"] = .text(Data(picture).base64EncodedString()) }
    if !draft.tags.isEmpty { values["product_tag_ids"] = .list(draft.tags.map(Value.integer)) }
    if version <= .v17 {
      values["detailed_type"] = draft.storable ? "product" : "consu"
    } else {
      values["is_storable"] = .bool(draft.storable)
    }
    guard let template = add(lines: draft.lines, draft.name, values) else { return nil }
    write(texts: draft.description, of: "description_sale", "product.template", template)
    for supplier in draft.suppliers {
      create(
        "product.supplierinfo",
        [
          "partner_id": .integer(supplier.partner), "product_tmpl_id": .integer(template),
          "product_code": .text(supplier.code),
        ])
    }
    return (template, variants(ofTemplate: template).map(\.id))
  }

  private func add(
    lines: [(attribute: Int, values: [Int])], _ name: [String: String], _ values: [String: Value]
  ) -> Int? {
    let english = name["en_US"] ?? name.sorted { $0.key < $1.key }.first?.value ?? ""
    let template = work { database, context throws(RPCFailure) in
      var cells = ERPValues.cells(values, database.models["product.template"])
      cells["name"] = .text(english)
      cells["attribute_line_ids"] = .list(lines.map { Self.line($0.attribute, $0.values) })
      return try database.create("product.template", cells, context)
    }
    guard let template else { return nil }
    write(texts: name.filter { $0.key != "en_US" }, "product.template", template)
    return template
  }

  private static func line(_ attribute: Int, _ values: [Int]) -> RPCValue {
    [0, 0, ["attribute_id": .integer(attribute), "value_ids": [[6, 0, .ids(values)]]]]
  }

  /// Archives a template with its variants, or brings all of them back.
  @discardableResult
  public func setActive(_ isActive: Bool, template: Int) -> Bool {
    editByHand("product.template", template, ["active": .bool(isActive)])
  }

  /// Sets what a template's attribute comes in: a line is added, changed, or removed where there are no values. Variants come and go: those
  /// that something names are archived, and come alive again when their value returns.
  @discardableResult
  public func setValues(_ values: [Int], attribute: Int, template: Int) -> Bool {
    work { database, context throws(RPCFailure) in
      let model = ERPDatabase.attributeLine
      let known = database.inverse(model, "product_tmpl_id", template).first {
        database.isActive(model, $0) && database.integer(model, $0, "attribute_id") == attribute
      }
      let command: RPCValue
      switch known {
      case nil: command = Self.line(attribute, values)
      case let line? where values.isEmpty: command = [2, .integer(line), 0]
      case let line?: command = [1, .integer(line), ["value_ids": [[6, 0, .ids(values)]]]]
      }
      try database.write("product.template", [template], ["attribute_line_ids": [command]], context)
      return true
    } ?? false
  }

  /// What a template's value costs more.
  @discardableResult
  public func setExtra(_ extra: Decimal, value: Int, template: Int) -> Bool {
    work { database, context throws(RPCFailure) in
      let model = ERPDatabase.templateValue
      let own = database.inverse(model, "product_tmpl_id", template).filter {
        database.integer(model, $0, "product_attribute_value_id") == value
      }
      try database.write(model, own, ["price_extra": .decimal(extra)], context)
      return !own.isEmpty
    } ?? false
  }

  /// A template's picture; nil takes it away.
  @discardableResult
  public func setPicture(_ bytes: [UInt8]?, template: Int) -> Bool {
    editByHand("product.template", template, ["image_1920": Self.picture(bytes)])
  }

  /// A picture of the variant's own; nil takes it away.
  @discardableResult
  public func setPicture(_ bytes: [UInt8]?, variant: Int) -> Bool {
    editByHand("product.product", variant, ["image_variant_1920": Self.picture(bytes)])
  }

  private static func picture(_ bytes: [UInt8]?) -> Value {
    bytes.map { .text(Data($0).base64EncodedString()) } ?? .null
  }

  // MARK: Price lists

  /// An item of a price list: of a variant, else of a template, else of a category, else of all. A fixed price, or a discount in percent. Moments
  /// are "2026-01-31 10:00:00" in UTC. Gives its id.
  @discardableResult
  public func addPriceItem(
    pricelist: Int, template: Int? = nil, variant: Int? = nil, category: Int? = nil, price: Decimal? = nil,
    discount: Decimal? = nil, quantity: Decimal = 0, from: String? = nil, until: String? = nil
  ) -> Int? {
    let scope =
      variant != nil
      ? "0_product_variant" : template != nil ? "1_product" : category != nil ? "2_product_category" : "3_global"
    var values: [String: Value] = [
      "pricelist_id": .integer(pricelist), "applied_on": .text(scope), "min_quantity": .decimal(quantity),
      "compute_price": discount == nil ? "fixed" : "percentage", "fixed_price": .decimal(price ?? 0),
      "percent_price": .decimal(discount ?? 0),
    ]
    let references = [("product_tmpl_id", template), ("product_id", variant), ("categ_id", category)]
    for (field, id) in references { if let id { values[field] = .integer(id) } }
    for (field, moment) in [("date_start", from), ("date_end", until)] {
      if let moment { values[field] = .text(moment) }
    }
    return create("product.pricelist.item", values)
  }

  // MARK: Proof

  /// A template's variants by id, archived ones too.
  public func variants(ofTemplate template: Int) -> [ERPVariantProof] {
    gate.withLock { gate in
      let database = gate.database
      return database.inverse("product.product", "product_tmpl_id", template).map { Self.proof($0, database) }
    }
  }

  private static func proof(_ id: Int, _ database: ERPDatabase) -> ERPVariantProof {
    let model = "product.product"
    let combination = database.ordered(ERPDatabase.templateValue, database.combination(id))
    let context = ERPContext(user: 2)
    return ERPVariantProof(
      id: id, isActive: database.isActive(model, id),
      values: combination.compactMap {
        database.integer(ERPDatabase.templateValue, $0, "product_attribute_value_id")
      },
      reference: database.text(model, id, "default_code"), barcode: database.text(model, id, "barcode"),
      price: database.value(model, id, "lst_price", context).number ?? 0,
      picture: database.attachment(model, id, "image_variant_1920").flatMap {
        database.text("ir.attachment", $0, "checksum")
      })
  }

  /// A text in a language, as its reader sees it.
  public func text(of field: String = "name", _ model: String, _ id: Int, language: String) -> String? {
    gate.withLock { gate in
      gate.database.value(model, id, field, ERPContext(["lang": .text(language)], user: 2)).text
    }
  }

  // MARK: Many

  /// Copies of a template with all its variants, for measurements, made with little time and memory: names and references get a number
  /// ("Shirt 2", "SH-S 2"), what does not differ is shared. Barcodes are not copied. Gives the ids of all of the templates, the first included.
  public func multiply(template: Int, count: Int) -> [Int] {
    [template] + (count > 1 ? multiply(template: template, numbers: 2..<count + 1) : [])
  }

  /// Copies with these numbers, all written at the moment that the database's clock shows.
  public func multiply(template: Int, numbers: Range<Int>) -> [Int] {
    gate.withLock { $0.database.multiply(template: template, numbers) }
  }
}
