extension FaultTexts {
  /// Codes with which the shop stops one record.
  static let shopRecords: [FaultText] = [
    FaultText(
      "SHOP_INVALID_VALUE", .replay,
      english: .init(
        cause: "PrestaShop refuses a value[ of {field}][: {messages}].",
        remedy: """
          Correct it in {from}: PrestaShop forbids, for instance, < > ; = # { } in names, and wrong EAN codes.
          """),
      french: .init(
        cause: "PrestaShop refuse une valeur[ de {field}][ : {messages}].",
        remedy: """
          Corrigez-la dans {from} : PrestaShop interdit par exemple < > ; = # { } dans les noms, et les codes EAN \
          faux.
          """)),
    FaultText(
      "TRACKING_NUMBER_REFUSED", .replay,
      english: .init(
        cause: "PrestaShop refuses the tracking number of a delivery[: {messages}].",
        remedy: """
          Correct the Tracking Reference of the delivery in Odoo: letters without accents, digits, blanks and ~ : # , % & _ = ( ) . ? + - @ / \
          are allowed.
          """),
      french: .init(
        cause: "PrestaShop refuse le numéro de suivi d'une livraison[ : {messages}].",
        remedy: """
          Corrigez la référence de suivi de la livraison dans Odoo : sont admis les lettres sans accent, les chiffres, les espaces et \
          ~ : # , % & _ = ( ) . ? + - @ /.
          """)),
    FaultText(
      "SHOP_VALUE_TOO_LONG", .replay,
      english: .init(
        cause: "A text is too long for {field} in PrestaShop.",
        remedy: "Shorten it in {from}."),
      french: .init(
        cause: "Un texte est trop long pour {field} dans PrestaShop.",
        remedy: "Raccourcissez-le dans {from}.")),
    FaultText(
      "SHOP_REQUIRED_FIELD", .replay,
      english: .init(
        cause: "A field that PrestaShop requires is missing[: {messages}].",
        remedy: "Fill it in in {from}; if {from} has no such field, have it added to the mapping file."),
      french: .init(
        cause: "Il manque un champ obligatoire pour PrestaShop[ : {messages}].",
        remedy: """
          Remplissez-le dans {from} ; si ce champ n'y existe pas, faites-le ajouter au fichier de correspondance.
          """)),
    FaultText(
      "SHOP_READ_ONLY_FIELD", .replay,
      english: .init(
        cause: """
          A mapping file writes a field that PrestaShop does not let anyone write[: {resource}.{field}][: \
          {messages}].
          """,
        remedy: "Have this field removed from the mapping file."),
      french: .init(
        cause: """
          Un fichier de correspondance écrit un champ que PrestaShop ne laisse pas écrire[ : {resource}.{field}][ \
          : {messages}].
          """,
        remedy: "Faites retirer ce champ du fichier.")),
    FaultText(
      "SHOP_RECORD_GONE", .recreate,
      english: .init(
        cause: "{record} does not exist in PrestaShop any more, or belongs to another shop.",
        remedy: """
          Look for it in the back office, also under “All shops”. If it was deleted on purpose, dismiss this row; \
          otherwise have it made again.
          """),
      french: .init(
        cause: "{record} : la fiche n'existe plus dans PrestaShop, ou appartient à une autre boutique.",
        remedy: """
          Cherchez-la dans le back-office, aussi sous « Toutes les boutiques ». Si la suppression est voulue, \
          écartez cette ligne ; sinon, faites-la recréer.
          """)),
    FaultText(
      "SHOP_REFUSED", .replay,
      english: .init(
        cause: "PrestaShop refuses the record[: {messages}].",
        remedy: "Mend what PrestaShop's message names."),
      french: .init(
        cause: "PrestaShop refuse la fiche[ : {messages}].",
        remedy: "Corrigez ce que nomme le message de PrestaShop.")),
    FaultText(
      "NO_STATE", .replay,
      english: .init(
        cause: "It is not known which status the shop's {record} shall get.",
        remedy: "Have a row added to the file tables/order_states.yaml."),
      french: .init(
        cause: "L'état à donner à {record} dans la boutique est inconnu.",
        remedy: "Faites ajouter une ligne au fichier tables/order_states.yaml.")),
    FaultText(
      "SHOP_UNKNOWN_STATE", .replay,
      english: .init(
        cause: "PrestaShop has no order status {state}, which the shop's {record} shall get.",
        remedy:
          "Look up the right number under Shop Parameters > Order Settings > Statuses, and have it put into the file tables/order_states.yaml."
      ),
      french: .init(
        cause: "PrestaShop n'a pas d'état de commande {state}, que doit recevoir {record}.",
        remedy: """
          Cherchez le bon numéro sous Paramètres de la boutique > Commandes > États de commandes, et faites-le \
          mettre dans le fichier tables/order_states.yaml.
          """)),
    FaultText(
      "NO_TRACKING_NUMBER", .replay,
      english: .init(
        cause: "The number of the parcel is missing for the shop's {record}.",
        remedy: "Enter it on the delivery in {from}."),
      french: .init(
        cause: "Il manque le numéro de suivi du colis pour {record}.",
        remedy: "Saisissez-le sur la livraison dans {from}.")),
    FaultText(
      "SHOP_NO_PARCEL", .dismiss,
      english: .init(
        cause: "The shop's {record} has no parcel in PrestaShop, so its number has no place there.",
        remedy: """
          An order of virtual products has none: dismiss this row. Otherwise look for the order in PrestaShop \
          (Orders > Orders), and give it a carrier.
          """),
      french: .init(
        cause: "{record} n'a pas de colis dans PrestaShop : son numéro de suivi n'y a pas de place.",
        remedy: """
          Une commande de produits virtuels n'en a pas : écartez cette ligne. Sinon, cherchez la commande dans \
          PrestaShop (Commandes > Commandes) et donnez-lui un transporteur.
          """)),
    FaultText(
      "SHOP_ADVANCED_STOCK", .replay,
      english: .init(
        cause:
          "PrestaShop computes this quantity from its own warehouses (advanced stock management), and lets nobody write it.",
        remedy: """
          Open the product in PrestaShop and have its quantities set by hand instead of from warehouses; or switch \
          advanced stock management off (Shop Parameters > Product Settings).
          """),
      french: .init(
        cause:
          "PrestaShop calcule cette quantité d'après ses propres entrepôts (gestion avancée des stocks) et ne la laisse pas écrire.",
        remedy: """
          Ouvrez le produit dans PrestaShop et faites gérer ses quantités à la main et non par les entrepôts ; ou \
          désactivez la gestion avancée des stocks (Paramètres de la boutique > Produits).
          """)),
    FaultText(
      "SHOP_FAILS_ON_RECORD", .replay,
      english: .init(
        cause: "PrestaShop breaks down when {resource} {record} is written, while it takes others[: {messages}].",
        remedy: """
          Save the record by hand in PrestaShop. If that fails too, a module or broken data is the reason: give the \
          shop's PHP error log of this minute to whoever looks after the shop.
          """),
      french: .init(
        cause:
          "PrestaShop tombe en erreur quand {resource} {record} est écrit, alors qu'il en accepte d'autres[ : {messages}].",
        remedy: """
          Enregistrez la fiche à la main dans PrestaShop. Si cela échoue aussi, un module ou des données abîmées en \
          sont la cause : donnez le journal d'erreurs PHP de cette minute à la personne qui s'occupe de la boutique.
          """)),
  ]
}
