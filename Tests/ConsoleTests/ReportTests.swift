import Testing

@testable import Console

@Suite("What the command line prints")
struct ReportTests {
  private let english = Report(language: .english)
  private let french = Report(language: .french)

  @Test("A run that did everything says so below its counts")
  func run() {
    expect(
      english.run(Samples.done, order: ["orders", "variants"], openRows: 0),
      is: """
        flow      read  created  changed  unchanged  not yet  waiting  in quarantine
        orders     120       97        2         10        8        2              1
        variants     5        0        0          4        0        0              1
        All done.
        """)
    expect(
      french.run(Samples.done, order: ["orders", "variants"], openRows: 0),
      is: """
        flux      lus  créés  modifiés  inchangés  pas encore  en attente  en quarantaine
        orders    120     97         2         10           8           2               1
        variants    5      0         0          4           0           0               1
        Tout est fait.
        """)
  }

  @Test("One row in quarantine is one row")
  func runOne() {
    expect(
      english.run(Samples.done, order: ["orders"], openRows: 1),
      is: """
        flow    read  created  changed  unchanged  not yet  waiting  in quarantine
        orders   120       97        2         10        8        2              1
        1 row in quarantine is not yet acknowledged: `passerelle quarantine list`.
        """)
    expect(
      french.run(Samples.done, order: ["orders"], openRows: 1),
      is: """
        flux    lus  créés  modifiés  inchangés  pas encore  en attente  en quarantaine
        orders  120     97         2         10           8           2               1
        1 ligne en quarantaine n'a pas encore été vue : `passerelle quarantine list`.
        """)
  }

  @Test("A run that was cut says why, what to do, and that the next one goes on")
  func runCut() {
    expect(
      english.run(Samples.cut, order: ["orders", "variants"], openRows: 2),
      is: """
        flow      read  created  changed  unchanged  not yet  waiting  in quarantine
        orders     120       97        2         10        8        2              1
        variants     5        0        0          4        0        0              1
        Incomplete; the next run goes on.
        SHOP_UNREACHABLE: The shop cannot be reached.
          → Open the shop in a browser. If it works there, check `shop: url:` in the configuration file and the \
        firewall. Nothing is lost: the next run goes on.
        2 rows in quarantine are not yet acknowledged: `passerelle quarantine list`.
        """)
    expect(
      french.run(Samples.cut, order: ["orders", "variants"], openRows: 2),
      is: """
        flux      lus  créés  modifiés  inchangés  pas encore  en attente  en quarantaine
        orders    120     97         2         10           8           2               1
        variants    5      0         0          4           0           0               1
        Incomplet ; le prochain passage continue.
        SHOP_UNREACHABLE : La boutique est injoignable.
          → Ouvrez la boutique dans un navigateur. Si elle s'affiche, vérifiez `shop: url:` dans le fichier de \
        configuration et le pare-feu. Rien n'est perdu : le prochain passage continue.
        2 lignes en quarantaine n'ont pas encore été vues : `passerelle quarantine list`.
        """)
  }

