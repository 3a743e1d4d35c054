/// What the demo says between its passes.
public struct DemoPhrases: Sendable {
  private let language: Language

  public init(language: Language) { self.language = language }

  func choose<Wording>(_ english: Wording, _ french: Wording) -> Wording {
    language == .french ? french : english
  }

  public var matching: String {
    choose(
      "1. `passerelle match FLOW --accept`: what the shop had before is found in the ERP, and may be written from now on",
      "1. `passerelle match FLUX --accept` : ce que la boutique avait déjà est retrouvé dans l'ERP, et peut être écrit désormais"
    )
  }
  public var catalogue: String {
    choose(
      "2. The ERP's catalogue goes into the shop: categories, products, variants, pictures, in three languages",
      "2. Le catalogue de l'ERP entre dans la boutique : catégories, produits, déclinaisons, images, en trois langues")
  }
  public func orders(_ count: Int, customers: Int) -> String {
    choose(
      "3. \(count) orders of \(customers) accounts: everything that was paid goes to the ERP",
      "3. \(count) commandes de \(customers) comptes : tout ce qui est payé part dans l'ERP")
  }
  public var stopped: String {
    choose("4. One order stopped, and says why", "4. Une commande s'est arrêtée, et dit pourquoi")
  }
  public var mended: String {
    choose(
      "5. Somebody adds the missing product to the ERP, and the row is replayed",
      "5. Quelqu'un ajoute l'article manquant dans l'ERP, et la ligne est rejouée")
  }
  public var changed: String {
    choose(
      "6. The warehouse ships, a counter sells, goods come in; prices, texts, pictures and variants change: the shop is told",
      "6. L'entrepôt expédie, un comptoir vend, un arrivage ; prix, textes, images et déclinaisons changent : la boutique l'apprend"
    )
  }
  public var nothing: String {
    choose(
      "7. And again: nothing is written, nobody gets a mail", "7. Et encore : rien n'est écrit, aucun mail ne part")
  }
  public var compared: String {
    choose(
      "8. `passerelle verify`: everything is compared, record by record",
      "8. `passerelle verify` : tout est comparé, fiche par fiche")
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
  public func deliveries(
    _ rows: [(order: Int, numbers: String, state: String, mails: Int)], further: Int
  ) -> String {
    var table = TextTable(
      header: choose(
        ["order", "state in the shop", "parcels", "mails"], ["commande", "état en boutique", "colis", "mails"]))
    table.rows = rows.map { [String($0.order), $0.state, $0.numbers.isEmpty ? "–" : $0.numbers, String($0.mails)] }
    return table.text + (further > 0 ? "\n" + choose("… and \(further) more", "… et \(further) de plus") : "")
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

  public func proof(pages: Int, of all: Int) -> String {
    choose(
      "\(pages) of \(all) products of the ERP have their page in the shop, with the right texts, prices, variants and pictures.",
      "\(pages) produits de l'ERP sur \(all) ont leur page en boutique, avec les bons textes, prix, déclinaisons et images."
    )
  }

  public func requests(shop: Int, erp: Int, writing: Int) -> String {
    choose(
      "(\(shop) requests to the shop, \(erp) to the ERP; \(writing) of them write)",
      "(\(shop) requêtes à la boutique, \(erp) à l'ERP ; \(writing) d'entre elles écrivent)")
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
