extension FaultTexts {
  /// Codes of the shop's road, key and settings: they stop a run, not a record.
  static let shop: [FaultText] = [
    FaultText(
      "SHOP_UNREACHABLE", .itself,
      english: .init(
        cause: "The shop cannot be reached.",
        remedy: """
          Open the shop in a browser. If it works there, check `shop: url:` in the configuration file and the \
          firewall. Nothing is lost: the next run goes on.
          """),
      french: .init(
        cause: "La boutique est injoignable.",
        remedy: """
          Ouvrez la boutique dans un navigateur. Si elle s'affiche, vérifiez `shop: url:` dans le fichier de \
          configuration et le pare-feu. Rien n'est perdu : le prochain passage continue.
          """)),
    FaultText(
      "SHOP_TIMEOUT", .itself,
      english: .init(
        cause: "The shop did not answer in time: it is slow or overloaded.",
        remedy: """
          If it happens often, lower `requests in flight` under `shop:` in the configuration file, and tell the \
          shop's host.
          """),
      french: .init(
        cause: "La boutique n'a pas répondu à temps : elle est lente ou surchargée.",
        remedy: """
          Si cela revient souvent, baissez `requests in flight` sous `shop:` dans le fichier de configuration, et \
          prévenez l'hébergeur.
          """)),
    FaultText(
      "SHOP_TRUNCATED", .itself,
      english: .init(
        cause: "The shop's answer ends in the middle: PHP was stopped on the way.",
        remedy: """
          If it lasts, ask the host for the PHP error log of this minute, and for a higher memory_limit or \
          max_execution_time.
          """),
      french: .init(
        cause: "La réponse de la boutique s'arrête au milieu : PHP a été interrompu.",
        remedy: """
          Si cela dure, demandez à l'hébergeur le journal d'erreurs PHP de cette minute et une memory_limit ou un \
          max_execution_time plus élevés.
          """)),
    FaultText(
      "SHOP_TOO_LARGE", .itself,
      english: .init(
        cause: "The shop's answer is larger than allowed.",
        remedy: """
          Have a look at the largest order or description in the shop; if it is right, tell whoever maintains the \
          connection.
          """),
      french: .init(
        cause: "La réponse de la boutique dépasse la taille permise.",
        remedy: """
          Regardez la plus grande commande ou description de la boutique ; si elle est normale, prévenez la \
          personne qui gère la connexion.
          """)),
    FaultText(
      "SHOP_ERROR", .itself,
      english: .init(
        cause: "The shop answered with an error[ ({status})][: {messages}].",
        remedy: "If it lasts, ask the host for the PHP error log of this minute; a module may be the cause."),
      french: .init(
        cause: "La boutique a répondu par une erreur[ ({status})][ : {messages}].",
        remedy: """
          Si cela dure, demandez à l'hébergeur le journal d'erreurs PHP de cette minute ; un module peut en être \
          la cause.
          """)),
    FaultText(
      "SHOP_EMPTY_ANSWER", .itself,
      english: .init(
        cause: "The shop answered with nothing at all: PHP broke off.",
        remedy: "If it lasts, ask the host for the PHP error log of this minute."),
      french: .init(
        cause: "La boutique a répondu par une page vide : PHP s'est arrêté.",
        remedy: "Si cela dure, demandez à l'hébergeur le journal d'erreurs PHP de cette minute.")),
    FaultText(
      "SHOP_ANSWERED_HTML", .itself,
      english: .init(
        cause: """
          The shop answered with a web page instead of data: a firewall's check, a login or a maintenance page \
          stands before it.
          """,
        remedy: """
          Open the shop's address with /api/ after it in a browser and see what appears; ask the host to let this \
          machine through.
          """),
      french: .init(
        cause: """
          La boutique a répondu par une page web au lieu de données : un contrôle de pare-feu, une connexion ou \
          une page de maintenance est devant.
          """,
        remedy: """
          Ouvrez l'adresse de la boutique suivie de /api/ dans un navigateur et regardez ce qui s'affiche ; \
          demandez à l'hébergeur de laisser passer cette machine.
          """)),
    FaultText(
      "SHOP_CHARSET", .itself,
      english: .init(
        cause: "The shop's answer[ for {resource}] holds text in a wrong character set.",
        remedy: """
          A module or an import stored it: find the record with odd characters in the back office and save it \
          again.
          """),
      french: .init(
        cause: "La réponse de la boutique[ pour {resource}] contient un texte dans un mauvais jeu de caractères.",
        remedy: """
          Un module ou un import l'a enregistré : trouvez dans le back-office la fiche aux caractères bizarres et \
          enregistrez-la de nouveau.
          """)),
    FaultText(
      "SHOP_XML_INVALID", .itself,
      english: .init(
        cause: "The shop's answer[ for {resource}] cannot be read: something else is mixed into it.",
        remedy: """
          In PrestaShop, switch off the debug mode (Advanced Parameters > Performance), then the module that was \
          installed last.
          """),
      french: .init(
        cause: "La réponse de la boutique[ pour {resource}] est illisible : autre chose y est mêlé.",
        remedy: """
          Dans PrestaShop, désactivez le mode debug (Paramètres avancés > Performances), puis le dernier module \
          installé.
          """)),
    FaultText(
      "SHOP_THROTTLES", .itself,
      english: .init(
        cause: "The shop asks for fewer requests.",
        remedy: "Lower `requests per second` under `shop:` in the configuration file."),
      french: .init(
        cause: "La boutique demande moins de requêtes.",
        remedy: "Baissez `requests per second` sous `shop:` dans le fichier de configuration.")),
    FaultText(
      "SHOP_MAINTENANCE", .itself,
      english: .init(
        cause: "The shop is in maintenance or overloaded.",
        remedy: """
          Nothing is lost: the next run goes on. To work during maintenance, add this machine's address in \
          PrestaShop: Shop Parameters > General > Maintenance.
          """),
      french: .init(
        cause: "La boutique est en maintenance ou surchargée.",
        remedy: """
          Rien n'est perdu : le prochain passage continue. Pour travailler pendant la maintenance, ajoutez \
          l'adresse de cette machine dans PrestaShop : Paramètres de la boutique > Paramètres généraux > \
          Maintenance.
          """)),
    FaultText(
      "FILTER_IGNORED", .itself,
      english: .init(
        cause: """
          The shop ignores the filters of its webservice[ for {resource}], so changes cannot be found reliably. \
          Nothing was concluded from it.
          """,
        remedy: """
          A module or an override changes the webservice: switch off, in PrestaShop's Modules, the one that was \
          installed last.
          """),
      french: .init(
        cause: """
          La boutique ignore les filtres de son webservice[ pour {resource}] : les changements ne peuvent pas être \
          trouvés sûrement. Rien n'en a été conclu.
          """,
        remedy: "Un module ou une surcharge modifie le webservice : désactivez, dans Modules, le dernier installé.")),
    FaultText(
      "SHOP_BLOCKED", .mend,
      english: .init(
        cause: "The shop's web server refuses the connector before PrestaShop sees it.",
        remedy: """
          Ask the host to let this machine reach /api through its firewall (mod_security, WAF)[, method {method}].
          """),
      french: .init(
        cause: "Le serveur web de la boutique refuse le connecteur avant même PrestaShop.",
        remedy: """
          Demandez à l'hébergeur de laisser cette machine atteindre /api à travers son pare-feu (mod_security, \
          WAF)[, méthode {method}].
          """)),
    FaultText(
      "SHOP_NO_WEBSERVICE", .mend,
      english: .init(
        cause: "There is no webservice at the shop's address.",
        remedy: """
          In PrestaShop, Advanced Parameters > Webservice: switch it on. Check `shop: url:` in the configuration \
          file, and that friendly URLs are on (Shop Parameters > Traffic & SEO).
          """),
      french: .init(
        cause: "Il n'y a pas de webservice à l'adresse de la boutique.",
        remedy: """
          Dans PrestaShop, Paramètres avancés > Webservice : activez-le. Vérifiez `shop: url:` dans le fichier de \
          configuration et les URL simplifiées (Paramètres de la boutique > Trafic et SEO).
          """)),
    FaultText(
      "SHOP_REDIRECTS", .mend,
      english: .init(
        cause: "The shop sends the connector to another address[: {location}].",
        remedy: """
          Write the shop's exact address (domain, https) as `shop: url:` in the configuration file; PrestaShop \
          shows it under Shop Parameters > Traffic & SEO. Check `shop id` too.
          """),
      french: .init(
        cause: "La boutique renvoie le connecteur vers une autre adresse[ : {location}].",
        remedy: """
          Écrivez l'adresse exacte de la boutique (domaine, https) sous `shop: url:` dans le fichier de \
          configuration ; PrestaShop l'affiche sous Paramètres de la boutique > Trafic et SEO. Vérifiez aussi \
          `shop id`.
          """)),
    FaultText(
      "SHOP_KEY_REFUSED", .mend,
      english: .init(
        cause: "PrestaShop does not accept the webservice key.",
        remedy: """
          In PrestaShop, Advanced Parameters > Webservice: the key must exist, be enabled and be the one in the \
          configuration. If it is, ask the host to pass the Authorization header on to PHP.
          """),
      french: .init(
        cause: "PrestaShop n'accepte pas la clé du webservice.",
        remedy: """
          Dans PrestaShop, Paramètres avancés > Webservice : la clé doit exister, être active et être celle de la \
          configuration. Si c'est le cas, demandez à l'hébergeur de transmettre l'en-tête Authorization à PHP.
          """)),
    FaultText(
      "SHOP_KEY_REFUSED/22", .mend,
      english: .init(
        cause: "PrestaShop's webservice is switched off.",
        remedy: """
          In PrestaShop, Advanced Parameters > Webservice: set “Enable PrestaShop's webservice” to Yes and save.
          """),
      french: .init(
        cause: "Le webservice de PrestaShop est désactivé.",
        remedy: """
          Dans PrestaShop, Paramètres avancés > Webservice : mettez « Activer le webservice de PrestaShop » sur \
          Oui et enregistrez.
          """)),
    FaultText(
      "SHOP_RESOURCE_FORBIDDEN", .mend,
      english: .init(
        cause: "The webservice key may not use[ {resource}][ {resources}][ ({method})].",
        remedy: """
          In PrestaShop, Advanced Parameters > Webservice: open the key, tick[ {method} for][ {resource}][ \
          {resources}] and save.
          """),
      french: .init(
        cause: "La clé du webservice n'a pas le droit d'utiliser[ {resource}][ {resources}][ ({method})].",
        remedy: """
          Dans PrestaShop, Paramètres avancés > Webservice : ouvrez la clé, cochez[ {method} pour][ {resource}][ \
          {resources}] et enregistrez.
          """)),
    FaultText(
      "SHOP_NOT_GRANTED", .mend,
      english: .init(
        cause: "The webservice key is not valid for this shop of the multistore.",
        remedy: """
          In PrestaShop, choose “All shops” at the top, then Advanced Parameters > Webservice: open the key and \
          tick this shop.
          """),
      french: .init(
        cause: "La clé du webservice n'est pas valable pour cette boutique du multiboutique.",
        remedy: """
          Dans PrestaShop, choisissez « Toutes les boutiques » en haut, puis Paramètres avancés > Webservice : \
          ouvrez la clé et cochez cette boutique.
          """)),
    FaultText(
      "SHOP_UNKNOWN_SHOP", .mend,
      english: .init(
        cause: "PrestaShop has no shop of the number given in the configuration.",
        remedy: "Correct `shop id` under `shop:` in the configuration file; without multistore it is 1."),
      french: .init(
        cause: "PrestaShop n'a pas de boutique du numéro indiqué dans la configuration.",
        remedy: "Corrigez `shop id` sous `shop:` dans le fichier de configuration ; sans multiboutique, c'est 1.")),
    FaultText(
      "SHOP_SETTINGS", .mend,
      english: .init(
        cause: "The shop's address, key or number in the configuration file cannot be used[: {url}].",
        remedy: """
          Under `shop:`, write the address as customers see it, starting with https:// and without a key in it, \
          and a key from Advanced Parameters > Webservice.
          """),
      french: .init(
        cause: """
          L'adresse, la clé ou le numéro de la boutique dans le fichier de configuration est inutilisable[ : \
          {url}].
          """,
        remedy: """
          Sous `shop:`, écrivez l'adresse que voient les clients, commençant par https:// et sans clé, et une clé \
          de Paramètres avancés > Webservice.
          """)),
    FaultText(
      "SHOP_NO_TIMEZONE", .mend,
      english: .init(
        cause: "The shop's time zone is not known.",
        remedy: "Set it in PrestaShop: International > Localization > Configuration."),
      french: .init(
        cause: "Le fuseau horaire de la boutique est inconnu.",
        remedy: "Réglez-le dans PrestaShop : International > Localisation > Configuration.")),
    FaultText(
      "SHOP_CERTIFICATE", .mend,
      english: .init(
        cause: "The shop's certificate (https) is not accepted.",
        remedy: """
          Ask the host to renew it; for a private authority, name its file: `certificate authority file:` in the \
          configuration file.
          """),
      french: .init(
        cause: "Le certificat (https) de la boutique n'est pas accepté.",
        remedy: """
          Demandez à l'hébergeur de le renouveler ; pour une autorité privée, indiquez son fichier : `certificate \
          authority file:` dans le fichier de configuration.
          """)),
    FaultText(
      "SHOP_PLAIN_HTTP", .mend,
      english: .init(
        cause: "The shop's address is not https: the key would travel readable.",
        remedy: "Use the https address, or allow this host by name: `plain http hosts:` in the configuration file."),
      french: .init(
        cause: "L'adresse de la boutique n'est pas en https : la clé circulerait en clair.",
        remedy: """
          Utilisez l'adresse https, ou autorisez cet hôte par son nom : `plain http hosts:` dans le fichier de \
          configuration.
          """)),
    FaultText(
      "UNKNOWN_RESOURCE", .mend,
      english: .init(
        cause: "This PrestaShop has no[ “{resource}”] records of the kind that a mapping file asks for.",
        remedy: "Check the name after `prestashop/` in the mapping file; an older PrestaShop may not have it."),
      french: .init(
        cause: """
          Cette PrestaShop n'a pas de fiches[ « {resource} »] du genre demandé par un fichier de correspondance.
          """,
        remedy: """
          Vérifiez le nom après `prestashop/` dans le fichier de correspondance ; une PrestaShop plus ancienne ne \
          l'a peut-être pas.
          """)),
    FaultText(
      "UNKNOWN_FIELD", .mend,
      english: .init(
        cause: "The shop does not know a field that a mapping file uses[: {resource}.{field}][ ({messages})].",
        remedy: "Correct the field's name in the mapping file[: did you mean {near}?]"),
      french: .init(
        cause: """
          La boutique ne connaît pas un champ utilisé par un fichier de correspondance[ : {resource}.{field}][ \
          ({messages})].
          """,
        remedy: "Corrigez le nom du champ dans le fichier[ : peut-être {near} ?]")),
    FaultText(
      "UNKNOWN_ACTION", .mend,
      english: .init(
        cause: "A mapping file asks for the action “{action}”, which the shop does not have for {resource}.",
        remedy: "Correct the mapping file: orders have `add_state`."),
      french: .init(
        cause: """
          Un fichier de correspondance demande l'action « {action} », que la boutique n'a pas pour {resource}.
          """,
        remedy: "Corrigez le fichier : les commandes ont `add_state`.")),
    FaultText(
      "NO_CHANGE_FEED", .mend,
      english: .init(
        cause: "The shop does not tell what has changed in {resource}.",
        remedy: "In the mapping file, write `run: when needed`, or name what touches these records."),
      french: .init(
        cause: "La boutique n'indique pas ce qui a changé dans {resource}.",
        remedy: """
          Dans le fichier de correspondance, écrivez `run: when needed`, ou indiquez ce qui touche ces fiches.
          """)),
    FaultText(
      "SHOP_METHOD_UNKNOWN", .mend,
      english: .init(
        cause: "This PrestaShop does not know a way of writing that newer versions have[ ({method})].",
        remedy: "Tell whoever maintains the connection: the shop may have been moved to an older version."),
      french: .init(
        cause: "Cette PrestaShop ne connaît pas une façon d'écrire propre aux versions récentes[ ({method})].",
        remedy: """
          Prévenez la personne qui gère la connexion : la boutique est peut-être revenue à une version plus \
          ancienne.
          """)),
    FaultText(
      "SHOP_NOT_WRITABLE", .mend,
      english: .init(
        cause: "Records of {resource} cannot be written safely in this shop.",
        remedy: "Remove this flow. Customers can be written from PrestaShop 8 on; orders only change their status."),
      french: .init(
        cause: "Les fiches de {resource} ne peuvent pas être écrites sans risque dans cette boutique.",
        remedy: """
          Retirez ce flux. Les clients peuvent être écrits à partir de PrestaShop 8 ; les commandes ne changent \
          que d'état.
          """)),
  ]
}
