import Foundation
import JournalStore
import Records
import Testing

@testable import Console

/// What programs read is a promise: these documents change only with a word in the release notes.
@Suite("--format json")
struct PresentationTests {
  private func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  @Test("Values are plain: decimals keep their digits as texts, integers are numbers, moments are ISO 8601")
  func plainValues() throws {
    let values: Value = [
      "decimal": .decimal(Samples.decimal("0.1")), "integer": 3, "bool": true, "null": nil, "text": "é",
      "instant": .instant(Samples.started), "list": [1, "a"], "map": ["k": 1],
    ]
    expect(
      try json(PlainValue(values)),
      is: """
        {
          "bool" : true,
          "decimal" : "0.1",
          "instant" : "2026-03-02T09:00:00Z",
          "integer" : 3,
          "list" : [
            1,
            "a"
          ],
          "map" : {
            "k" : 1
          },
          "null" : null,
          "text" : "é"
        }
        """)
  }

  @Test("A run that was cut")
  func run() throws {
    var report = Samples.cut
    report.flows = ["variants": Samples.counts["variants"] ?? .init()]
    expect(
      try json(RunPresentation(report, openRows: 1, language: .french)),
      is: """
        {
          "end" : "incomplete",
          "fault" : {
            "cause" : "La boutique est injoignable.",
            "code" : "SHOP_UNREACHABLE",
            "context" : {
              "attempts" : "4",
              "detail" : "connection refused",
              "resource" : "orders"
            },
            "family" : "road",
            "hint" : "Check the address.",
            "message" : "The shop cannot be reached.",
            "remedy" : "Ouvrez la boutique dans un navigateur. Si elle s'affiche, vérifiez `shop: url:` dans le \
        fichier de configuration et le pare-feu. Rien n'est perdu : le prochain passage continue.",
            "retryAfter" : 30
          },
          "flows" : {
            "variants" : {
              "created" : 0,
              "held" : 0,
              "quarantined" : 1,
              "read" : 5,
              "removed" : 0,
              "unchanged" : 4,
              "updated" : 0,
              "waiting" : 0
            }
          },
          "openRows" : 1,
          "run" : 10
        }
        """)
  }

  @Test("A complete comparison: counts of all, and the differences that were asked for")
  func verify() throws {
    expect(
      try json(VerifyPresentation(Samples.differing, shown: [Samples.stockDifference], language: .english)),
      is: """
        {
          "compared" : 1200,
          "differences" : [
            {
              "actions" : [

              ],
              "fields" : [
                {
                  "current" : 5,
                  "name" : "quantity",
                  "wanted" : 3
                }
              ],
              "isGone" : false,
              "isOther" : false,
              "key" : "66",
              "target" : "112"
            }
          ],
          "differing" : 3,
          "equal" : 1156,
          "faulty" : 1,
          "flow" : "stock",
          "gone" : 0,
          "isComplete" : true,
          "left" : 40,
          "others" : 0,
          "resumedAfter" : "400"
        }
        """)
  }

  @Test("A plan: an absent `current` is a record that does not exist yet, a null one an empty field")
  func plan() throws {
    let plan = PlanPresentation(Array(Samples.changes.prefix(2)), flows: [:], language: .english)
    expect(
      try json(plan),
      is: """
        {
          "changes" : [
            {
              "fields" : [
                {
                  "name" : "client_order_ref",
                  "wanted" : "XKBKNABJK"
                },
                {
                  "name" : "order_line[row-1]",
                  "wanted" : {
                    "price_unit" : "59.9",
                    "product_uom_qty" : 1
                  }
                }
              ],
              "flow" : "orders",
              "key" : "1234",
              "kind" : "create",
              "target" : "sale.order (new)"
            },
            {
              "fields" : [
                {
                  "current" : null,
                  "name" : "name",
                  "wanted" : "Ann Lee"
                }
              ],
              "flow" : "customers",
              "key" : "9",
              "kind" : "update",
              "target" : "res.partner 31"
            }
          ],
          "flows" : {

          }
        }
        """)
  }

