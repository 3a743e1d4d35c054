import Foundation
import JournalStore
import Records

@testable import Engine

/// What the tests of the reports speak about.
enum Samples {
  static let started = instant("2026-03-02 09:00:00")

  static func instant(_ text: String) -> Instant { Instant(utc: text) ?? Instant(secondsSince1970: 0) }

  static func decimal(_ text: String) -> Decimal { Decimal(exactly: text) ?? 0 }

  static let noProduct = Fault(
    .record, "NO_PRODUCT", "product.product has no record for variants 12,3.",
    context: ["record": "variants 12,3", "reference": "MUG-RED", "ean13": "4006381333931"],
    hint: "Create it at the target, or give it the same reference there, then replay.")

  static let totalDiffers = Fault(
    .record, "TOTAL_DIFFERS", "The target computes 59.8 where the source says 59.9.",
    context: [
      "record": "orders 1234", "field": "amount_total", "expected": "59.9", "actual": "59.8", "difference": "0.1",
      "within": "0.05",
    ],
    hint: "Compare the rates of the rows with the tables of the mapping.")

  static let unreachable = Fault(
    .road, "SHOP_UNREACHABLE", "The shop cannot be reached.",
    context: ["resource": "orders", "attempts": "4", "detail": "connection refused"], hint: "Check the address.",
    retryAfter: 30)

  static let product = QuarantineRow(
    id: 7, flow: "variants", key: "12,3", fault: noProduct,
    source: Record(
      resource: "variants", key: "12,3", fields: ["reference": "MUG-RED", "ean13": "4006381333931", "upc": nil]),
    mappingVersion: "a1", firstSeen: started, lastSeen: started)

  static var products: [QuarantineRow] {
    var other = product
    other.id = 9
    other.key = "13,0"
    other.fault.context["record"] = "variants 13,0"
    other.fault.context["reference"] = "CUP"
    other.source?.fields["reference"] = "CUP"
    return [product, order, other]
  }

  static let order = QuarantineRow(
    id: 8, flow: "orders", key: "1234", fault: totalDiffers,
    source: Record(
      resource: "orders", key: "1234",
      fields: [
        "reference": "XKBKNABJK", "total_paid_tax_incl": .decimal(decimal("59.90")), "valid": true,
        "date_add": .instant(started), "gift_message": nil,
      ]),
    wanted: Write(
      resource: "sale.order", identity: .create(nil),
      fields: ["partner_id": 31, "client_order_ref": "XKBKNABJK"],
      children: [
        "order_line": [
          ChildWrite(
            key: "row-1", fields: ["price_unit": .decimal(decimal("59.9")), "tax_ids": [4], "name": "Mug, red"])
        ]
      ]),
    mappingVersion: "a1", firstSeen: started, lastSeen: instant("2026-03-02 10:05:00"), attempts: 3,
    isAcknowledged: true, note: "asked the accountant")

  static let waiting = [
    WaitingRow(flow: "orders", key: "1240", set: "variants", system: "prestashop", awaited: "12,3", since: started),
    WaitingRow(flow: "orders", key: "1241", set: "variants", system: "prestashop", awaited: "12,3", since: started),
    WaitingRow(flow: "orders", key: "1242", set: "customers", system: "prestashop", awaited: "9", since: started),
  ]

  static var counts: [String: FlowCounts] {
    var orders = FlowCounts()
    orders.read = 120
    orders.created = 97
    orders.updated = 2
    orders.unchanged = 10
    orders.held = 8
    orders.waiting = 2
    orders.quarantined = 1
    var variants = FlowCounts()
    variants.read = 5
    variants.unchanged = 4
    variants.quarantined = 1
    return ["orders": orders, "variants": variants]
  }

  static let done = RunReport(run: 9, end: .done, flows: counts, fault: nil)
  static let cut = RunReport(run: 10, end: .incomplete, flows: counts, fault: unreachable)

  static let lastRun = Run(
    id: 10, started: started, ended: started.adding(12), end: .incomplete, flows: counts, fault: unreachable)
  static let stages: [String: [RecordState.Stage: Int]] = [
    "orders": [.settled: 97, .quarantined: 1, .held: 8, .waiting: 2], "variants": [.settled: 4],
  ]
  static let link = Link(
    set: "orders", sourceSystem: "prestashop", source: "1234", targetSystem: "odoo", target: "57", isAccepted: false)

  static let changes = [
    PlannedChange(
      flow: "orders", key: "1234", kind: .create, target: "sale.order (new)",
      fields: [
        field("client_order_ref", nil, "XKBKNABJK"),
        field("order_line[row-1]", nil, ["price_unit": .decimal(decimal("59.9")), "product_uom_qty": 1]),
      ]),
    PlannedChange(
      flow: "customers", key: "9", kind: .update, target: "res.partner 31", fields: [field("name", .null, "Ann Lee")]),
    PlannedChange(flow: "orders", key: "1235", kind: .hold, target: "sale.order (new)"),
    PlannedChange(flow: "orders", key: "1240", kind: .wait, target: "variants 12,3"),
    PlannedChange(flow: "variants", key: "12,3", kind: .quarantine, target: "product.product (new)", fault: noProduct),
  ]

  private static func field(_ name: String, _ current: Value?, _ wanted: Value) -> PlannedChange.Field {
    PlannedChange.Field(name: name, current: current, wanted: wanted)
  }

  static let stockDifference = Difference(
    flow: "stock", key: "66", target: "112", fields: [field("quantity", 5, 3)])

  static var differing: VerifyReport {
    var report = VerifyReport(flow: "stock")
    (report.compared, report.equal, report.differing, report.faulty, report.left) = (1200, 1156, 3, 1, 40)
    report.resumedAfter = "400"
    report.isComplete = true
    return report
  }

  static let findings = [
    Finding(.error, "SHOP_RESOURCE_FORBIDDEN", "The key may not read taxes.", context: ["resources": "taxes, states"]),
    Finding(.ok, "SHOP_REACHED", "The shop answers, and accepts the key."),
    Finding(
      .warning, "SHOP_CLOCK", "The shop's clock is 300 seconds behind ours.", context: ["seconds": "-300"]),
    Finding(.ok, "TAX_ROUNDING", "Odoo rounds taxes per line."),
  ]

  static var match: MatchReport {
    var report = MatchReport(flow: "variants")
    report.matched = 40
    report.ambiguous = [
      MatchReport.Row(
        key: "5,0", fields: ["id": 5, "reference": "CUP"],
        fault: Fault(
          .record, "AMBIGUOUS", "2 records match.",
          context: ["record": "variants 5,0", "candidates": "11 {default_code: CUP}; 12 {default_code: CUP}"]))
    ]
    report.missing = [MatchReport.Row(key: "12,3", fields: ["reference": "MUG-RED", "ean13": nil], fault: nil)]
    return report
  }
}