  @Test("The quarantine gives each row its reason, its remedy, its command and what waits for it")
  func list() {
    expect(
      english.quarantine([Samples.product, Samples.order], waiting: Samples.waiting),
      is: """
        #7  Product 12, combination 3 (MUG-RED)  NO_PRODUCT
            The shop sells product 12, combination 3, reference MUG-RED, EAN 4006381333931, and no product in Odoo \
        has that reference or EAN.
            → In Odoo, open the product (Inventory > Products), or create it, and give it this Internal Reference \
        or Barcode. The orders that wait for it follow by themselves.
            → Then: passerelle quarantine replay 7
            Waiting for this: order 1240, order 1241

        #8  Order 1234 (XKBKNABJK)  TOTAL_DIFFERS
            The customer paid 59.90, but Odoo computes 59.80 (difference 0.10, at most 0.05 may be rounded away). \
        Nothing was confirmed.
            → Compare the order's VAT rates with the sale taxes in Odoo (Invoicing > Configuration > Taxes: price \
        included, same rate) and look at the rounding settings: `passerelle doctor` checks both.
            → Then: passerelle quarantine replay 8
            Acknowledged: asked the accountant

        2 rows in quarantine, 1 acknowledged.
        """)
    expect(
      french.quarantine([Samples.product, Samples.order], waiting: Samples.waiting),
      is: """
        #7  Produit 12, déclinaison 3 (MUG-RED)  NO_PRODUCT
            La boutique vend le produit 12, déclinaison 3, référence MUG-RED, EAN 4006381333931, et aucun article \
        d'Odoo n'a cette référence ni cet EAN.
            → Dans Odoo, ouvrez l'article (Inventaire > Produits), ou créez-le, et donnez-lui cette référence \
        interne ou ce code-barres. Les commandes qui l'attendent suivront d'elles-mêmes.
            → Ensuite : passerelle quarantine replay 7
            En attente de ceci : commande 1240, commande 1241

        #8  Commande 1234 (XKBKNABJK)  TOTAL_DIFFERS
            Le client a payé 59,90, mais Odoo calcule 59,80 (écart 0,10, arrondi toléré 0,05). Rien n'a été confirmé.
            → Comparez les taux de TVA de la commande avec les taxes de vente d'Odoo (Facturation > Configuration > \
        Taxes : prix TTC, même taux) et vérifiez les réglages d'arrondi : `passerelle doctor` contrôle les deux.
            → Ensuite : passerelle quarantine replay 8
            Vue : asked the accountant

        2 lignes en quarantaine, dont 1 vue.
        """)
  }

  @Test("One row shows the record as it was read and as it was to be written")
  func show() {
    expect(
      english.quarantineRow(Samples.order, waiting: Samples.waiting),
      is: """
        #8  Order 1234 (XKBKNABJK)
        Why           TOTAL_DIFFERS: The customer paid 59.90, but Odoo computes 59.80 (difference 0.10, at most \
        0.05 may be rounded away). Nothing was confirmed.
        What to do    Compare the order's VAT rates with the sale taxes in Odoo (Invoicing > Configuration > Taxes: \
        price included, same rate) and look at the rounding settings: `passerelle doctor` checks both.
                      Then: passerelle quarantine replay 8
        Since         2026-03-02 09:00:00 – 2026-03-02 10:05:00 UTC, 3 attempts
        Acknowledged  asked the accountant
        Details:
          actual: 59.8
          difference: 0.1
          expected: 59.9
          field: amount_total
          record: orders 1234
          within: 0.05
        As read (orders 1234):
          date_add: 2026-03-02 09:00:00
          gift_message: nothing
          reference: XKBKNABJK
          total_paid_tax_incl: 59.9
          valid: yes
        As it was to be written (sale.order):
          client_order_ref: XKBKNABJK
          partner_id: 31
          order_line[row-1]: name Mug, red; price_unit 59.9; tax_ids 4
        """)
    expect(
      french.quarantineRow(Samples.order, waiting: Samples.waiting),
      is: """
        #8  Commande 1234 (XKBKNABJK)
        Pourquoi   TOTAL_DIFFERS : Le client a payé 59,90, mais Odoo calcule 59,80 (écart 0,10, arrondi toléré \
        0,05). Rien n'a été confirmé.
        Que faire  Comparez les taux de TVA de la commande avec les taxes de vente d'Odoo (Facturation > \
        Configuration > Taxes : prix TTC, même taux) et vérifiez les réglages d'arrondi : `passerelle doctor` \
        contrôle les deux.
                   Ensuite : passerelle quarantine replay 8
        Depuis     2026-03-02 09:00:00 – 2026-03-02 10:05:00 UTC, 3 essais
        Vue        asked the accountant
        Détails :
          actual : 59.8
          difference : 0.1
          expected : 59.9
          field : amount_total
          record : orders 1234
          within : 0.05
        Tel que lu (orders 1234) :
          date_add : 2026-03-02 09:00:00
          gift_message : rien
          reference : XKBKNABJK
          total_paid_tax_incl : 59,9
          valid : oui
        Tel qu'il devait être écrit (sale.order) :
          client_order_ref : XKBKNABJK
          partner_id : 31
          order_line[row-1] : name Mug, red; price_unit 59,9; tax_ids 4
        """)
  }

