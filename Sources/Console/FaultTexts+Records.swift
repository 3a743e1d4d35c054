extension FaultTexts {
  /// Codes that stop one record.
  static let records: [String: FaultText] = [
    "NO_PRODUCT": FaultText(
      en: (
        "The shop sells {record} (reference {reference}), and the ERP has no product of that reference or EAN.",
        "Create the product in the ERP, or give it this reference there; then replay this row: the orders that wait for it follow."
      ),
      fr: (
        "La boutique vend {record} (référence {reference}) et l'ERP n'a aucun article de cette référence ni de cet EAN.",
        "Créez l'article dans l'ERP, ou donnez-lui cette référence, puis rejouez cette ligne : les commandes qui l'attendent suivront."
      )),
    "TOTAL_DIFFERS": FaultText(
      en: (
        "The customer paid {expected}; the ERP computes {actual} (difference {difference}).",
        "Check the taxes of the order's products and the ERP's rounding settings (`passerelle doctor` looks at both), then replay."
      ),
      fr: (
        "Le client a payé {expected} ; l'ERP calcule {actual} (écart {difference}).",
        "Vérifiez les taxes des articles de la commande et les arrondis de l'ERP (`passerelle doctor` contrôle les deux), puis rejouez."
      )),
    "TABLE_GAP": FaultText(
      en: (
        "The table {table} does not say what {key} is in the ERP.",
        "Add it to the ERP or write a row for it in the table's file, then replay."
      ),
      fr: (
        "La table {table} ne dit pas à quoi correspond {key} dans l'ERP.",
        "Ajoutez-le dans l'ERP ou écrivez une ligne dans le fichier de la table, puis rejouez."
      )),
    "AMBIGUOUS": FaultText(
      en: (
        "Several records of the ERP match {record}: {candidates}.", "Let only one of them have this key, then replay."
      ),
      fr: (
        "Plusieurs fiches de l'ERP correspondent à {record} : {candidates}.",
        "N'en laissez qu'une avec cette clé, puis rejouez."
      )),
    "KEY_TAKEN": FaultText(
      en: (
        "The ERP has another record under the key of {record}: {field} is {current}, not {wanted}.",
        "Two connections may use one instance name; look at the record in the ERP, mend it, then replay."
      ),
      fr: (
        "L'ERP a une autre fiche sous la clé de {record} : {field} vaut {current} au lieu de {wanted}.",
        "Deux connexions portent peut-être le même nom ; regardez la fiche dans l'ERP, corrigez-la, puis rejouez."
      )),
    "TARGET_DELETED": FaultText(
      en: (
        "What was made for {record} was deleted in the ERP.",
        "If that was meant, dismiss this row; else make it again: `passerelle quarantine replay ID --recreate`."
      ),
      fr: (
        "Ce qui avait été créé pour {record} a été supprimé dans l'ERP.",
        "Si c'est voulu, écartez cette ligne ; sinon recréez : `passerelle quarantine replay ID --recreate`."
      )),
    "EDITED_AFTER_IMPORT": FaultText(
      en: (
        "{record} was edited in the shop after it was confirmed in the ERP.",
        "Carry the edit over by hand, then acknowledge this row."
      ),
      fr: (
        "{record} a été modifié dans la boutique après sa confirmation dans l'ERP.",
        "Reportez la modification à la main, puis marquez cette ligne comme vue."
      )),
    "CANCELLED_AFTER_SHIPPING": FaultText(
      en: (
        "{record} was cancelled in the shop, and goods have left already.",
        "Settle the return with the customer, then acknowledge this row."
      ),
      fr: (
        "{record} a été annulé dans la boutique alors que la marchandise est partie.",
        "Réglez le retour avec le client, puis marquez cette ligne comme vue."
      )),
    "READ_BACK_DIFFERS": FaultText(
      en: (
        "The ERP holds something else than what was written for {record}: {fields}.",
        "Look for an automation that changes it there, then replay."
      ),
      fr: (
        "L'ERP contient autre chose que ce qui a été écrit pour {record} : {fields}.",
        "Cherchez une automatisation qui le modifie, puis rejouez."
      )),
    "READ_BACK_MISSING": FaultText(
      en: (
        "What was written for {record} cannot be read back.",
        "Check in the ERP whether it was deleted or is hidden from the connector's user, then replay."
      ),
      fr: (
        "Ce qui a été écrit pour {record} ne peut pas être relu.",
        "Vérifiez dans l'ERP s'il a été supprimé ou caché à l'utilisateur du connecteur, puis rejouez."
      )),
    "STEP_NOT_DONE": FaultText(
      en: (
        "The ERP was asked to {action} {record} and did not.",
        "Try it by hand in the ERP: it may ask a question there; then replay."
      ),
      fr: (
        "L'ERP devait exécuter « {action} » pour {record} et ne l'a pas fait.",
        "Essayez à la main dans l'ERP : il pose peut-être une question ; puis rejouez."
      )),
    "SOURCE_MISSING": FaultText(
      en: (
        "{resource} {key} is referred to in the shop but does not exist there any more.",
        "Restore it in the shop, or dismiss what refers to it."
      ),
      fr: (
        "{resource} {key} est cité dans la boutique mais n'y existe plus.",
        "Restaurez-le dans la boutique, ou écartez ce qui le cite."
      )),
    "CONFLICT": FaultText(
      en: (
        "{field} of {record} was changed on both sides: {current} in the ERP, {wanted} in the shop.",
        "Make both say the same, then replay."
      ),
      fr: (
        "{field} de {record} a été modifié des deux côtés : {current} dans l'ERP, {wanted} dans la boutique.",
        "Mettez-les d'accord, puis rejouez."
      )),
  ]
}
