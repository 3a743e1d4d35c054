import Testing

@testable import Console

@Suite("What is printed of runs")
struct RunReportTests {
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
}
