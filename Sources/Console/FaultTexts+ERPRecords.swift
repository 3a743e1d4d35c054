extension FaultTexts {
  /// Codes with which Odoo stops one record.
  static let erpRecords: [FaultText] = [
    FaultText(
      "ERP_REFUSED", .replay,
      english: .init(
        cause: "Odoo refuses {record}[: {said}]",
        remedy: "Mend what Odoo's message names, in Odoo or in the shop."),
      french: .init(
        cause: "Odoo refuse {record}[ : {said}]",
        remedy: "Corrigez ce que nomme le message d'Odoo, dans Odoo ou dans la boutique.")),
    FaultText(
      "ERP_VALUE_REFUSED", .replay,
      english: .init(
        cause: "Odoo cannot take a value[ for {field}][ ({value})][: {said}]",
        remedy: "Correct it in {from}; if it is right there, have the mapping file corrected."),
      french: .init(
        cause: "Odoo ne peut pas prendre une valeur[ pour {field}][ ({value})][ : {said}]",
        remedy: "Corrigez-la dans {from} ; si elle y est juste, faites corriger le fichier de correspondance.")),
    FaultText(
      "ERP_ERROR", .replay,
      english: .init(
        cause: "Odoo failed while it worked on {record}[: {said}]",
        remedy: """
          Try the same by hand in Odoo; whoever runs Odoo finds the error in its log. A module installed there may \
          be the cause.
          """),
      french: .init(
        cause: "Odoo a échoué en traitant {record}[ : {said}]",
        remedy: """
          Essayez la même chose à la main dans Odoo ; l'administrateur trouvera l'erreur dans le journal d'Odoo. \
          Un module installé peut en être la cause.
          """)),
    FaultText(
      "ERP_RECORD_FORBIDDEN", .replay,
      english: .init(
        cause: "Odoo does not let the technical user touch {record}[: {said}]",
        remedy: """
          In Odoo, Settings > Users: give the technical user access to the record's company, or relax the record \
          rule that hides it.
          """),
      french: .init(
        cause: "Odoo ne laisse pas l'utilisateur technique toucher {record}[ : {said}]",
        remedy: """
          Dans Odoo, Paramètres > Utilisateurs : donnez à l'utilisateur technique l'accès à la société de la \
          fiche, ou assouplissez la règle qui la cache.
          """)),
    FaultText(
      "NOTHING_TO_INVOICE", .replay,
      english: .init(
        cause: "Odoo made no invoice for {record}[ (Odoo's order {id})].",
        remedy: "In Odoo, open the products of the order: Invoicing Policy must be “Ordered quantities”."),
      french: .init(
        cause: "Odoo n'a pas créé de facture pour {record}[ (commande Odoo {id})].",
        remedy: """
          Dans Odoo, ouvrez les articles de la commande : la politique de facturation doit être « Quantités \
          commandées ».
          """)),
    FaultText(
      "ORDER_STATE", .replay,
      english: .init(
        cause: "Odoo did not carry out the action on {record}[ (Odoo's order {id})]; its status there is {state}.",
        remedy: "Open the order in Odoo (Sales > Orders) and do it by hand: a module may ask for something first."),
      french: .init(
        cause: "Odoo n'a pas exécuté l'action pour {record}[ (commande Odoo {id})] ; son état y est {state}.",
        remedy: """
          Ouvrez la commande dans Odoo (Ventes > Commandes) et faites-le à la main : un module demande peut-être \
          d'abord autre chose.
          """)),
    FaultText(
      "ORDER_CANCELLED", .replay,
      english: .init(
        cause: """
          The order that was made for {record} has been cancelled in Odoo[ (order {id})], but not in the shop.
          """,
        remedy: """
          If it shall be delivered, open it in Odoo and click “Set to Quotation”. If it is to stay cancelled, \
          cancel it in the shop too and dismiss this row.
          """),
      french: .init(
        cause: """
          La commande créée pour {record} a été annulée dans Odoo[ (commande {id})], mais pas dans la boutique.
          """,
        remedy: """
          Si elle doit être livrée, ouvrez-la dans Odoo et cliquez sur « Mettre en devis ». Si elle doit rester \
          annulée, annulez-la aussi dans la boutique et écartez cette ligne.
          """)),
    FaultText(
      "ROW_KEY_TAKEN", .replay,
      english: .init(
        cause: "Two lines of {record} would get the same key ({key}) in Odoo.",
        remedy: "Have the mapping file corrected: the `key` of the rows of {field} must tell them apart."),
      french: .init(
        cause: "Deux lignes de {record} recevraient la même clé ({key}) dans Odoo.",
        remedy: "Faites corriger le fichier de correspondance : la `key` des lignes de {field} doit les distinguer.")),
    FaultText(
      "CONTENT_GONE", .replay,
      english: .init(
        cause: "The picture {field} of {model} {id} is no longer in Odoo.",
        remedy: "Nothing to do: the next run reads the record as it is now."),
      french: .init(
        cause: "L'image {field} de {model} {id} n'est plus dans Odoo.",
        remedy: "Rien à faire : le prochain passage relit la fiche telle qu'elle est.")),
    FaultText(
      "CONTENT_MISSING", .replay,
      english: .init(
        cause: "The picture for {field} was not at hand when {record} was written.",
        remedy: "Replay the record."),
      french: .init(
        cause: "L'image pour {field} n'était pas disponible quand {record} a été écrit.",
        remedy: "Rejouez la fiche.")),
    FaultText(
      "ERP_PICTURE_TOO_LARGE", .replay,
      english: .init(
        cause: "The server in front of Odoo refuses a picture of {model} because of its size.",
        remedy: "Raise its limit (client_max_body_size in nginx), or make the picture smaller."),
      french: .init(
        cause: "Le serveur devant Odoo refuse une image de {model} à cause de sa taille.",
        remedy: "Relevez sa limite (client_max_body_size dans nginx), ou réduisez l'image.")),
  ]
}
