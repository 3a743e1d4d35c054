extension FaultTexts {
  /// What an import of a shop's catalogue may say.
  static let imports: [FaultText] = [
    FaultText(
      "ERP_HAS_PRODUCTS", .mend,
      english: .init(
        cause:
          "Odoo already has products that this import has not brought. An import is for an empty Odoo: beside others, products, categories and attributes would come twice.",
        remedy: """
          Match what both have with `passerelle match variants` and `passerelle match products`; make in Odoo what only the shop has. Demonstration \
          products that nobody needs can be archived.
          """),
      french: .init(
        cause:
          "Odoo a déjà des articles que cette importation n'a pas apportés. Une importation est faite pour un Odoo vide : à côté d'autres, articles, catégories et attributs seraient en double.",
        remedy: """
          Rapprochez ce que les deux ont avec `passerelle match variants` et `passerelle match products` ; créez dans Odoo ce que seule la boutique \
          a. Les articles de démonstration dont personne n'a besoin peuvent être archivés.
          """)),
    FaultText(
      "NO_VARIANT", .replay,
      english: .init(
        cause: "Odoo's product has no variant with these attribute values, or not this value.",
        remedy: "Look at the product's attributes in Odoo: put the value back, or add the variant there."),
      french: .init(
        cause: "L'article d'Odoo n'a pas de variante avec ces valeurs d'attributs, ou pas cette valeur.",
        remedy: "Regardez les attributs de l'article dans Odoo : remettez la valeur, ou ajoutez-y la variante.")),
    FaultText(
      "PRICE_NOT_SPLIT", .acknowledge,
      english: .init(
        cause:
          "What the combinations of this product cost more or less depends on several attributes at once; in Odoo each value has a surcharge of its own.",
        remedy:
          "Set the surcharges of the values in Odoo by hand. Until then the shop keeps its own prices of these combinations."
      ),
      french: .init(
        cause:
          "Les écarts de prix des déclinaisons de cet article dépendent de plusieurs attributs à la fois ; dans Odoo chaque valeur a son propre supplément.",
        remedy:
          "Réglez les suppléments des valeurs dans Odoo à la main. D'ici là la boutique garde ses propres prix de ces déclinaisons."
      )),
  ]
}
