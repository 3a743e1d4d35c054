/// What the demo says between its passes.
public struct DemoPhrases: Sendable {
  private let language: Language

  public init(language: Language) { self.language = language }

  private func choose(_ english: String, _ french: String) -> String { language == .french ? french : english }

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
        passerelle plan --config \(configuration)
      Ctrl-C ends them.
      """,
      """
      Les deux serveurs restent en marche. Dans un autre terminal :
        passerelle status --config \(configuration)
        passerelle plan --config \(configuration)
      Ctrl-C les arrête.
      """)
  }
}
