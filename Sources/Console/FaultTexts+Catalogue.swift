extension FaultTexts {
  /// What stops a record of the catalogue on its way to the shop.
  static let catalogue: [FaultText] = [
    FaultText(
      "NO_REFERENCE", .replay,
      english: .init(
        cause: "This product has no internal reference in Odoo, by which the shop and Odoo know it as the same.",
        remedy: "Give the product (or, with variants, its first variant) an internal reference in Odoo."),
      french: .init(
        cause:
          "Cet article n'a pas de référence interne dans Odoo, par laquelle la boutique et Odoo le reconnaissent.",
        remedy: "Donnez dans Odoo une référence interne à l'article (ou, s'il a des variantes, à la première).")),
    FaultText(
      "PRICE_RULE_NOT_CARRIED", .replay,
      english: .init(
        cause:
          "This rule of an Odoo price list cannot be a special price in PrestaShop: it is a formula, a surcharge, a fixed price for many products, a currency that the shop lacks, or a rule for everything that would hide those for single products.",
        remedy: """
          Write it in Odoo as a discount in percent or as a fixed price of a product, or leave it out for the shop; the list's other \
          rules are carried over.
          """),
      french: .init(
        cause:
          "Cette règle d'une liste de prix d'Odoo ne peut pas être un prix spécifique dans PrestaShop : c'est une formule, une majoration, un prix fixe pour de nombreux articles, une devise que la boutique n'a pas, ou une règle générale qui cacherait celles d'articles précis.",
        remedy: """
          Écrivez-la dans Odoo comme une remise en pourcentage ou comme le prix fixe d'un article, ou laissez-la de côté pour la boutique ; les \
          autres règles de la liste sont reprises.
          """)),
  ]
}