  @Test("A row of the quarantine, with the record as read, as meant, and what waits for it")
  func quarantine() throws {
    let waiting = [
      WaitingRow(
        flow: "refunds", key: "3", set: "orders", system: "prestashop", awaited: "1234", since: Samples.started)
    ]
    expect(
      try json(QuarantinePresentation(Samples.order, waiting: waiting, language: .english)),
      is: """
        {
          "attempts" : 3,
          "fault" : {
            "cause" : "The customer paid 59.90, but Odoo computes 59.80 (difference 0.10, at most 0.05 may be \
        rounded away). Nothing was confirmed.",
            "code" : "TOTAL_DIFFERS",
            "context" : {
              "actual" : "59.8",
              "difference" : "0.1",
              "expected" : "59.9",
              "field" : "amount_total",
              "record" : "orders 1234",
              "within" : "0.05"
            },
            "family" : "record",
            "hint" : "Compare the rates of the rows with the tables of the mapping.",
            "message" : "The target computes 59.8 where the source says 59.9.",
            "remedy" : "Compare the order's VAT rates with the sale taxes in Odoo (Invoicing > Configuration > Taxes: \
        price included, same rate) and look at the rounding settings: `passerelle doctor` checks both."
          },
          "firstSeen" : "2026-03-02T09:00:00Z",
          "flow" : "orders",
          "id" : 8,
          "isAcknowledged" : true,
          "key" : "1234",
          "lastSeen" : "2026-03-02T10:05:00Z",
          "mappingVersion" : "a1",
          "name" : "order 1234",
          "note" : "asked the accountant",
          "source" : {
            "fields" : {
              "date_add" : "2026-03-02T09:00:00Z",
              "gift_message" : null,
              "reference" : "XKBKNABJK",
              "total_paid_tax_incl" : "59.9",
              "valid" : true
            },
            "key" : "1234",
            "resource" : "orders"
          },
          "waiting" : [
            {
              "awaitedFlow" : "orders",
              "awaitedKey" : "1234",
              "flow" : "refunds",
              "key" : "3",
              "since" : "2026-03-02T09:00:00Z"
            }
          ],
          "wanted" : {
            "children" : {
              "order_line" : [
                {
                  "fields" : {
                    "name" : "Mug, red",
                    "price_unit" : "59.9",
                    "tax_ids" : [
                      4
                    ]
                  },
                  "key" : "row-1"
                }
              ]
            },
            "fields" : {
              "client_order_ref" : "XKBKNABJK",
              "partner_id" : 31
            },
            "resource" : "sale.order"
          }
        }
        """)
  }

  @Test("A finding, with its cause and remedy in the operator's language")
  func finding() throws {
    expect(
      try json(FindingPresentation(Samples.findings[2], language: .english)),
      is: """
        {
          "cause" : "The shop's clock and this machine's differ by 300 seconds.",
          "code" : "SHOP_CLOCK",
          "context" : {
            "seconds" : "-300"
          },
          "hint" : "",
          "message" : "The shop's clock is 300 seconds behind ours.",
          "remedy" : "Have both set by NTP. Nothing is lost meanwhile.",
          "severity" : "warning"
        }
        """)
  }

  @Test("The status: the last run, the records of each flow, and what waits")
  func status() throws {
    let status = StatusPresentation(
      lastRun: nil, counts: ["orders": [.held: 8]], waiting: Array(Samples.waiting.suffix(1)), openRows: 2,
      language: .english)
    expect(
      try json(status),
      is: """
        {
          "flows" : {
            "orders" : {
              "held" : 8
            }
          },
          "openRows" : 2,
          "waiting" : [
            {
              "awaitedFlow" : "customers",
              "awaitedKey" : "9",
              "flow" : "orders",
              "key" : "1242",
              "since" : "2026-03-02T09:00:00Z"
            }
          ]
        }
        """)
  }

  @Test("A link")
  func link() throws {
    expect(
      try json(LinkPresentation(Samples.link)),
      is: """
        {
          "flow" : "orders",
          "isAccepted" : false,
          "source" : {
            "key" : "1234",
            "system" : "prestashop"
          },
          "target" : {
            "key" : "57",
            "system" : "odoo"
          }
        }
        """)
  }
}
