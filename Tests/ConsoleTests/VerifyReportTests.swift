import Mapping
import Records
import Testing

@testable import Console
@testable import Engine

@Suite("What a complete comparison prints")
struct VerifyReportTests {
  private let english = Report(language: .english)
  private let french = Report(language: .french)
  private let products = ResourceName(system: "odoo", resource: "product.product")
  private let rows = ResourceName(system: "prestashop", resource: "stock_availables")
  private let sales = ResourceName(system: "odoo", resource: "sale.order")
  private let orders = ResourceName(system: "prestashop", resource: "orders")

  @Test("A difference says what the shop has and what Odoo says, field by field")
  func fields() {
    expect(
      english.difference(Samples.stockDifference, from: products, to: rows),
      is: """
        Stock of Odoo product 66 = stock row 112
          quantity: the shop has 5, Odoo says 3
        """)
    expect(
      french.difference(Samples.stockDifference, from: products, to: rows),
      is: """
        Stock de l'article Odoo 66 = la ligne de stock 112
          quantity : la boutique a 5, Odoo dit 3
        """)
  }

  @Test("A difference names what the shop has not been told yet, what it lacks, and what Odoo no longer has")
  func others() {
    expect(
      english.difference(
        Difference(flow: "tracking", key: "33", target: "7", actions: ["set_tracking", "add_state"]), from: sales,
        to: orders),
      is: """
        Delivery of sales order 33 = order 7
          not done yet: set_tracking, add_state
        """)
    expect(
      english.difference(Difference(flow: "stock", key: "66", target: "112", isGone: true), from: products, to: rows),
      is: """
        Stock of Odoo product 66 = stock row 112
          Odoo no longer has it
        """)
    expect(
      english.difference(
        Difference(
          flow: "stock", key: "112", target: "112",
          fields: [PlannedChange.Field(name: "quantity", current: 3, wanted: .null)], isOther: true),
        from: products, to: rows),
      is: """
        stock row 112
          Made by hand or by another program in the shop; it is left alone.
          quantity 3
        """)
    expect(
      french.difference(
        Difference(
          flow: "stock", key: "66", fields: [PlannedChange.Field(name: "quantity", current: nil, wanted: 3)]),
        from: products, to: rows),
      is: """
        Stock de l'article Odoo 66
          la boutique n'a rien qui y corresponde
          quantity : la boutique a rien, Odoo dit 3
        """)
  }

  @Test("A record that cannot be compared says why and what to do")
  func faults() {
    let fault = Fault(.record, "TRACKING_NUMBER_TOO_LONG", "The mapping stops this record.")
    expect(
      english.difference(Difference(flow: "tracking", key: "33", fault: fault), from: sales, to: orders),
      is: """
        Delivery of sales order 33
          TRACKING_NUMBER_TOO_LONG: Delivery of sales order 33: the tracking number is longer than the 64 characters \
        that the shop keeps.
            → In Odoo, open the delivery (Inventory > Deliveries) and correct Tracking Reference; several numbers \
        stand there with commas between them.
        """)
  }

  @Test("The summary counts, says what follows, and where an earlier comparison was taken up")
  func summaries() {
    expect(
      english.verification(Samples.differing, shown: 2),
      is: """
        … and 2 more
        stock: 1200 compared, 1156 equal, 3 different, 1 not comparable, 40 left alone.
        It went on after stock of Odoo product 400, where an earlier comparison was cut; what comes before was compared then.
        The next `passerelle sync` sets right what differs.
        """)
    expect(
      french.verification(Samples.differing, shown: 4),
      is: """
        stock : 1200 comparés, 1156 égaux, 3 différents, 1 incomparable, 40 hors du flux.
        Reprise après le stock de l'article Odoo 400, là où une comparaison précédente s'était arrêtée ; ce qui précède a été \
        comparé alors.
        Le prochain `passerelle sync` rétablit ce qui diffère.
        """)
  }

  @Test("A comparison that was cut says so, and how it goes on")
  func cut() {
    var report = VerifyReport(flow: "tracking")
    (report.compared, report.equal) = (400, 400)
    report.fault = Samples.unreachable
    expect(
      english.verification(report, shown: 0),
      is: """
        tracking: 400 compared, 400 equal.
        SHOP_UNREACHABLE: The shop cannot be reached.
          → Open the shop in a browser. If it works there, check `shop: url:` in the configuration file and the firewall. \
        Nothing is lost: the next run goes on.
        Cut before the end: `passerelle verify tracking` goes on from here.
        """)
  }

  @Test("What is equal is said in so many words")
  func equal() {
    var report = VerifyReport(flow: "stock")
    (report.compared, report.equal, report.isComplete) = (2, 2, true)
    expect(english.verification(report, shown: 0), is: "stock: 2 compared, 2 equal.\nNothing differs.")
    expect(french.verification(report, shown: 0), is: "stock : 2 comparés, 2 égaux.\nRien ne diffère.")
  }
}