  @Test("A row that others wait for names them")
  func showDependents() {
    expect(
      english.quarantineRow(Samples.product, waiting: Samples.waiting),
      is: """
        #7  Product 12, combination 3 (MUG-RED)
        Why               NO_PRODUCT: The shop sells product 12, combination 3, reference MUG-RED, EAN \
        4006381333931, and no product in Odoo has that reference or EAN.
        What to do        In Odoo, open the product (Inventory > Products), or create it, and give it this Internal \
        Reference or Barcode. The orders that wait for it follow by themselves.
                          Then: passerelle quarantine replay 7
        Since             2026-03-02 09:00:00 UTC, 1 attempt
        Waiting for this  order 1240, order 1241
        Details:
          ean13: 4006381333931
          record: variants 12,3
          reference: MUG-RED
        As read (variants 12,3):
          ean13: 4006381333931
          reference: MUG-RED
          upc: nothing
        """)
    expect(
      french.quarantineRow(Samples.product, waiting: Samples.waiting),
      is: """
        #7  Produit 12, déclinaison 3 (MUG-RED)
        Pourquoi            NO_PRODUCT : La boutique vend le produit 12, déclinaison 3, référence MUG-RED, EAN \
        4006381333931, et aucun article d'Odoo n'a cette référence ni cet EAN.
        Que faire           Dans Odoo, ouvrez l'article (Inventaire > Produits), ou créez-le, et donnez-lui cette \
        référence interne ou ce code-barres. Les commandes qui l'attendent suivront d'elles-mêmes.
                            Ensuite : passerelle quarantine replay 7
        Depuis              2026-03-02 09:00:00 UTC, 1 essai
        En attente de ceci  commande 1240, commande 1241
        Détails :
          ean13 : 4006381333931
          record : variants 12,3
          reference : MUG-RED
        Tel que lu (variants 12,3) :
          ean13 : 4006381333931
          reference : MUG-RED
          upc : rien
        """)
  }

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
        Order 1235: not yet (the flow's rule does not let it in)
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
        Commande 1235 : pas encore (la règle du flux ne l'admet pas)
        Commande 1240 : attend le produit 12, déclinaison 3
        Produit 12, déclinaison 3 : s'arrête en quarantaine
          NO_PRODUCT : La boutique vend le produit 12, déclinaison 3, référence MUG-RED, EAN 4006381333931, et \
        aucun article d'Odoo n'a cette référence ni cet EAN.
            → Dans Odoo, ouvrez l'article (Inventaire > Produits), ou créez-le, et donnez-lui cette référence \
        interne ou ce code-barres. Les commandes qui l'attendent suivront d'elles-mêmes.
        """)
  }

  @Test("The status tells how the last run ended, what is where and what waits for what")
  func status() {
    expect(
      english.status(
        runs: [Samples.lastRun], counts: Samples.stages, open: 1, waiting: Samples.waiting,
        order: ["orders", "variants"]),
      is: """
        Last run #10: 2026-03-02 09:00:00 – 2026-03-02 09:00:12 UTC, incomplete
          SHOP_UNREACHABLE: The shop cannot be reached.
            → Open the shop in a browser. If it works there, check `shop: url:` in the configuration file and the \
        firewall. Nothing is lost: the next run goes on.
        flow      done  under way  not yet  waiting  in quarantine  closed
        orders      97          0        8        2              1       0
        variants     4          0        0        0              0       0
          Order 1240 waits for product 12, combination 3
          Order 1241 waits for product 12, combination 3
          Order 1242 waits for customer 9
        1 row in quarantine is not yet acknowledged: `passerelle quarantine list`.
        """)
    expect(
      french.status(
        runs: [Samples.lastRun], counts: Samples.stages, open: 1, waiting: Samples.waiting,
        order: ["orders", "variants"]),
      is: """
        Dernier passage #10 : 2026-03-02 09:00:00 – 2026-03-02 09:00:12 UTC, incomplet
          SHOP_UNREACHABLE : La boutique est injoignable.
            → Ouvrez la boutique dans un navigateur. Si elle s'affiche, vérifiez `shop: url:` dans le fichier de \
        configuration et le pare-feu. Rien n'est perdu : le prochain passage continue.
        flux      terminés  en cours  pas encore  en attente  en quarantaine  clos
        orders          97         0           8           2               1     0
        variants         4         0           0           0               0     0
          Commande 1240 attend le produit 12, déclinaison 3
          Commande 1241 attend le produit 12, déclinaison 3
          Commande 1242 attend le client 9
        1 ligne en quarantaine n'a pas encore été vue : `passerelle quarantine list`.
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

  @Test("A code is explained with its cause, its remedy and its commands")
  func explain() {
    expect(
      english.explain(code: "target_deleted") ?? "",
      is: """
        TARGET_DELETED
        Why         What was made in Odoo for the record has been deleted there.
        What to do  If it was deleted on purpose, dismiss this row. Otherwise have it made again.
                    To make it again: passerelle quarantine replay NUMBER --recreate
                    If nothing is to be done: passerelle quarantine dismiss NUMBER
        """)
    expect(
      french.explain(code: "target_deleted") ?? "",
      is: """
        TARGET_DELETED
        Pourquoi   Ce qui avait été créé dans Odoo pour la fiche y a été supprimé.
        Que faire  Si c'est voulu, écartez cette ligne. Sinon, faites-le recréer.
                   Pour recréer : passerelle quarantine replay NUMÉRO --recreate
                   S'il n'y a rien à faire : passerelle quarantine dismiss NUMÉRO
        """)
  }

  @Test("A code with several cases explains each")
  func explainCases() {
    expect(
      english.explain(code: "SHOP_KEY_REFUSED") ?? "",
      is: """
        SHOP_KEY_REFUSED
        Why         PrestaShop does not accept the webservice key.
        What to do  In PrestaShop, Advanced Parameters > Webservice: the key must exist, be enabled and be the one \
        in the configuration. If it is, ask the host to pass the Authorization header on to PHP.
                    Then: passerelle sync

        SHOP_KEY_REFUSED (22)
        Why         PrestaShop's webservice is switched off.
        What to do  In PrestaShop, Advanced Parameters > Webservice: set “Enable PrestaShop's webservice” to Yes \
        and save.
                    Then: passerelle sync
        """)
    expect(
      french.explain(code: "SHOP_KEY_REFUSED") ?? "",
      is: """
        SHOP_KEY_REFUSED
        Pourquoi   PrestaShop n'accepte pas la clé du webservice.
        Que faire  Dans PrestaShop, Paramètres avancés > Webservice : la clé doit exister, être active et être \
        celle de la configuration. Si c'est le cas, demandez à l'hébergeur de transmettre l'en-tête Authorization à \
        PHP.
                   Ensuite : passerelle sync

        SHOP_KEY_REFUSED (22)
        Pourquoi   Le webservice de PrestaShop est désactivé.
        Que faire  Dans PrestaShop, Paramètres avancés > Webservice : mettez « Activer le webservice de PrestaShop \
        » sur Oui et enregistrez.
                   Ensuite : passerelle sync
        """)
  }
}
