extension FaultTexts {
  /// What `doctor` reports beyond the faults: what is right, and what deserves a look.
  static let findings: [FaultText] = [
    FaultText(
      "SHOP_REACHED", .none,
      english: .init(
        cause: "The shop answers and accepts the key.",
        remedy: ""),
      french: .init(
        cause: "La boutique répond et accepte la clé.",
        remedy: "")),
    FaultText(
      "SHOP_HTTPS", .none,
      english: .init(
        cause: "The connection with the shop is encrypted.",
        remedy: ""),
      french: .init(
        cause: "La connexion avec la boutique est chiffrée.",
        remedy: "")),
    FaultText(
      "SHOP_PLAIN_HTTP/warning", .mend,
      english: .init(
        cause: "The connection with the shop is not encrypted: the key travels readable.",
        remedy: "Use the shop's https address: `shop: url:` in the configuration file."),
      french: .init(
        cause: "La connexion avec la boutique n'est pas chiffrée : la clé circule en clair.",
        remedy: "Utilisez l'adresse https de la boutique : `shop: url:` dans le fichier de configuration.")),
    FaultText(
      "SHOP_NO_VERSION", .mend,
      english: .init(
        cause: "The shop does not tell its version.",
        remedy: "Ask the host to let the header PSWS-Version through the proxy."),
      french: .init(
        cause: "La boutique n'indique pas sa version.",
        remedy: "Demandez à l'hébergeur de laisser passer l'en-tête PSWS-Version à travers le proxy.")),
    FaultText(
      "SHOP_VERSION", .none,
      english: .init(
        cause: "PrestaShop {version}.",
        remedy: ""),
      french: .init(
        cause: "PrestaShop {version}.",
        remedy: "")),
    FaultText(
      "SHOP_VERSION_UNKNOWN", .mend,
      english: .init(
        cause: "PrestaShop {version} has not been tried with this program (1.6.1, 1.7, 8 and 9 have).",
        remedy: "Read `passerelle plan` closely before the first sync."),
      french: .init(
        cause: "PrestaShop {version} n'a pas été essayé avec ce programme (1.6.1, 1.7, 8 et 9 l'ont été).",
        remedy: "Lisez attentivement `passerelle plan` avant la première synchronisation.")),
    FaultText(
      "SHOP_KEY_READS", .none,
      english: .init(
        cause: "The shop's key may read all that is needed.",
        remedy: ""),
      french: .init(
        cause: "La clé de la boutique peut lire tout ce qu'il faut.",
        remedy: "")),
    FaultText(
      "SHOP_KEY_WRITES", .none,
      english: .init(
        cause: "The shop's key may write stock, products, order statuses and tracking numbers.",
        remedy: ""),
      french: .init(
        cause: "La clé de la boutique peut écrire stocks, produits, états de commande et numéros de suivi.",
        remedy: "")),
    FaultText(
      "SHOP_WRITE_FORBIDDEN", .mend,
      english: .init(
        cause: "The shop's key may not write: {missing}.",
        remedy: "Only if these flows are used: tick them in PrestaShop, Advanced Parameters > Webservice."),
      french: .init(
        cause: "La clé de la boutique ne peut pas écrire : {missing}.",
        remedy: "Seulement si ces flux sont utilisés : cochez-les dans PrestaShop, Paramètres avancés > Webservice.")),
    FaultText(
      "SHOP_CLOCK", .mend,
      english: .init(
        cause: "The shop's clock and this machine's differ by {seconds} seconds.",
        remedy: "Have both set by NTP. Nothing is lost meanwhile."),
      french: .init(
        cause: "L'horloge de la boutique et celle de cette machine diffèrent de {seconds} secondes.",
        remedy: "Faites régler les deux par NTP. Rien n'est perdu entre-temps.")),
    FaultText(
      "SHOP_CLOCK/ok", .none,
      english: .init(
        cause: "The shop's clock agrees with this machine's.",
        remedy: ""),
      french: .init(
        cause: "L'horloge de la boutique est à l'heure de cette machine.",
        remedy: "")),
    FaultText(
      "SHOP_FOUND", .none,
      english: .init(
        cause: "Shop {shop} exists.",
        remedy: ""),
      french: .init(
        cause: "La boutique {shop} existe.",
        remedy: "")),
    FaultText(
      "SHOP_TIMEZONE", .none,
      english: .init(
        cause: "The shop's time zone is {timezone}.",
        remedy: ""),
      french: .init(
        cause: "Le fuseau horaire de la boutique est {timezone}.",
        remedy: "")),
    FaultText(
      "SHOP_MAINTENANCE/warning", .mend,
      english: .init(
        cause: "The shop is in maintenance: customers cannot order.",
        remedy: "To open it: PrestaShop, Shop Parameters > General > Maintenance."),
      french: .init(
        cause: "La boutique est en maintenance : les clients ne peuvent pas commander.",
        remedy: "Pour l'ouvrir : PrestaShop, Paramètres de la boutique > Paramètres généraux > Maintenance.")),
    FaultText(
      "SHOP_XML_CLEAN", .none,
      english: .init(
        cause: "The shop's answers are clean.",
        remedy: ""),
      french: .init(
        cause: "Les réponses de la boutique sont propres.",
        remedy: "")),
    FaultText(
      "SHOP_XML_SURROUNDED", .mend,
      english: .init(
        cause: "Something is printed around the shop's answers; they are read all the same: {text}",
        remedy: """
          In PrestaShop, switch off the debug mode (Advanced Parameters > Performance), or the module that the \
          text names.
          """),
      french: .init(
        cause: "Quelque chose s'affiche autour des réponses de la boutique ; elles sont lues quand même : {text}",
        remedy: """
          Dans PrestaShop, désactivez le mode debug (Paramètres avancés > Performances), ou le module que nomme le \
          texte.
          """)),
  ]
}
