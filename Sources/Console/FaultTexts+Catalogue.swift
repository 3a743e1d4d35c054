extension FaultTexts {
  /// Codes with which the shop, or what is known of its rules, stops one record of the catalogue.
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
      "COMBINATION_IN_SHOP", .replay,
      english: .init(
        cause:
          "A product of Odoo without variants has the reference of one of the shop's combinations. It is not made a second time.",
        remedy:
          "Run `passerelle match variants`, then replay: what is found is that combination from then on. If the combination belongs to another article (to an archived one, say), give one of the two another reference; if it has gone meanwhile, replay."
      ),
      french: .init(
        cause:
          "Un article d'Odoo sans variantes a la référence d'une déclinaison de la boutique. Il n'est pas créé une seconde fois.",
        remedy:
          "Lancez `passerelle match variants`, puis rejouez : ce qui est trouvé est dès lors cette déclinaison. Si la déclinaison est celle d'un autre article (d'un article archivé, par exemple), donnez à l'un des deux une autre référence ; si elle a disparu entre-temps, rejouez."
      )),
    FaultText(
      "VARIANTS_HIDDEN", .replay,
      english: .init(
        cause:
          "Odoo shows no variant of this product any more, not even an archived one. It is not switched off in the shop.",
        remedy:
          "Look at the rights of the connection's user to product variants (record rules, companies). Once it sees them again, replay."
      ),
      french: .init(
        cause:
          "Odoo ne montre plus aucune variante de cet article, pas même archivée. Il n'est pas désactivé dans la boutique.",
        remedy:
          "Vérifiez les droits de l'utilisateur de la connexion sur les variantes d'articles (règles d'enregistrement, sociétés). Quand il les voit de nouveau, rejouez."
      )),
    FaultText(
      "COMBINED_IN_SHOP", .replay,
      english: .init(
        cause:
          "The shop has a product with this reference or EAN[ ({found})] that has combinations, and in Odoo it is a product without variants. It is not made a second time.",
        remedy: """
          If they are the same article, give Odoo's product its attributes and its variants the references of the combinations, and run \
          `passerelle match variants`. If it is one of the combinations, give it that one's reference in Odoo and run the same. If it is another article, give it \
          another reference (and barcode) in Odoo or in the shop. If Odoo sells the combinations as articles of their own and does not need this one, archive it or \
          take it off sale.
          """),
      french: .init(
        cause:
          "La boutique a un produit avec cette référence ou ce code EAN[ ({found})] qui a des déclinaisons, et dans Odoo c'est un article sans variantes. Il n'est pas créé une seconde fois.",
        remedy: """
          Si c'est le même article, donnez dans Odoo ses attributs à l'article et à ses variantes les références des déclinaisons, puis lancez \
          `passerelle match variants`. Si c'est l'une des déclinaisons, donnez-lui dans Odoo la référence de celle-ci et lancez la même commande. Si c'est un autre \
          article, donnez-lui une autre référence (et un autre code-barres) dans Odoo ou dans la boutique. Si Odoo vend les déclinaisons comme articles à part et n'a pas \
          besoin de celui-ci, archivez-le ou retirez-le de la vente.
          """)),
    FaultText(
      "PRICE_RULE_NOT_CARRIED", .replay,
      english: .init(
        cause:
          "This rule of an Odoo price list cannot be a special price in PrestaShop.",
        remedy: """
          Write it in Odoo as a discount in percent or as a fixed price of a product, or leave it out for the shop; the list's other \
          rules are carried over.
          """),
      french: .init(
        cause:
          "Cette règle d'une liste de prix d'Odoo ne peut pas être un prix spécifique dans PrestaShop.",
        remedy: """
          Écrivez-la dans Odoo comme une remise en pourcentage ou comme le prix fixe d'un article, ou laissez-la de côté pour la boutique ; les \
          autres règles de la liste sont reprises.
          """)),
    FaultText(
      "PRICE_RULE_NOT_CARRIED/base", .replay,
      english: .init(
        cause:
          "This rule reckons from the cost or from another price list, and a special price of PrestaShop only from the shop's own price.",
        remedy:
          "Write it in Odoo as a discount on the sales price or as a fixed price of a product, or leave it out for the shop; the list's other rules are carried over."
      ),
      french: .init(
        cause:
          "Cette règle part du coût ou d'une autre liste de prix ; un prix spécifique de PrestaShop ne part que du prix de la boutique.",
        remedy:
          "Écrivez-la dans Odoo comme une remise sur le prix de vente ou comme le prix fixe d'un article, ou laissez-la de côté pour la boutique ; les autres règles de la liste sont reprises."
      )),
    FaultText(
      "PRICE_RULE_NOT_CARRIED/formula", .replay,
      english: .init(
        cause:
          "This rule rounds the price, adds a fee to it or keeps it within margins, which a special price of PrestaShop cannot do.",
        remedy:
          "Write it in Odoo as a discount in percent or as a fixed price of a product, or leave it out for the shop; the list's other rules are carried over."
      ),
      french: .init(
        cause:
          "Cette règle arrondit le prix, y ajoute un supplément ou le tient dans des marges, ce qu'un prix spécifique de PrestaShop ne sait pas faire.",
        remedy:
          "Écrivez-la dans Odoo comme une remise en pourcentage ou comme le prix fixe d'un article, ou laissez-la de côté pour la boutique ; les autres règles de la liste sont reprises."
      )),
    FaultText(
      "PRICE_RULE_NOT_CARRIED/surcharge", .replay,
      english: .init(
        cause: "This rule makes the price higher, and a special price of PrestaShop is a reduction.",
        remedy: "Write fixed prices in Odoo, or leave it out for the shop; the list's other rules are carried over."),
      french: .init(
        cause: "Cette règle augmente le prix, et un prix spécifique de PrestaShop est une réduction.",
        remedy:
          "Écrivez des prix fixes dans Odoo, ou laissez-la de côté pour la boutique ; les autres règles de la liste sont reprises."
      )),
    FaultText(
      "PRICE_RULE_NOT_CARRIED/fixed", .replay,
      english: .init(
        cause: "This rule is one fixed price for a whole category or for everything.",
        remedy:
          "Write it in Odoo as fixed prices of the products themselves, or leave it out for the shop; the list's other rules are carried over."
      ),
      french: .init(
        cause: "Cette règle est un prix fixe pour toute une catégorie ou pour tout.",
        remedy:
          "Écrivez-la dans Odoo comme prix fixes des articles eux-mêmes, ou laissez-la de côté pour la boutique ; les autres règles de la liste sont reprises."
      )),
    FaultText(
      "PRICE_RULE_NOT_CARRIED/currency", .replay,
      english: .init(
        cause: "This rule is a fixed price in a currency that the shop does not have.",
        remedy:
          "Add the currency in the shop (International > Localization > Currencies), or leave the rule out; the list's other rules are carried over."
      ),
      french: .init(
        cause: "Cette règle est un prix fixe dans une devise que la boutique n'a pas.",
        remedy:
          "Ajoutez la devise dans la boutique (International > Localisation > Devises), ou laissez la règle de côté ; les autres règles de la liste sont reprises."
      )),
    FaultText(
      "PRICE_RULE_NOT_CARRIED/everything", .replay,
      english: .init(
        cause:
          "This rule is for everything: it would change the price of all that the shop sells, what Odoo does not have and what nobody has accepted included.",
        remedy:
          "If that is meant, write `everything: true` beside the list's group in tables/price_groups.yaml; the list's other rules are carried over."
      ),
      french: .init(
        cause:
          "Cette règle vaut pour tout : elle changerait le prix de tout ce que vend la boutique, y compris de ce qu'Odoo n'a pas et de ce que personne n'a accepté.",
        remedy:
          "Si c'est voulu, écrivez `everything: true` à côté du groupe de la liste dans tables/price_groups.yaml ; les autres règles de la liste sont reprises."
      )),
    FaultText(
      "PRICE_RULE_NOT_CARRIED/smaller", .replay,
      english: .init(
        cause:
          "This rule for everything begins with a larger quantity than a rule for single goods or with the same: PrestaShop would prefer it to that one, and Odoo does not.",
        remedy: "Write it in Odoo for the categories that it is meant for; the list's other rules are carried over."),
      french: .init(
        cause:
          "Cette règle pour tout commence à une quantité supérieure ou égale à celle d'une règle pour des articles précis : PrestaShop la préférerait à celle-ci, pas Odoo.",
        remedy:
          "Écrivez-la dans Odoo pour les catégories auxquelles elle est destinée ; les autres règles de la liste sont reprises."
      )),
    FaultText(
      "PRICE_RULE_NOT_CARRIED/period", .replay,
      english: .init(
        cause:
          "This rule and another for the same goods overlap in time, and where they do PrestaShop would take the other of the two than Odoo.",
        remedy: "Give the two rules in Odoo times that do not overlap; the list's other rules are carried over."),
      french: .init(
        cause:
          "Cette règle et une autre pour les mêmes articles se recouvrent dans le temps, et PrestaShop prendrait alors l'autre des deux que ne prend Odoo.",
        remedy:
          "Donnez dans Odoo aux deux règles des périodes qui ne se recouvrent pas ; les autres règles de la liste sont reprises."
      )),
    FaultText(
      "PRICE_GROUP_MISSING", .replay,
      english: .init(
        cause:
          "The special prices of this Odoo price list are in the shop, and tables/price_groups.yaml has no row for the list any more: it may have been renamed in Odoo. They are left as they are.",
        remedy:
          "Write the list's name of today into the table; with `used: false` beside its group its special prices are removed."
      ),
      french: .init(
        cause:
          "Les prix spécifiques de cette liste de prix d'Odoo sont dans la boutique, et tables/price_groups.yaml n'a plus de ligne pour elle : elle a peut-être changé de nom dans Odoo. Ils restent tels quels.",
        remedy:
          "Écrivez dans la table le nom qu'a la liste aujourd'hui ; avec `used: false` à côté de son groupe ses prix spécifiques sont retirés."
      )),
    FaultText(
      "SHOP_NAME_REFUSED", .replay,
      english: .init(
        cause: "PrestaShop does not take the character {character} in {field}[ ({language})][: {text}].",
        remedy: "Take it out in {from}, or have the mapping file replace it by another."),
      french: .init(
        cause: "PrestaShop n'admet pas le caractère {character} dans {field}[ ({language})][ : {text}].",
        remedy: "Retirez-le dans {from}, ou faites-le remplacer par un autre dans le fichier de correspondance.")),
    FaultText(
      "SHOP_MARKUP_REFUSED", .replay,
      english: .init(
        cause: "PrestaShop takes a part of {field}[ ({language})] for an attack: {markup}.",
        remedy: "Take it out of the text in {from}."),
      french: .init(
        cause: "PrestaShop prend une partie de {field}[ ({language})] pour une attaque : {markup}.",
        remedy: "Retirez-la du texte dans {from}.")),
    FaultText(
      "SHOP_NO_LINK", .replay,
      english: .init(
        cause: "{field} is empty[ ({language})]: the page would have no address in PrestaShop.",
        remedy:
          "Give the record a name of letters or digits in {from}, or have the mapping file make the address of it."),
      french: .init(
        cause: "{field} est vide[ ({language})] : la page n'aurait pas d'adresse dans PrestaShop.",
        remedy: """
          Donnez à la fiche un nom fait de lettres ou de chiffres dans {from}, ou faites-en faire l'adresse par le \
          fichier de correspondance.
          """)),
    FaultText(
      "NOT_IN_SHOP", .replay,
      english: .init(
        cause: "{record} is not in shop {shop} of your PrestaShop, and is not added to it by a change.",
        remedy: """
          If it is to be sold there, add it to this shop in the back office. If not, have the mapping file leave it out.
          """),
      french: .init(
        cause: """
          {record} n'est pas dans la boutique {shop} de votre PrestaShop, et une modification ne l'y ajoute \
          pas.
          """,
        remedy: """
          Si l'article doit y être vendu, ajoutez-le à cette boutique dans le back-office. Sinon, faites-le écarter par \
          le fichier de correspondance.
          """)),
    FaultText(
      "SHOP_CREATION_UNCLEAR", .replay,
      english: .init(
        cause: """
          PrestaShop broke off while it made records, and has new ones that cannot be told from what was sent: \
          {resource} {candidates}.
          """,
        remedy: """
          Look at them in the back office. Link the one that is this record with `passerelle link`, or delete it; then \
          have the row tried again.
          """),
      french: .init(
        cause: """
          PrestaShop s'est interrompu en créant des fiches, et en a de nouvelles qu'on ne peut pas distinguer de ce qui \
          a été envoyé : {resource} {candidates}.
          """,
        remedy: """
          Regardez-les dans le back-office. Liez celle qui est cette fiche avec `passerelle link`, ou supprimez-la ; puis \
          faites réessayer la ligne.
          """)),
    FaultText(
      "SHOP_KEEPS_RECORD", .replay,
      english: .init(
        cause: "PrestaShop does not remove {resource} {record}[: {messages}].",
        remedy: "Try it by hand in the back office: what holds it there is said on its page."),
      french: .init(
        cause: "PrestaShop ne supprime pas {resource} {record}[ : {messages}].",
        remedy: "Essayez à la main dans le back-office : sa page dit ce qui l'y retient.")),
    FaultText(
      "NO_COMBINATION", .replay,
      english: .init(
        cause: "The combination that is to be the default of a product is not known.",
        remedy: "It has to reach the shop first: see the rows of the combinations."),
      french: .init(
        cause: "La déclinaison qui doit être celle par défaut d'un produit n'est pas connue.",
        remedy: "Elle doit d'abord arriver dans la boutique : voyez les lignes des déclinaisons.")),
  ]
}
