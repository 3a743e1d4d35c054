extension FaultTexts {
  /// What `doctor` reports of Odoo.
  static let erpFindings: [FaultText] = [
    FaultText(
      "ERP_VERSION", .mend,
      english: .init(
        cause: "Odoo {version} is not supported: 16, 17, 18 and 19 are.",
        remedy: "Do not connect this Odoo before it has been upgraded."),
      french: .init(
        cause: "Odoo {version} n'est pas pris en charge : 16, 17, 18 et 19 le sont.",
        remedy: "Ne connectez pas cet Odoo avant sa mise à niveau.")),
    FaultText(
      "ERP_VERSION/ok", .none,
      english: .init(
        cause: "Odoo {version}.",
        remedy: ""),
      french: .init(
        cause: "Odoo {version}.",
        remedy: "")),
    FaultText(
      "ERP_KEY", .none,
      english: .init(
        cause: "Odoo accepts the login and the key[ (database {database})].",
        remedy: ""),
      french: .init(
        cause: "Odoo accepte l'identifiant et la clé[ (base {database})].",
        remedy: "")),
    FaultText(
      "ERP_USER_LANGUAGE", .mend,
      english: .init(
        cause: """
          The technical user's language in Odoo is {language}, so some of Odoo's messages are not recognised.
          """,
        remedy: "In Odoo, Settings > Users, open the technical user, Preferences: set the language to English (US)."),
      french: .init(
        cause: """
          La langue de l'utilisateur technique dans Odoo est {language} : certains messages d'Odoo ne sont pas \
          reconnus.
          """,
        remedy: """
          Dans Odoo, Paramètres > Utilisateurs, ouvrez l'utilisateur technique, Préférences : mettez la langue sur \
          English (US).
          """)),
    FaultText(
      "ERP_USER_EMAIL", .mend,
      english: .init(
        cause: "The technical user has no e-mail address in Odoo, which then refuses to register payments.",
        remedy: "In Odoo, Settings > Users, open the technical user and enter one."),
      french: .init(
        cause: """
          L'utilisateur technique n'a pas d'adresse e-mail dans Odoo, qui refuse alors d'enregistrer des \
          paiements.
          """,
        remedy: "Dans Odoo, Paramètres > Utilisateurs, ouvrez l'utilisateur technique et saisissez-en une.")),
    FaultText(
      "CLOCK_SKEW", .mend,
      english: .init(
        cause: "Odoo's clock and this machine's differ by {seconds} seconds.",
        remedy: "Have both set by NTP. Nothing is lost meanwhile."),
      french: .init(
        cause: "L'horloge d'Odoo et celle de cette machine diffèrent de {seconds} secondes.",
        remedy: "Faites régler les deux par NTP. Rien n'est perdu entre-temps.")),
    FaultText(
      "ERP_MODULES", .none,
      english: .init(
        cause: "Sales, Inventory, delivery and Invoicing are installed in Odoo.",
        remedy: ""),
      french: .init(
        cause: "Ventes, Inventaire, livraison et Facturation sont installés dans Odoo.",
        remedy: "")),
    FaultText(
      "ERP_RIGHTS", .none,
      english: .init(
        cause: "The technical user has the rights in Odoo that orders, stock and deliveries need.",
        remedy: ""),
      french: .init(
        cause: "L'utilisateur technique a dans Odoo les droits nécessaires aux commandes, au stock et aux livraisons.",
        remedy: "")),
    FaultText(
      "ERP_STOCK", .none,
      english: .init(
        cause: "Stock levels and deliveries can be read in Odoo. Warehouses: {warehouses}.",
        remedy: ""),
      french: .init(
        cause: "Les niveaux de stock et les livraisons d'Odoo sont lisibles. Entrepôts : {warehouses}.",
        remedy: "")),
    FaultText(
      "ERP_CATALOGUE", .none,
      english: .init(
        cause: "Articles, categories, attributes, tags, suppliers and price lists can be read in Odoo.",
        remedy: ""),
      french: .init(
        cause: "Les articles, catégories, attributs, étiquettes, fournisseurs et listes de prix d'Odoo sont lisibles.",
        remedy: "")),
    FaultText(
      "ERP_PICTURE_DIGESTS", .none,
      english: .init(
        cause:
          "This Odoo shows the digests of pictures to administrators only: changed pictures are recognised by their "
          + "size and small copy, which is slower.",
        remedy: ""),
      french: .init(
        cause:
          "Cet Odoo ne montre les empreintes des images qu'aux administrateurs : les images changées sont reconnues "
          + "à leur taille et à leur petite copie, ce qui est plus lent.",
        remedy: "")),
    FaultText(
      "PRICE_DIGITS", .mend,
      english: .init(
        cause: "Odoo keeps {digits} decimals of unit prices; totals will differ by cents.",
        remedy: """
          In Odoo, switch on the developer mode, then Settings > Technical > Decimal Accuracy: set “Product Price” \
          to 6 digits.
          """),
      french: .init(
        cause: "Odoo garde {digits} décimales des prix unitaires ; les totaux différeront de quelques centimes.",
        remedy: """
          Dans Odoo, activez le mode développeur, puis Paramètres > Technique > Précision décimale : mettez « Prix \
          du produit » (Product Price) à 6 chiffres.
          """)),
    FaultText(
      "PRICE_DIGITS/ok", .none,
      english: .init(
        cause: "Odoo keeps {digits} decimals of unit prices.",
        remedy: ""),
      french: .init(
        cause: "Odoo garde {digits} décimales des prix unitaires.",
        remedy: "")),
    FaultText(
      "TAX_ROUNDING", .mend,
      english: .init(
        cause: "Odoo rounds taxes on the whole document; totals will differ by cents.",
        remedy: "In Odoo, Invoicing > Configuration > Settings, Rounding Method: choose “Round per Line”."),
      french: .init(
        cause: "Odoo arrondit les taxes sur tout le document ; les totaux différeront de quelques centimes.",
        remedy: """
          Dans Odoo, Facturation > Configuration > Paramètres, Méthode d'arrondi : choisissez « Arrondir par ligne \
          ».
          """)),
    FaultText(
      "TAX_ROUNDING/ok", .none,
      english: .init(
        cause: "Odoo rounds taxes per line.",
        remedy: ""),
      french: .init(
        cause: "Odoo arrondit les taxes par ligne.",
        remedy: "")),
    FaultText(
      "TAX_INCLUDED_MISSING", .mend,
      english: .init(
        cause: "Odoo has no active sale tax that is included in the price[ for {rates}].",
        remedy: """
          In Odoo, Invoicing > Configuration > Taxes: activate (they may be archived) or create one for each rate \
          of the shop, included in price.
          """),
      french: .init(
        cause: "Odoo n'a pas de taxe de vente active incluse dans le prix[ pour {rates}].",
        remedy: """
          Dans Odoo, Facturation > Configuration > Taxes : activez (elles sont peut-être archivées) ou créez-en \
          une pour chaque taux de la boutique, incluse dans le prix.
          """)),
    FaultText(
      "TAX_INCLUDED", .none,
      english: .init(
        cause: "Odoo has active sale taxes that are included in the price.",
        remedy: ""),
      french: .init(
        cause: "Odoo a des taxes de vente actives incluses dans le prix.",
        remedy: "")),
    FaultText(
      "TAX_ZERO_MISSING", .mend,
      english: .init(
        cause: "Odoo has no active sale tax of 0 %, which exempt orders and the rounding line need.",
        remedy: "In Odoo, Invoicing > Configuration > Taxes: activate or create one."),
      french: .init(
        cause: """
          Odoo n'a pas de taxe de vente active à 0 %, nécessaire aux commandes exonérées et à la ligne d'arrondi.
          """,
        remedy: "Dans Odoo, Facturation > Configuration > Taxes : activez-en ou créez-en une.")),
    FaultText(
      "PRICE_LIST_MISSING", .mend,
      english: .init(
        cause: "Odoo has no price list in an active currency: {currencies}.",
        remedy: """
          In Odoo, Sales > Products > Pricelists: create one in this currency, or deactivate the currency if the \
          shop does not sell in it.
          """),
      french: .init(
        cause: "Odoo n'a pas de liste de prix dans une devise active : {currencies}.",
        remedy: """
          Dans Odoo, Ventes > Produits > Listes de prix : créez-en une dans cette devise, ou désactivez la devise \
          si la boutique ne l'utilise pas.
          """)),
    FaultText(
      "PRICE_LISTS", .none,
      english: .init(
        cause: "Every active currency of Odoo has a price list.",
        remedy: ""),
      french: .init(
        cause: "Chaque devise active d'Odoo a une liste de prix.",
        remedy: "")),
    FaultText(
      "PRICE_LISTS_OFF", .mend,
      english: .init(
        cause: "Price lists are switched off in Odoo, so the currency of an order cannot be chosen.",
        remedy: "In Odoo, Sales > Configuration > Settings: switch on “Pricelists”."),
      french: .init(
        cause: "Les listes de prix sont désactivées dans Odoo : la devise d'une commande ne peut pas être choisie.",
        remedy: "Dans Odoo, Ventes > Configuration > Paramètres : activez « Listes de prix ».")),
  ]
}
