extension FaultTexts {
  /// Codes of the mapping files and their value tables: what a record holds does not fit what the files say.
  static let mapping: [FaultText] = [
    FaultText(
      "TABLE_GAP", .replay,
      english: .init(
        cause: """
          The table “{table}” does not say what {key} is in Odoo[ (column {column})][; looked for: {searched}].
          """,
        remedy: "Create it in Odoo, or write a row for {key} into the file tables/{table}.yaml."),
      french: .init(
        cause: """
          La table « {table} » ne dit pas à quoi correspond {key} dans Odoo[ (colonne {column})][ ; cherché : \
          {searched}].
          """,
        remedy: "Créez-le dans Odoo, ou écrivez une ligne pour {key} dans le fichier tables/{table}.yaml.")),
    FaultText(
      "TABLE_GAP/sale_taxes", .replay,
      english: .init(
        cause: "Odoo has no sale tax of {key} % with “Included in Price”.",
        remedy: """
          In Odoo, Invoicing > Configuration > Taxes: create or activate a tax of {key} %, type Sales, included in \
          price.
          """),
      french: .init(
        cause: "Odoo n'a pas de taxe de vente à {key} % incluse dans le prix.",
        remedy: """
          Dans Odoo, Facturation > Configuration > Taxes : créez ou activez une taxe à {key} %, type Ventes, \
          incluse dans le prix.
          """)),
    FaultText(
      "TABLE_GAP/services", .replay,
      english: .init(
        cause: "Odoo has no service product for “{key}”[; looked for: {searched}].",
        remedy: """
          In Odoo, Sales > Products: create a product of type Service, without taxes, with the Internal Reference \
          SHIP (shipping), WRAP (wrapping), VOUCHER (voucher), ECO (ecotax) or ROUND (rounding).
          """),
      french: .init(
        cause: "Odoo n'a pas d'article de service pour « {key} »[ ; cherché : {searched}].",
        remedy: """
          Dans Odoo, Ventes > Produits : créez un article de type Service, sans taxe, avec la référence interne \
          SHIP (port, « shipping »), WRAP (emballage cadeau, « wrapping »), VOUCHER (bon de réduction), ECO \
          (écotaxe) ou ROUND (arrondi, « rounding »).
          """)),
    FaultText(
      "TABLE_GAP/currencies", .replay,
      english: .init(
        cause: """
          Odoo has no price list in the currency of this order (currency {key} in the shop)[; looked for: \
          {searched}].
          """,
        remedy: """
          In Odoo, activate the currency (Invoicing > Configuration > Currencies) and create a price list in it \
          (Sales > Products > Pricelists).
          """),
      french: .init(
        cause: """
          Odoo n'a pas de liste de prix dans la devise de cette commande (devise {key} dans la boutique)[ ; \
          cherché : {searched}].
          """,
        remedy: """
          Dans Odoo, activez la devise (Facturation > Configuration > Devises) et créez une liste de prix dans \
          cette devise (Ventes > Produits > Listes de prix).
          """)),
    FaultText(
      "TABLE_GAP/countries", .replay,
      english: .init(
        cause: "The country {key} of the shop is not known in Odoo[; looked for: {searched}].",
        remedy: """
          Check its ISO code in PrestaShop (International > Locations > Countries), or write a row for {key} into \
          the file tables/countries.yaml.
          """),
      french: .init(
        cause: "Le pays {key} de la boutique n'existe pas dans Odoo[ ; cherché : {searched}].",
        remedy: """
          Vérifiez son code ISO dans PrestaShop (International > Zones géographiques > Pays), ou écrivez une ligne \
          pour {key} dans le fichier tables/countries.yaml.
          """)),
    FaultText(
      "TABLE_GAP/order_states", .replay,
      english: .init(
        cause: "The shop has no order status {key} any more, so it is not known whether the order was paid.",
        remedy: "In PrestaShop, open the order and give it an existing status (Orders > Orders)."),
      french: .init(
        cause: "La boutique n'a plus d'état de commande {key} : impossible de savoir si la commande est payée.",
        remedy: "Dans PrestaShop, ouvrez la commande et donnez-lui un état existant (Commandes > Commandes).")),
    FaultText(
      "TABLE_GAP/taxes", .replay,
      english: .init(
        cause: "The shop has no tax {key} any more, so the rate of this order is not known.",
        remedy: "Write a row with its rate for {key} into the file tables/taxes.yaml."),
      french: .init(
        cause: "La boutique n'a plus de taxe {key} : le taux de cette commande est inconnu.",
        remedy: "Écrivez une ligne avec son taux pour {key} dans le fichier tables/taxes.yaml.")),
    FaultText(
      "TABLE_GAP/carriers", .replay,
      english: .init(
        cause: "Odoo has no delivery method for the shop's carrier {key}[; looked for: {searched}].",
        remedy: """
          In Odoo, Inventory > Configuration > Delivery Methods: create one with the carrier's name, or write a \
          row for {key} into the file tables/carriers.yaml.
          """),
      french: .init(
        cause: """
          Odoo n'a pas de mode de livraison pour le transporteur {key} de la boutique[ ; cherché : {searched}].
          """,
        remedy: """
          Dans Odoo, Inventaire > Configuration > Modes de livraison : créez-en un du nom du transporteur, ou \
          écrivez une ligne pour {key} dans le fichier tables/carriers.yaml.
          """)),
    FaultText(
      "NULL_VALUE", .replay,
      english: .init(
        cause: "A value that the mapping needs is empty: {value}.",
        remedy: """
          Fill in the field in {from}; if it may be empty, whoever maintains the mapping file adds an `else` \
          there.
          """),
      french: .init(
        cause: "Une valeur nécessaire est vide : {value}.",
        remedy: """
          Remplissez le champ dans {from} ; s'il peut rester vide, la personne chargée du fichier de \
          correspondance y ajoute un `else`.
          """)),
    FaultText(
      "TAXES_NOT_SUPPORTED", .replay,
      english: .init(
        cause: "The price without tax cannot be told: the product has {taxes}.",
        remedy: """
          In Odoo, give the product customer taxes that are plain percentages (Sales Taxes on the product), or write \
          its price without taxes that are included in it.
          """),
      french: .init(
        cause: """
          Le prix hors taxes est inconnu : les taxes du produit ne sont pas de simples pourcentages (en anglais : \
          {taxes}).
          """,
        remedy: """
          Dans Odoo, donnez au produit des taxes à la vente en simple pourcentage, ou saisissez son prix sans taxe \
          comprise.
          """)),
    FaultText(
      "WRONG_TYPE", .replay,
      english: .init(
        cause: "A value has another kind than the mapping expects[: {value}][{resource}.{field}].",
        remedy: "Correct the field in {from}, or have the mapping file corrected."),
      french: .init(
        cause: "Une valeur n'est pas du type attendu[ : {value}][ : {resource}.{field}].",
        remedy: "Corrigez le champ dans {from}, ou faites corriger le fichier de correspondance.")),
    FaultText(
      "UNREADABLE_VALUE", .replay,
      english: .init(
        cause: "“{value}” cannot be understood: it is not in the expected form (number, date).",
        remedy: "Correct the field in {from}."),
      french: .init(
        cause: "« {value} » est incompréhensible : ce n'est pas la forme attendue (nombre, date).",
        remedy: "Corrigez le champ dans {from}.")),
    FaultText(
      "DIVISION_BY_ZERO", .replay,
      english: .init(
        cause: "The mapping divides by zero in {value}: a quantity or an amount of this record is 0.",
        remedy: "Look for a line with quantity 0 in {from} and correct it."),
      french: .init(
        cause: "La correspondance divise par zéro dans {value} : une quantité ou un montant de cette fiche vaut 0.",
        remedy: "Cherchez dans {from} une ligne de quantité 0 et corrigez-la.")),
    FaultText(
      "NUMBER_OVERFLOW", .replay,
      english: .init(
        cause: "A number is too large to be computed: {value}.",
        remedy: "Look for an absurd quantity or price in {from} and correct it."),
      french: .init(
        cause: "Un nombre est trop grand pour être calculé : {value}.",
        remedy: "Cherchez dans {from} une quantité ou un prix absurde et corrigez-le.")),
    FaultText(
      "EMPTY_LIST", .replay,
      english: .init(
        cause: "The mapping expects at least one line, and there is none: {value}.",
        remedy: "Check in {from} that the record has its lines."),
      french: .init(
        cause: "La correspondance attend au moins une ligne et n'en trouve aucune : {value}.",
        remedy: "Vérifiez dans {from} que la fiche a bien ses lignes.")),
    FaultText(
      "KEY_INCOMPLETE", .replay,
      english: .init(
        cause: "The key under which {to} keeps this record cannot be made: {expression} is empty.",
        remedy: "Fill in this field in {from}."),
      french: .init(
        cause: "La clé sous laquelle {to} garde cette fiche ne peut pas être formée : {expression} est vide.",
        remedy: "Remplissez ce champ dans {from}.")),
    FaultText(
      "ITEM_KEY_PARTED", .replay,
      english: .init(
        cause: "What tells the entries of this record apart has a comma, which no key can have: {key}.",
        remedy: "Take the comma out of it in {from}, or let `item` in the mapping file name something else: an id."),
      french: .init(
        cause: "Ce qui distingue les éléments de cette fiche contient une virgule, impossible dans une clé : {key}.",
        remedy:
          "Ôtez la virgule dans {from}, ou désignez autre chose sous `item` dans le fichier de correspondance : un identifiant."
      )),
    FaultText(
      "ITEM_KEY_TAKEN", .replay,
      english: .init(
        cause: "The mapping file makes two records with the same key {key}.",
        remedy: "Correct `item` in the mapping file, so that it tells the items apart."),
      french: .init(
        cause: "Le fichier de correspondance produit deux fiches avec la même clé {key}.",
        remedy: "Corrigez `item` dans le fichier de correspondance, pour qu'il distingue les éléments.")),
    FaultText(
      "TOUCH_WITHOUT_JOIN", .mend,
      english: .init(
        cause: "The mapping “{mapping}” wants to be told of changes by {field}, which leads back to no record.",
        remedy: "Under `touched by`, name a read whose `where` compares with one field of the source."),
      french: .init(
        cause:
          "La correspondance « {mapping} » veut être avertie des changements par {field}, qui ne mène à aucune fiche.",
        remedy: "Sous `touched by`, nommez une lecture dont le `where` compare avec un champ de la source.")),
    FaultText(
      "NEED_UNMET", .replay,
      english: .init(
        cause: "The mapping “{mapping}” asks for something that is not there.",
        remedy: "Have the links and tables of this mapping file checked: `passerelle lint`."),
      french: .init(
        cause: "La correspondance « {mapping} » demande quelque chose qui n'existe pas.",
        remedy: "Faites vérifier les liens et les tables de ce fichier : `passerelle lint`.")),
    FaultText(
      "MAPPING_ENDLESS", .replay,
      english: .init(
        cause: "The mapping “{mapping}” goes round in circles: its tables look each other up without end.",
        remedy: "Have the tables of this mapping file corrected: `passerelle lint`."),
      french: .init(
        cause: "La correspondance « {mapping} » tourne en rond : ses tables se consultent sans fin.",
        remedy: "Faites corriger les tables de ce fichier : `passerelle lint`.")),
    FaultText(
      "NOTHING_TO_WAIT_FOR", .replay,
      english: .init(
        cause: "The mapping file makes this record wait, but names nothing to wait for.",
        remedy: "Have the mapping file corrected: `else wait` only goes with a link."),
      french: .init(
        cause: "Le fichier de correspondance fait attendre cette fiche sans dire quoi.",
        remedy: "Faites corriger le fichier : `else wait` ne va qu'avec un lien.")),
    FaultText(
      "LET_CYCLE", .mend,
      english: .init(
        cause: "A value of the mapping file is defined by itself.",
        remedy: "Have the mapping file corrected: `passerelle lint` names the line."),
      french: .init(
        cause: "Une valeur du fichier de correspondance se définit par elle-même.",
        remedy: "Faites corriger le fichier : `passerelle lint` indique la ligne.")),
    FaultText(
      "TABLE_UNKNOWN", .mend,
      english: .init(
        cause: "A mapping file uses the table “{table}”, which does not exist.",
        remedy: "Write tables/{table}.yaml beside the mapping files, or correct the name."),
      french: .init(
        cause: "Un fichier de correspondance utilise la table « {table} », qui n'existe pas.",
        remedy: "Écrivez tables/{table}.yaml à côté des fichiers de correspondance, ou corrigez le nom.")),
    FaultText(
      "TABLE_WRONG", .mend,
      english: .init(
        cause: "A value table cannot be made: {said}",
        remedy: "Correct the file that it names in the folder tables."),
      french: .init(
        cause: "Une table de valeurs ne peut pas être construite : {said}",
        remedy: "Corrigez le fichier nommé dans le dossier tables.")),
    FaultText(
      "SYSTEM_UNKNOWN", .mend,
      english: .init(
        cause: "A mapping file names the system “{system}”, and nothing is connected under that name.",
        remedy: "Write `prestashop/…` or `odoo/…` after `from:` and `to:` in the mapping file."),
      french: .init(
        cause: "Un fichier de correspondance nomme le système « {system} », et rien n'est connecté sous ce nom.",
        remedy: "Écrivez `prestashop/…` ou `odoo/…` après `from:` et `to:` dans le fichier.")),
    FaultText(
      "FLOW_UNKNOWN", .mend,
      english: .init(
        cause: "There is no flow “{flow}”.",
        remedy: "Use the name of a mapping file; `passerelle status` lists the flows."),
      french: .init(
        cause: "Le flux « {flow} » n'existe pas.",
        remedy: "Utilisez le nom d'un fichier de correspondance ; `passerelle status` liste les flux.")),
    FaultText(
      "MAPPING_WRONG", .mend,
      english: .init(
        cause: """
          A mapping file is wrong:
          {diagnostic}
          """,
        remedy: "Correct the file at this line; `passerelle lint` checks it again."),
      french: .init(
        cause: """
          Un fichier de correspondance est faux (le détail est en anglais) :
          {diagnostic}
          """,
        remedy: "Corrigez le fichier à cette ligne ; `passerelle lint` le vérifie à nouveau.")),
    FaultText(
      "MAPPING_DOUBTFUL", .mend,
      english: .init(
        cause: """
          A mapping file is doubtful:
          {diagnostic}
          """,
        remedy: "Look at this line; `passerelle lint` checks it again."),
      french: .init(
        cause: """
          Un fichier de correspondance est douteux (le détail est en anglais) :
          {diagnostic}
          """,
        remedy: "Regardez cette ligne ; `passerelle lint` le vérifie à nouveau.")),
    FaultText(
      "MAPPINGS_CHECKED", .none,
      english: .init(
        cause: "The mapping files fit both systems.",
        remedy: ""),
      french: .init(
        cause: "Les fichiers de correspondance conviennent aux deux systèmes.",
        remedy: "")),
    FaultText(
      "CONTEXT_NOT_CONSTANT", .mend,
      english: .init(
        cause: "What the mapping file {mapping} says under `context` depends on more than settings.",
        remedy: "In the mapping file, use only setting(...) and constants there."),
      french: .init(
        cause:
          "Ce que le fichier de correspondance {mapping} dit sous `context` dépend d'autre chose que des réglages.",
        remedy: "Dans le fichier de correspondance, n'y mettez que des réglages et des constantes.")),
  ]
}
