extension ERPDatabase {
  /// The name that a many2one shows.
  func displayName(_ model: String, _ id: Int, _ context: ERPContext) -> String {
    func text(_ field: String) -> String { value(model, id, field, context).text ?? "" }
    switch model {
    case "res.partner": return partnerName(id)
    case "product.product", "product.template":
      let code = text("default_code")
      let attributes = model == "product.product" ? variantSuffix(id, context) : ""
      return (code.isEmpty ? "" : "[\(code)] ") + text("name") + attributes
    case "product.pricelist":
      let currency = integer(model, id, "currency_id").flatMap { self.text("res.currency", $0, "name") }
      return text("name") + (currency.map { " (\($0))" } ?? "")
    case "sale.order.line":
      let order = integer(model, id, "order_id").flatMap { self.text("sale.order", $0, "name") } ?? ""
      return order + " - " + (text("name").split(separator: "\n").first.map(String.init) ?? "")
    case "account.move":
      let name = text("name")
      return name.isEmpty || name == "/" ? "Draft Invoice (* \(id))" : name
    case "stock.location", "product.category":
      return self.text(model, id, "complete_name") ?? text("name")
    case "product.attribute.value" where !(context.values["show_attribute"]?.isTrue ?? true): return text("name")
    case "product.attribute.value", "product.template.attribute.value":
      let attribute = value(model, id, "attribute_id", context).reference ?? 0
      return "\(displayName("product.attribute", attribute, context)): \(text("name"))"
    case "product.template.attribute.line":
      return displayName("product.attribute", integer(model, id, "attribute_id") ?? 0, context)
    case "product.supplierinfo": return partnerName(integer(model, id, "partner_id") ?? 0)
    case "res.country.state":
      let country = integer(model, id, "country_id").flatMap { self.text("res.country", $0, "code") } ?? ""
      return "\(text("name")) (\(country))"
    case "ir.model.data": return self.text(model, id, "complete_name") ?? ""
    default:
      let name = models[model]?.fields["name"] == nil ? "" : text("name")
      return name.isEmpty ? "\(model),\(id)" : name
    }
  }

  private func partnerName(_ id: Int) -> String {
    let name = text("res.partner", id, "name") ?? ""
    guard let parent = integer("res.partner", id, "parent_id"), !flag("res.partner", id, "is_company") else {
      return name
    }
    let labels = ["invoice": "Invoice Address", "delivery": "Delivery Address", "other": "Other Address"]
    let own = name.isEmpty ? labels[text("res.partner", id, "type") ?? ""] ?? "" : name
    let company = text("res.partner", parent, "name") ?? ""
    return company.isEmpty ? own : "\(company), \(own)"
  }

  private func variantSuffix(_ id: Int, _ context: ERPContext) -> String {
    let model = Self.templateValue
    let values = ordered(model, combination(id))
    let onlyLive = values.allSatisfy { flag(model, $0, "ptav_active") }
    let names = values.compactMap { own -> String? in
      // A line of one value tells nothing apart; for archived variants archived values count too.
      let siblings = inverse(model, "attribute_line_id", integer(model, own, "attribute_line_id") ?? 0)
      let count = siblings.count { !onlyLive || flag(model, $0, "ptav_active") }
      return count == 1 ? nil : value(model, own, "name", context).text
    }
    return names.isEmpty ? "" : " (" + names.joined(separator: ", ") + ")"
  }
}
