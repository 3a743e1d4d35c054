import Testing

@testable import Console

@Suite("What is printed of the quarantine")
struct QuarantineReportTests {
  private let english = Report(language: .english)
  private let french = Report(language: .french)

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

  @Test("Rows that one remedy mends stand together below it, with one command for all")
  func listTogether() {
    expect(
      english.quarantine(Samples.products, waiting: Samples.waiting),
      is: """
        NO_PRODUCT, 2 rows
            → In Odoo, open the product (Inventory > Products), or create it, and give it this Internal Reference \
        or Barcode. The orders that wait for it follow by themselves.
            → Then: passerelle quarantine replay 7 9
            #7  Product 12, combination 3 (MUG-RED)
                The shop sells product 12, combination 3, reference MUG-RED, EAN 4006381333931, and no product in \
        Odoo has that reference or EAN.
                Waiting for this: order 1240, order 1241
            #9  Product 13 (CUP)
                The shop sells product 13, reference CUP, EAN 4006381333931, and no product in Odoo has that \
        reference or EAN.

        #8  Order 1234 (XKBKNABJK)  TOTAL_DIFFERS
            The customer paid 59.90, but Odoo computes 59.80 (difference 0.10, at most 0.05 may be rounded away). \
        Nothing was confirmed.
            → Compare the order's VAT rates with the sale taxes in Odoo (Invoicing > Configuration > Taxes: price \
        included, same rate) and look at the rounding settings: `passerelle doctor` checks both.
            → Then: passerelle quarantine replay 8
            Acknowledged: asked the accountant

        3 rows in quarantine, 1 acknowledged.
        """)
    expect(
      french.quarantine(Samples.products, waiting: Samples.waiting),
      is: """
        NO_PRODUCT, 2 lignes
            → Dans Odoo, ouvrez l'article (Inventaire > Produits), ou créez-le, et donnez-lui cette référence \
        interne ou ce code-barres. Les commandes qui l'attendent suivront d'elles-mêmes.
            → Ensuite : passerelle quarantine replay 7 9
            #7  Produit 12, déclinaison 3 (MUG-RED)
                La boutique vend le produit 12, déclinaison 3, référence MUG-RED, EAN 4006381333931, et aucun \
        article d'Odoo n'a cette référence ni cet EAN.
                En attente de ceci : commande 1240, commande 1241
            #9  Produit 13 (CUP)
                La boutique vend le produit 13, référence CUP, EAN 4006381333931, et aucun article d'Odoo n'a cette \
        référence ni cet EAN.

        #8  Commande 1234 (XKBKNABJK)  TOTAL_DIFFERS
            Le client a payé 59,90, mais Odoo calcule 59,80 (écart 0,10, arrondi toléré 0,05). Rien n'a été confirmé.
            → Comparez les taux de TVA de la commande avec les taxes de vente d'Odoo (Facturation > Configuration > \
        Taxes : prix TTC, même taux) et vérifiez les réglages d'arrondi : `passerelle doctor` contrôle les deux.
            → Ensuite : passerelle quarantine replay 8
            Vue : asked the accountant

        3 lignes en quarantaine, dont 1 vue.
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
