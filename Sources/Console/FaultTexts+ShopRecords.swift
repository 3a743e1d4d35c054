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
      "ORDER_MOVED_ON", .dismiss,
      english: .init(
        cause: "{record} has moved on in the shop (status {current}), so it was not set to status {state}.",
        remedy: "Look at the order in PrestaShop (Orders > Orders): if its status is right, nothing is to be done."),
      french: .init(
        cause: "{record} a déjà avancé dans la boutique (état {current}) : l'état {state} n'a pas été mis.",
        remedy: """
          Regardez la commande dans PrestaShop (Commandes > Commandes) : si son état est juste, il n'y a rien à \
          faire.
          """)),
  ]
}
