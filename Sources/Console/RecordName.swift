/// What a person calls a record: "order 1234" for `orders 1234`, "product 12, combination 3" for `variants 12,3`.
struct RecordName: Sendable {
  let resource: String
  let key: String

  init(_ resource: String, _ key: String) {
    self.resource = resource
    self.key = key
  }

  func text(_ language: Language) -> String {
    let noun = Self.nouns[resource] ?? (resource.isEmpty ? ("record", "la fiche") : (resource, resource))
    return (language == .french ? noun.french : noun.english) + " " + number(language)
  }

  /// The same without an article, in a list: "order 1234", "commande 1234".
  func bare(_ language: Language) -> String {
    let text = text(language)
    let article = language == .french ? ["la ", "le ", "l'"].first { text.hasPrefix($0) } ?? "" : ""
    return String(text.dropFirst(article.count))
  }

  /// The same at the start of a line: "Order 1234", "Commande 1234".
  func title(_ language: Language) -> String {
    let bare = bare(language)
    return bare.prefix(1).uppercased() + bare.dropFirst()
  }

  /// A product and its combination; 0 says that there is none.
  private func number(_ language: Language) -> String {
    let parts = key.split(separator: ",")
    guard resource == "variants", parts.count == 2 else { return key }
    if parts[1] == "0" { return String(parts[0]) }
    return "\(parts[0]), \(language == .french ? "déclinaison" : "combination") \(parts[1])"
  }

  /// By the resource's name at its system, or by the flow's name. French nouns have their article: `Language.smoothed`
  /// joins it.
  private static let nouns: [String: (english: String, french: String)] = [
    "orders": ("order", "la commande"), "customers": ("customer", "le client"),
    "addresses": ("address", "l'adresse"), "variants": ("product", "le produit"),
    "products": ("product", "le produit"), "images": ("picture", "l'image"),
    "combinations": ("combination", "la déclinaison"),
    "categories": ("category", "la catégorie"), "carriers": ("carrier", "le transporteur"),
    "tracking": ("delivery of sales order", "la livraison de la commande Odoo"),
    "stock": ("stock of Odoo product", "le stock de l'article Odoo"),
    "stock_availables": ("stock row", "la ligne de stock"),
    "order_carriers": ("shipment", "l'expédition"), "order_slip": ("credit slip", "l'avoir"),
    "order_details": ("order line", "la ligne de commande"), "cart_rules": ("voucher", "le bon de réduction"),
    "sale.order": ("sales order", "la commande Odoo"), "product.product": ("Odoo product", "l'article Odoo"),
    "product.template": ("product", "l'article"), "product.category": ("category", "la catégorie"),
    "res.partner": ("contact", "le contact"), "account.move": ("invoice", "la facture"),
    "stock.picking": ("delivery order", "le bon de livraison"),
  ]
}
