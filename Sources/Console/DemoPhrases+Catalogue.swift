/// What the demo says of the catalogue.
extension DemoPhrases {
  public func matched(_ rows: [(flow: String, matched: Int, accepted: Int)]) -> String {
    var table = TextTable(header: choose(["flow", "matched", "accepted"], ["flux", "retrouvés", "acceptés"]))
    table.rows = rows.map { [$0.flow, String($0.matched), String($0.accepted)] }
    return table.text
  }

  /// What the shop holds now.
  public func inShop(_ rows: [(name: String, count: Int)]) -> String {
    choose("In the shop now: ", "Dans la boutique à présent : ")
      + rows.map { "\($0.count) \(noun($0.name))" }.joined(separator: ", ") + "."
  }

  private func noun(_ flow: String) -> String {
    let nouns: [String: (String, String)] = [
      "categories": ("categories", "catégories"), "products": ("products", "produits"),
      "combinations": ("variants", "déclinaisons"), "images": ("pictures", "images"),
      "features": ("features", "caractéristiques"), "tags": ("tags", "mots-clés"),
      "suppliers": ("suppliers", "fournisseurs"), "prices": ("special prices", "prix spécifiques"),
    ]
    return nouns[flow].map { choose($0.0, $0.1) } ?? flow
  }

  /// What followed a change in the ERP: its topic, what the shop showed, what it shows.
  public func changes(_ rows: [(topic: String, before: String, after: String)]) -> String {
    var table = TextTable(
      header: choose(
        ["changed in Odoo", "the shop before", "the shop now"],
        ["changé dans Odoo", "la boutique avant", "la boutique à présent"]))
    table.rows = rows.map { [topic($0.topic), value($0.topic, $0.before), value($0.topic, $0.after)] }
    return table.text
  }

  private func value(_ topic: String, _ value: String) -> String {
    guard topic == "archived" else { return value.isEmpty ? "–" : value }
    return value == "1" ? choose("on sale", "en vente") : choose("switched off", "désactivé")
  }

  private func topic(_ name: String) -> String {
    let topics: [String: (String, String)] = [
      "price": ("price of a tea (without tax)", "prix d'un thé (hors taxe)"),
      "surcharge": ("what the large vase costs more (without tax)", "supplément du grand vase (hors taxe)"),
      "picture": ("picture of a teapot (its digest)", "image d'une théière (son empreinte)"),
      "value": ("name of a glaze", "nom d'un émail"), "category": ("name of a category", "nom d'une catégorie"),
      "translation": ("a German name", "un nom allemand"), "archived": ("a product archived", "un produit archivé"),
      "variantAdded": ("a variant added", "une déclinaison ajoutée"),
      "variantRemoved": ("a variant removed", "une déclinaison retirée"),
    ]
    return topics[name].map { choose($0.0, $0.1) } ?? name
  }
}
