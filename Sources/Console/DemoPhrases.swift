/// What the demo says between its passes.
public struct DemoPhrases: Sendable {
  private let language: Language

  public init(language: Language) { self.language = language }

  private func choose<Wording>(_ english: Wording, _ french: Wording) -> Wording {
    language == .french ? french : english
  }

  public var first: String {
    choose("1. Everything that was paid goes to the ERP", "1. Tout ce qui est payé part dans l'ERP")
  }
  public var stopped: String {
    choose("2. One order stopped, and says why", "2. Une commande s'est arrêtée, et dit pourquoi")
  }
  public var mended: String {
    choose(
      "3. Somebody adds the missing product to the ERP, and the row is replayed",
      "3. Quelqu'un ajoute l'article manquant dans l'ERP, et la ligne est rejouée")
  }
  public var again: String {
    choose("4. Once more: there is nothing left to do", "4. Encore une fois : il ne reste rien à faire")
  }

  public var shipped: String {
    choose(
      "5. The warehouse ships, a counter sells, goods come in, a shelf is counted: the shop is told",
      "5. L'entrepôt expédie, un comptoir vend, un arrivage, un inventaire : la boutique l'apprend")
  }
  public var nothing: String {
    choose(
      "6. And again: nothing is written, nobody gets a mail", "6. Et encore : rien n'est écrit, aucun mail ne part")
  }
  public var compared: String {
    choose(
      "7. `passerelle verify`: everything is compared, record by record",
      "7. `passerelle verify` : tout est comparé, fiche par fiche")
  }

  /// What is for sale, by article.
  public func shelves(_ rows: [(reference: String, free: String, held: String, inShop: String)]) -> String {
    var table = TextTable(
      header: choose(
        ["article", "free in Odoo", "held for open orders", "for sale in the shop"],
        ["article", "libre dans Odoo", "retenu pour commandes ouvertes", "en vente dans la boutique"]))
    table.rows = rows.map { [$0.reference, $0.free, $0.held, $0.inShop] }
    return table.text
  }

  /// What became of orders in the shop.
  public func deliveries(_ rows: [(order: Int, numbers: String, state: String, mails: Int)]) -> String {
    var table = TextTable(
      header: choose(
        ["order", "state in the shop", "parcels", "mails"], ["commande", "état en boutique", "colis", "mails"]))
    table.rows = rows.map { [String($0.order), $0.state, $0.numbers.isEmpty ? "–" : $0.numbers, String($0.mails)] }
    return table.text
  }

  public func proof(shelves: (right: Int, of: Int), deliveries: (right: Int, of: Int), doubled: Int, missing: Int)
    -> String
  {
    choose(
      "\(shelves.right) of \(shelves.of) articles are for sale in the right number; \(deliveries.right) of \(deliveries.of) orders "
        + "that were shipped or cancelled show it, \(doubled) mails went out twice, \(missing) are missing.",
      "\(shelves.right) articles sur \(shelves.of) sont en vente au bon nombre ; \(deliveries.right) commandes expédiées ou "
        + "annulées sur \(deliveries.of) le montrent ; mails partis deux fois : \(doubled), mails manquants : \(missing)."
    )
  }

  public func requests(shop: Int, erp: Int) -> String {
    choose("(\(shop) requests to the shop, \(erp) to the ERP)", "(\(shop) requêtes à la boutique, \(erp) à l'ERP)")
  }

  public func proof(present: Int, expected: Int, duplicates: Int, missing: Int, differing: Int) -> String {
    choose(
      "Counted in the servers' own tables: \(present) of \(expected) orders are in the ERP, \(duplicates) twice, \(missing) missing, "
        + "\(differing) with another total.",
      "Compté dans les tables des serveurs : \(present) commandes sur \(expected) sont dans l'ERP, \(duplicates) en double, "
        + "\(missing) manquantes, \(differing) avec un autre total.")
  }

  public func stay(configuration: String) -> String {
    choose(
      """
      Both servers go on running. In another terminal:
        passerelle status --config \(configuration)
        passerelle verify stock --config \(configuration)
        passerelle plan --config \(configuration)
      Ctrl-C ends them.
      """,
      """
      Les deux serveurs restent en marche. Dans un autre terminal :
        passerelle status --config \(configuration)
        passerelle verify stock --config \(configuration)
        passerelle plan --config \(configuration)
      Ctrl-C les arrête.
      """)
  }
}
