import Testing

@testable import Console

@Suite("What is printed before anything is done")
struct PreviewReportTests {
  private let english = Report(language: .english)
  private let french = Report(language: .french)

  @Test("A plan shows each change field by field")
  func plan() {
    expect(
      english.plan(Samples.changes),
      is: """
        Order 1234: create sale.order (new)
          client_order_ref: XKBKNABJK
          order_line[row-1]: price_unit 59.9; product_uom_qty 1
        Customer 9: change res.partner 31
          name: nothing → Ann Lee
        Order 1240: waits for product 12, combination 3
        Product 12, combination 3: stops in quarantine
          NO_PRODUCT: The shop sells product 12, combination 3, reference MUG-RED, EAN 4006381333931, and no \
        product in Odoo has that reference or EAN.
            → In Odoo, open the product (Inventory > Products), or create it, and give it this Internal Reference \
        or Barcode. The orders that wait for it follow by themselves.
        """)
    expect(
      french.plan(Samples.changes),
      is: """
        Commande 1234 : créer sale.order (nouveau)
          client_order_ref : XKBKNABJK
          order_line[row-1] : price_unit 59,9; product_uom_qty 1
        Client 9 : modifier res.partner 31
          name : rien → Ann Lee
        Commande 1240 : attend le produit 12, déclinaison 3
        Produit 12, déclinaison 3 : s'arrête en quarantaine
          NO_PRODUCT : La boutique vend le produit 12, déclinaison 3, référence MUG-RED, EAN 4006381333931, et \
        aucun article d'Odoo n'a cette référence ni cet EAN.
            → Dans Odoo, ouvrez l'article (Inventaire > Produits), ou créez-le, et donnez-lui cette référence \
        interne ou ce code-barres. Les commandes qui l'attendent suivront d'elles-mêmes.
        """)
  }

  @Test("An examination lists what is right first and what is wrong last, with a sum")
  func findings() {
    expect(
      english.findings(Samples.findings),
      is: """
        ✔ The shop answers and accepts the key.
        ✔ Odoo rounds taxes per line.
        ! SHOP_CLOCK: The shop's clock and this machine's differ by 300 seconds.
          → Have both set by NTP. Nothing is lost meanwhile.
        ✘ SHOP_RESOURCE_FORBIDDEN: The webservice key may not use taxes, states.
          → In PrestaShop, Advanced Parameters > Webservice: open the key, tick taxes, states and save.
        1 error, 1 warning.
        """)
    expect(
      french.findings(Samples.findings),
      is: """
        ✔ La boutique répond et accepte la clé.
        ✔ Odoo arrondit les taxes par ligne.
        ! SHOP_CLOCK : L'horloge de la boutique et celle de cette machine diffèrent de 300 secondes.
          → Faites régler les deux par NTP. Rien n'est perdu entre-temps.
        ✘ SHOP_RESOURCE_FORBIDDEN : La clé du webservice n'a pas le droit d'utiliser taxes, states.
          → Dans PrestaShop, Paramètres avancés > Webservice : ouvrez la clé, cochez taxes, states et enregistrez.
        1 erreur, 1 avertissement.
        """)
  }

  @Test("A matching counts, and lists what needs a person")
  func match() {
    expect(
      english.match(Samples.match),
      is: """
        variants: 40 matched, 1 ambiguous, 1 without a match
          ? Product 5: reference CUP → 11 (default_code: CUP); 12 (default_code: CUP)
          - Product 12, combination 3: reference MUG-RED
        """)
    expect(
      french.match(Samples.match),
      is: """
        variants : 40 appariés, 1 ambigu, 1 sans correspondance
          ? Produit 5 : reference CUP → 11 (default_code: CUP); 12 (default_code: CUP)
          - Produit 12, déclinaison 3 : reference MUG-RED
        """)
  }

  @Test("A link names both records, and says when nothing is written to it yet")
  func link() {
    expect(
      english.link(Samples.link, flow: "orders", key: "1234"),
      is: """
        Order 1234 (prestashop) = 57 (odoo) (found, not yet accepted: nothing is written to it)
        """)
    expect(
      french.link(Samples.link, flow: "orders", key: "1234"),
      is: """
        Commande 1234 (prestashop) = 57 (odoo) (trouvé, pas encore accepté : rien n'y est écrit)
        """)
  }
}
