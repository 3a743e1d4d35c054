extension FaultTexts {
  /// Codes of Odoo's road, key and settings: they stop a run, not a record.
  static let erp: [FaultText] = [
    FaultText(
      "ERP_WAREHOUSE_UNKNOWN", .mend,
      english: .init(
        cause: "Odoo has no warehouse {warehouse}[; it has {known}].",
        remedy: """
          In `settings: web_warehouses:` of the configuration file give the id of the warehouse that serves the shop, or a list of \
          several. No stock was written.
          """),
      french: .init(
        cause: "Odoo n'a pas d'entrepôt {warehouse}[ ; il a {known}].",
        remedy: """
          Dans `settings: web_warehouses:` du fichier de configuration, donnez l'identifiant de l'entrepôt qui sert la boutique, ou une \
          liste de plusieurs. Aucun stock n'a été écrit.
          """)),
    FaultText(
      "ERP_UNREACHABLE", .itself,
      english: .init(
        cause: "Odoo cannot be reached, or does not work at the moment.",
        remedy: """
          Open Odoo in a browser. If it works there, check `erp: url:` in the configuration file and the firewall. \
          Nothing is lost: the next run goes on.
          """),
      french: .init(
        cause: "Odoo est injoignable ou ne fonctionne pas en ce moment.",
        remedy: """
          Ouvrez Odoo dans un navigateur. S'il s'affiche, vérifiez `erp: url:` dans le fichier de configuration et \
          le pare-feu. Rien n'est perdu : le prochain passage continue.
          """)),
    FaultText(
      "ERP_CONNECTION_CLOSED", .itself,
      english: .init(
        cause: "Odoo broke off before it had answered.",
        remedy: """
          If it lasts, ask whoever runs Odoo to raise its limits (limit_time_cpu, limit_time_real, \
          limit_memory_hard).
          """),
      french: .init(
        cause: "Odoo a coupé avant d'avoir répondu.",
        remedy: """
          Si cela dure, demandez à l'administrateur d'Odoo de relever ses limites (limit_time_cpu, \
          limit_time_real, limit_memory_hard).
          """)),
    FaultText(
      "ERP_TIMEOUT", .itself,
      english: .init(
        cause: "Odoo did not answer in time.",
        remedy: "If it happens often, ask whoever runs Odoo about its load at this hour."),
      french: .init(
        cause: "Odoo n'a pas répondu à temps.",
        remedy: "Si cela revient souvent, demandez à l'administrateur d'Odoo quelle est sa charge à cette heure.")),
    FaultText(
      "ERP_ANSWER_TOO_LARGE", .itself,
      english: .init(
        cause: "Odoo's answer is larger than allowed.",
        remedy: "If it lasts, tell whoever maintains the connection."),
      french: .init(
        cause: "La réponse d'Odoo dépasse la taille permise.",
        remedy: "Si cela dure, prévenez la personne qui gère la connexion.")),
    FaultText(
      "ERP_REQUEST_TOO_LARGE", .itself,
      english: .init(
        cause: "The server in front of Odoo refuses so large a request.",
        remedy: "If it lasts, ask whoever runs Odoo to raise client_max_body_size (nginx)."),
      french: .init(
        cause: "Le serveur devant Odoo refuse une requête aussi grande.",
        remedy: "Si cela dure, demandez à l'administrateur d'Odoo de relever client_max_body_size (nginx).")),
    FaultText(
      "ERP_THROTTLED", .itself,
      english: .init(
        cause: "The server in front of Odoo asks for fewer requests.",
        remedy: "Set `requests per second` under `erp:` in the configuration file, for example 5."),
      french: .init(
        cause: "Le serveur devant Odoo demande moins de requêtes.",
        remedy: "Mettez `requests per second` sous `erp:` dans le fichier de configuration, par exemple 5.")),
    FaultText(
      "ERP_BUSY", .itself,
      english: .init(
        cause: "Odoo was busy with the same records, or at its limits.",
        remedy: "Nothing: it is tried again."),
      french: .init(
        cause: "Odoo était occupé par les mêmes fiches, ou à ses limites.",
        remedy: "Rien : un nouvel essai a lieu tout seul.")),
    FaultText(
      "ERP_DATABASE_DOWN", .itself,
      english: .init(
        cause: "Odoo cannot reach its database.",
        remedy: "Tell whoever runs Odoo to look at PostgreSQL; nothing is lost."),
      french: .init(
        cause: "Odoo n'atteint pas sa base de données.",
        remedy: "Prévenez l'administrateur d'Odoo (PostgreSQL) ; rien n'est perdu.")),
    FaultText(
      "ERP_KEY_REFUSED", .mend,
      english: .init(
        cause: "Odoo does not accept the login and the API key.",
        remedy: """
          In Odoo, log in as the technical user, Preferences > Account Security > New API Key (keys expire), and \
          put the new key where the configuration file says. Check `erp: login:` too.
          """),
      french: .init(
        cause: "Odoo n'accepte pas l'identifiant et la clé API.",
        remedy: """
          Dans Odoo, connectez-vous en utilisateur technique, Préférences > Sécurité du compte > Nouvelle clé API \
          (les clés expirent), et mettez la nouvelle clé là où l'indique le fichier de configuration. Vérifiez \
          aussi `erp: login:`.
          """)),
    FaultText(
      "ERP_DATABASE_UNKNOWN", .mend,
      english: .init(
        cause: "Odoo has no database of the name given in the configuration.",
        remedy: "Correct `erp: database:` in the configuration file; whoever runs Odoo knows the name."),
      french: .init(
        cause: "Odoo n'a pas de base de données du nom indiqué dans la configuration.",
        remedy: """
          Corrigez `erp: database:` dans le fichier de configuration ; l'administrateur d'Odoo connaît le nom.
          """)),
    FaultText(
      "ERP_RIGHT_MISSING", .mend,
      english: .init(
        cause: "The technical user lacks a right in Odoo[: {model}][: {rights}].",
        remedy: """
          In Odoo, Settings > Users, open the technical user:[ give it one of these rights: {groups}. It needs] \
          Sales / Administrator, Inventory / User, Invoicing / Billing, and contact creation.
          """),
      french: .init(
        cause: "Il manque un droit à l'utilisateur technique dans Odoo[ : {model}][ : {rights}].",
        remedy: """
          Dans Odoo, Paramètres > Utilisateurs, ouvrez l'utilisateur technique :[ donnez-lui un de ces droits : \
          {groups}. Il lui faut] Ventes / Administrateur, Inventaire / Utilisateur, Facturation / Facturation, et \
          la création de contacts.
          """)),
    FaultText(
      "ERP_MODULE_MISSING", .mend,
      english: .init(
        cause: "Odoo has no {model}: an application is not installed.",
        remedy: "In Odoo's Apps, install[ “{module}”,] the application that brings it."),
      french: .init(
        cause: "Odoo n'a pas {model} : une application n'est pas installée.",
        remedy: "Dans Applications d'Odoo, installez[ « {module} »,] l'application qui l'apporte.")),
    FaultText(
      "ERP_METHOD_MISSING", .mend,
      english: .init(
        cause: "This Odoo does not offer something that the connector needs[ ({model}.{method})].",
        remedy: "Check Odoo's version: 16 to 19 are supported."),
      french: .init(
        cause: "Cet Odoo n'offre pas une fonction nécessaire au connecteur[ ({model}.{method})].",
        remedy: "Vérifiez la version d'Odoo : 16 à 19 sont pris en charge.")),
    FaultText(
      "ERP_FIELD_UNKNOWN", .mend,
      english: .init(
        cause: "Odoo does not have a field that a mapping file uses: {model}.{field}.",
        remedy: """
          Correct the field's name in the mapping file, install the Odoo application that brings it, or let the \
          technical user read it.
          """),
      french: .init(
        cause: "Odoo n'a pas un champ utilisé par un fichier de correspondance : {model}.{field}.",
        remedy: """
          Corrigez le nom du champ dans le fichier, installez l'application d'Odoo qui l'apporte, ou laissez \
          l'utilisateur technique le lire.
          """)),
    FaultText(
      "ERP_ACTION_UNKNOWN", .mend,
      english: .init(
        cause: "A mapping file asks for the action “{action}”, which is not known for {model} in Odoo.",
        remedy: "Correct the mapping file: sales orders have confirm, invoice and cancel."),
      french: .init(
        cause: "Un fichier de correspondance demande l'action « {action} », inconnue pour {model} dans Odoo.",
        remedy: "Corrigez le fichier : les commandes ont confirm, invoice et cancel.")),
    FaultText(
      "ERP_PROTOCOL", .mend,
      english: .init(
        cause: "Odoo did not understand a request.",
        remedy: """
          Check that no proxy between this machine and Odoo rewrites requests; try `protocol: json-rpc` under \
          `erp:`.
          """),
      french: .init(
        cause: "Odoo n'a pas compris une requête.",
        remedy: """
          Vérifiez qu'aucun proxy entre cette machine et Odoo ne modifie les requêtes ; essayez un autre \
          `protocol:` sous `erp:`.
          """)),
    FaultText(
      "ERP_SETTINGS", .mend,
      english: .init(
        cause: "Odoo's address, database, login or key in the configuration file cannot be used[: {url}].",
        remedy: "Under `erp:`, write the address as https://host, the database, the login and where the key is."),
      french: .init(
        cause: """
          L'adresse, la base, l'identifiant ou la clé d'Odoo dans le fichier de configuration est inutilisable[ : \
          {url}].
          """,
        remedy: """
          Sous `erp:`, écrivez l'adresse sous la forme https://hôte, la base, l'identifiant et l'endroit où se \
          trouve la clé.
          """)),
    FaultText(
      "ERP_REDIRECTS", .mend,
      english: .init(
        cause: "Odoo's address leads elsewhere[: {location}].",
        remedy: "Write the address that it leads to as `erp: url:` in the configuration file."),
      french: .init(
        cause: "L'adresse d'Odoo mène ailleurs[ : {location}].",
        remedy: "Écrivez l'adresse d'arrivée sous `erp: url:` dans le fichier de configuration.")),
    FaultText(
      "ERP_NOT_ODOO", .mend,
      english: .init(
        cause: "What answers at Odoo's address is not Odoo[ (status {status})].",
        remedy: "Check `erp: url:` in the configuration file; no page or password may stand in front of Odoo."),
      french: .init(
        cause: "Ce qui répond à l'adresse d'Odoo n'est pas Odoo[ (statut {status})].",
        remedy: """
          Vérifiez `erp: url:` dans le fichier de configuration ; aucune page ni mot de passe ne doit se trouver \
          devant Odoo.
          """)),
    FaultText(
      "ERP_TLS", .mend,
      english: .init(
        cause: "Odoo's certificate (https) is not accepted.",
        remedy: """
          Have it renewed; for a private authority, name its file: `certificate authority file:` in the \
          configuration file.
          """),
      french: .init(
        cause: "Le certificat (https) d'Odoo n'est pas accepté.",
        remedy: """
          Faites-le renouveler ; pour une autorité privée, indiquez son fichier : `certificate authority file:` \
          dans le fichier de configuration.
          """)),
    FaultText(
      "ERP_PLAIN_HTTP", .mend,
      english: .init(
        cause: "Odoo's address is not https: the key would travel readable.",
        remedy: "Use the https address, or allow this host by name: `plain http hosts:` in the configuration file."),
      french: .init(
        cause: "L'adresse d'Odoo n'est pas en https : la clé circulerait en clair.",
        remedy: """
          Utilisez l'adresse https, ou autorisez cet hôte par son nom : `plain http hosts:` dans le fichier de \
          configuration.
          """)),
  ]
}
