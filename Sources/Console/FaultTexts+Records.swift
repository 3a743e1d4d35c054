extension FaultTexts {
  /// Codes that stop one record, whatever systems it moves between.
  static let records: [FaultText] = [
    FaultText(
      "NO_PRODUCT", .replay,
      english: .init(
        cause: """
          The shop sells {record}[, reference {reference}][, EAN {ean13}], and no product in Odoo has that \
          reference or EAN.
          """,
        remedy: """
          In Odoo, open the product (Inventory > Products), or create it, and give it this Internal Reference or \
          Barcode. The orders that wait for it follow by themselves.
          """),
      french: .init(
        cause: """
          La boutique vend {record}[, référence {reference}][, EAN {ean13}], et aucun article d'Odoo n'a cette \
          référence ni cet EAN.
          """,
        remedy: """
          Dans Odoo, ouvrez l'article (Inventaire > Produits), ou créez-le, et donnez-lui cette référence interne \
          ou ce code-barres. Les commandes qui l'attendent suivront d'elles-mêmes.
          """)),
    FaultText(
      "EFFECT_NEVER_DONE", .replay,
      english: .init(
        cause: "{to} was asked several times for what {record} calls for, broke down each time, and did not do it.",
        remedy: """
          Do it by hand in {to}: its own message, or its error log of that minute, tells why it fails. Then replay; what is done by then \
          is not done twice.
          """),
      french: .init(
        cause: "{to} a été sollicité plusieurs fois pour {record}, a échoué à chaque fois et n'a rien fait.",
        remedy: """
          Faites-le à la main dans {to} : son message, ou son journal d'erreurs de cette minute, dit pourquoi cela échoue. Rejouez ensuite ; \
          ce qui est déjà fait ne le sera pas deux fois.
          """)),
    FaultText(
      "TOTAL_DIFFERS", .replay,
      english: .init(
        cause: """
          The customer paid {expected}, but Odoo computes {actual} (difference {difference}[, at most {within} may \
          be rounded away]). Nothing was confirmed.
          """,
        remedy: """
          Compare the order's VAT rates with the sale taxes in Odoo (Invoicing > Configuration > Taxes: price \
          included, same rate) and look at the rounding settings: `passerelle doctor` checks both.
          """),
      french: .init(
        cause: """
          Le client a payé {expected}, mais Odoo calcule {actual} (écart {difference}[, arrondi toléré {within}]). \
          Rien n'a été confirmé.
          """,
        remedy: """
          Comparez les taux de TVA de la commande avec les taxes de vente d'Odoo (Facturation > Configuration > \
          Taxes : prix TTC, même taux) et vérifiez les réglages d'arrondi : `passerelle doctor` contrôle les deux.
          """)),
    FaultText(
      "CANCELLED_AFTER_SHIPPING", .acknowledge,
      english: .init(
        cause: "{record} was cancelled in the shop, but goods have already left the warehouse.",
        remedy: """
          Settle the return with the customer, and make the return and the credit note in Odoo (Sales > Orders, \
          then Delivery > Return).
          """),
      french: .init(
        cause: "{record} : annulation dans la boutique alors que la marchandise a déjà quitté l'entrepôt.",
        remedy: """
          Réglez le retour avec le client, puis faites le retour et l'avoir dans Odoo (Ventes > Commandes, puis \
          Livraison > Retour).
          """)),
    FaultText(
      "NO_STOCK_ROW", .replay,
      english: .init(
        cause: "The shop has no stock row for the product or combination that belongs to {record}[ ({searched})].",
        remedy: """
          In PrestaShop, open the product and save its quantities once (with several shops: in this shop's context); the \
          shop then makes the row. If the product was deleted there, dismiss this row.
          """),
      french: .init(
        cause:
          "La boutique n'a aucune ligne de stock pour le produit ou la déclinaison qui correspond à {record}[ ({searched})].",
        remedy: """
          Dans PrestaShop, ouvrez le produit et enregistrez une fois ses quantités (en multiboutique : dans le contexte \
          de cette boutique) ; la ligne est alors créée. Si le produit y a été supprimé, écartez cette ligne.
          """)),
    FaultText(
      "ORDER_GONE_IN_SHOP", .dismiss,
      english: .init(
        cause: "{record}: the shop no longer has the order that it belongs to.",
        remedy:
          "If the order was deleted in the shop on purpose, there is nothing to do. It cannot be told of its delivery."),
      french: .init(
        cause: "{record} : la boutique n'a plus la commande correspondante.",
        remedy: """
          Si la commande a été supprimée exprès dans la boutique, il n'y a rien à faire. Elle ne peut plus recevoir son suivi.
          """)),
    FaultText(
      "TRACKING_NUMBER_TOO_LONG", .replay,
      english: .init(
        cause: "{record}: the tracking number is longer than the 64 characters that the shop keeps.",
        remedy: """
          In Odoo, open the delivery (Inventory > Deliveries) and correct Tracking Reference; several numbers stand there \
          with commas between them.
          """),
      french: .init(
        cause: "{record} : le numéro de suivi dépasse les 64 caractères que garde la boutique.",
        remedy: """
          Dans Odoo, ouvrez la livraison (Inventaire > Livraisons) et corrigez la référence de suivi ; plusieurs numéros \
          y sont séparés par des virgules.
          """)),
    FaultText(
      "AMBIGUOUS", .replay,
      english: .init(
        cause: "Several records in {to} match {record}[: {candidates}].",
        remedy: """
          In {to}, let only one of them keep this reference, bar code or e-mail address; archive or correct the \
          others.
          """),
      french: .init(
        cause: "Plusieurs fiches dans {to} correspondent à {record}[ : {candidates}].",
        remedy: """
          Dans {to}, ne laissez cette référence, ce code-barres ou cette adresse e-mail que sur une seule fiche ; \
          archivez ou corrigez les autres.
          """)),
    FaultText(
      "MATCH_TAKEN", .replay,
      english: .init(
        cause: "{record} and {other} have the same reference, name or bar code: {to} can have only one of them.",
        remedy: "Tell them apart in {from}, or delete the one there that is too many (and let `verify` find that out)."),
      french: .init(
        cause:
          "{record} et {other} ont la même référence, le même nom ou le même code-barres : {to} ne peut avoir que l'une des deux.",
        remedy:
          "Distinguez-les dans {from}, ou supprimez-y celle qui est de trop (et laissez `verify` le constater).")),
    FaultText(
      "KEY_TAKEN", .replay,
      english: .init(
        cause: """
          Another record in {to} already carries the key of {record}: its {field} is {current} and should be \
          {wanted}.
          """,
        remedy: """
          Open it in {to}: if a person gave it another content, put {wanted} back. If two shops use one `instance` \
          name in their configuration files, give each its own.
          """),
      french: .init(
        cause: """
          Une autre fiche dans {to} porte déjà la clé de {record} : son champ {field} vaut {current} au lieu de \
          {wanted}.
          """,
        remedy: """
          Ouvrez-la dans {to} : si quelqu'un en a changé le contenu, remettez {wanted}. Si deux boutiques ont le \
          même nom `instance` dans leur fichier de configuration, donnez-leur des noms différents.
          """)),
    FaultText(
      "TARGET_DELETED", .recreate,
      english: .init(
        cause: "What was made in {to} for {record} has been deleted there.",
        remedy: "If it was deleted on purpose, dismiss this row. Otherwise have it made again."),
      french: .init(
        cause: "Ce qui avait été créé dans {to} pour {record} y a été supprimé.",
        remedy: "Si c'est voulu, écartez cette ligne. Sinon, faites-le recréer.")),
    FaultText(
      "EDITED_AFTER_IMPORT", .acknowledge,
      english: .init(
        cause: "{record} was changed in {from} after its document in {to} was confirmed[ (document {target})].",
        remedy: "Compare the two (products, quantities, delivery address, total) and carry the change over by hand."),
      french: .init(
        cause: """
          {record} : modification dans {from} après la confirmation du document dans {to}[ (document {target})].
          """,
        remedy: """
          Comparez les deux (produits, quantités, adresse de livraison, total) et reportez la modification à la \
          main.
          """)),
    FaultText(
      "CHANGE_BARRED", .acknowledge,
      english: .init(
        cause: "{record} was changed in {from}, but its document in {to} has gone too far to follow.",
        remedy: "Settle it by hand in {to}."),
      french: .init(
        cause: "{record} : modification dans {from}, mais le document dans {to} est trop avancé pour suivre.",
        remedy: "Réglez le cas à la main dans {to}.")),
    FaultText(
      "CONFLICT", .replay,
      english: .init(
        cause: "{field} of {record} was changed on both sides: {current} in {to}, {wanted} in {from}.",
        remedy: "Decide which is right and enter it on both sides."),
      french: .init(
        cause: """
          Le champ {field} de {record} a été modifié des deux côtés : {current} dans {to}, {wanted} dans {from}.
          """,
        remedy: "Décidez lequel est juste et saisissez-le des deux côtés.")),
    FaultText(
      "READ_BACK_DIFFERS", .replay,
      english: .init(
        cause: "{to} holds something else than what was just written for {record}: {fields}.",
        remedy: """
          Look at the record's history in {to}: an automation or another program changes it at once. Switch that \
          off for this record.
          """),
      french: .init(
        cause: "{to} contient autre chose que ce qui vient d'être écrit pour {record} : {fields}.",
        remedy: """
          Regardez l'historique de la fiche dans {to} : une automatisation ou un autre programme la modifie \
          aussitôt. Désactivez-le pour cette fiche.
          """)),
    FaultText(
      "READ_BACK_MISSING", .replay,
      english: .init(
        cause: "What was written in {to} for {record} cannot be found there.",
        remedy: """
          Check in {to} whether it was deleted, or whether the connector's user may not see it (other company, \
          access rights).
          """),
      french: .init(
        cause: "Ce qui a été écrit dans {to} pour {record} y est introuvable.",
        remedy: """
          Vérifiez dans {to} si la fiche a été supprimée, ou si l'utilisateur du connecteur ne peut pas la voir \
          (autre société, droits d'accès).
          """)),
    FaultText(
      "STEP_NOT_DONE", .replay,
      english: .init(
        cause: "{to} was asked to {action} {record}; it reported no error, but did not do it.",
        remedy: "Try it by hand in {to}: it may ask a question that only a person can answer."),
      french: .init(
        cause: "{to} devait {action} {record} : aucune erreur, mais rien n'a été fait.",
        remedy: """
          Essayez à la main dans {to} : une question s'affiche peut-être, à laquelle seule une personne peut \
          répondre.
          """)),
    FaultText(
      "SOURCE_MISSING", .replay,
      english: .init(
        cause: "{record} is referred to in {from}, but does not exist there any more.",
        remedy: """
          Restore it in {from}. If it is gone for good, enter the waiting order by hand in {to} and dismiss this \
          row and the order's.
          """),
      french: .init(
        cause: "{record} : une autre fiche de {from} y renvoie, mais la fiche n'existe plus.",
        remedy: """
          Restaurez-la dans {from}. Si elle est perdue, saisissez la commande en attente à la main dans {to}, puis \
          écartez cette ligne et celle de la commande.
          """)),
    FaultText(
      "TARGET_SILENT", .replay,
      english: .init(
        cause: "{to} does not tell {field} of {record}, so the amounts cannot be compared.",
        remedy: """
          Check in {to} that the connector's user may read this field (Settings > Users), and that the field \
          exists there.
          """),
      french: .init(
        cause: "{to} ne donne pas {field} pour {record} : les montants ne peuvent pas être comparés.",
        remedy: """
          Vérifiez dans {to} que l'utilisateur du connecteur peut lire ce champ (Paramètres > Utilisateurs) et que \
          le champ y existe.
          """)),
    FaultText(
      "EFFECT_AMBIGUOUS", .replay,
      english: .init(
        cause: """
          The connection broke while {record} was being sent, and several records in {to} may be the result[: \
          {candidates}].
          """,
        remedy: "Open them in {to}, keep one and delete the others."),
      french: .init(
        cause: """
          La connexion a été coupée pendant l'envoi de {record}, et plusieurs fiches dans {to} peuvent en être le \
          résultat[ : {candidates}].
          """,
        remedy: "Ouvrez-les dans {to}, gardez-en une et supprimez les autres.")),
    FaultText(
      "EFFECT_UNSETTLED", .itself,
      english: .init(
        cause: "The connection broke while something was being sent to {to}, which may still be working on it.",
        remedy: "Nothing: the next run asks what became of it before it sends anything again."),
      french: .init(
        cause: "La connexion a été coupée pendant un envoi vers {to}, qui y travaille peut-être encore.",
        remedy: "Rien : le prochain passage demande ce qu'il en est avant de renvoyer quoi que ce soit.")),
    FaultText(
      "RUN_CUT", .itself,
      english: .init(
        cause: "The run was stopped before it had finished.",
        remedy: "Nothing: the next run goes on where this one stopped."),
      french: .init(
        cause: "Le passage a été arrêté avant la fin.",
        remedy: "Rien : le prochain passage reprend où celui-ci s'est arrêté.")),
    FaultText(
      "CANCELLED", .itself,
      english: .init(
        cause: "The run was stopped before it had finished.",
        remedy: "Nothing: the next run goes on where this one stopped."),
      french: .init(
        cause: "Le passage a été arrêté avant la fin.",
        remedy: "Rien : le prochain passage reprend où celui-ci s'est arrêté.")),
    FaultText(
      "SAME_FAULT_REPEATED", .mend,
      english: .init(
        cause: """
          Many records of “{flow}” in a row stopped for the same reason ({code}), so the flow was paused: it is a \
          setting, not the records. The last one said: {last}
          """,
        remedy: """
          Mend the cause (`passerelle quarantine explain {code}`), then send the records on with `passerelle quarantine \
          replay`; the next run takes the flow up again.
          """),
      french: .init(
        cause: """
          De nombreuses fiches du flux « {flow} » se sont arrêtées à la suite pour la même raison ({code}) ; le \
          flux est en pause : c'est un réglage, pas les fiches. Dernier message : {last}
          """,
        remedy: """
          Corrigez la cause (`passerelle quarantine explain {code}`), puis relancez les fiches avec `passerelle \
          quarantine replay` ; le prochain passage reprendra le flux.
          """)),
    FaultText(
      "NO_MATCH", .replay,
      english: .init(
        cause: "Nothing in {to} matches {record}.",
        remedy: "Create it in {to}, or give the existing one there the same reference, bar code or e-mail address."),
      french: .init(
        cause: "Rien dans {to} ne correspond à {record}.",
        remedy: """
          Créez la fiche dans {to}, ou donnez à celle qui existe la même référence, le même code-barres ou la même \
          adresse e-mail.
          """)),
    FaultText(
      "FIGURE_DIFFERS", .replay,
      english: .init(
        cause: """
          {from} says {expected} for {record}, but {to} computes {actual} (difference {difference}). Nothing was \
          confirmed.
          """,
        remedy: "Compare the two documents line by line and mend what differs (taxes, rounding, prices)."),
      french: .init(
        cause: """
          {from} indique {expected} pour {record}, mais {to} calcule {actual} (écart {difference}). Rien n'a été \
          confirmé.
          """,
        remedy: "Comparez les deux documents ligne par ligne et corrigez ce qui diffère (taxes, arrondis, prix).")),
    FaultText(
      "CHANGE_REFUSED", .acknowledge,
      english: .init(
        cause: "{record} was changed in {from}, but its document in {to} has gone too far to follow.",
        remedy: "Settle it by hand in {to}."),
      french: .init(
        cause: "{record} : modification dans {from}, mais le document dans {to} est trop avancé pour suivre.",
        remedy: "Réglez le cas à la main dans {to}.")),
    FaultText(
      "WAITING", .itself,
      english: .init(
        cause: "It waits for {awaited}, which is not linked yet.",
        remedy: "See in `passerelle quarantine list` why that one stopped; this one follows by itself."),
      french: .init(
        cause: "Cette fiche attend {awaited}, qui n'a pas encore de lien.",
        remedy: """
          Voyez dans `passerelle quarantine list` pourquoi celle-là s'est arrêtée ; celle-ci suivra d'elle-même.
          """)),
    FaultText(
      "GONE_DOUBTFUL", .mend,
      english: .init(
        cause:
          "So many records of {flow} seem to have been deleted that this is not believed; none was taken for deleted.",
        remedy: """
          Check that the connection's user may still read them all. If they were really deleted, withdraw them \
          from the shop by hand.
          """),
      french: .init(
        cause: """
          Tant de fiches de {flow} semblent supprimées que ce n'est pas crédible ; aucune n'a été considérée comme telle.
          """,
        remedy: """
          Vérifiez que l'utilisateur de la connexion peut encore toutes les lire. Si elles ont vraiment été supprimées, \
          retirez-les de la boutique à la main.
          """)),
    FaultText(
      "SURPLUS_DOUBTFUL", .replay,
      english: .init(
        cause: """
          Everything or most of what {flow} made for {record} ({to}: {count}) would be deleted, and so much is gone at once that this \
          is not believed. Nothing of it was deleted.
          """,
        remedy: """
          Check that the connection's user may still read what belongs to {record}; if rights were taken away, give them back. \
          If it was really removed (or taken out of a table on purpose), replay the row: that is the consent, and it is deleted then.
          """),
      french: .init(
        cause: """
          Tout ou presque tout ce que {flow} a créé pour {record} ({to} : {count}) serait supprimé, et tant de choses ont disparu à la \
          fois que ce n'est pas crédible. Rien n'en a été supprimé.
          """,
        remedy: """
          Vérifiez que l'utilisateur de la connexion peut encore lire ce qui appartient à {record} ; si des droits ont été retirés, \
          rendez-les. Si cela a vraiment été enlevé (ou retiré d'une table à dessein), rejouez la ligne : c'est l'accord, et la suppression a lieu alors.
          """)),
  ]
}
