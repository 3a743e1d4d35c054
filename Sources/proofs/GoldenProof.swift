import ArgumentParser
import Engine
import Foundation
import Journal
import JournalStore
import Logging
import Mapping
import PrestaShop
import Records
import Sandbox

struct GoldenProof: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "golden",
    abstract: "Maps golden orders and compares what the ERP computes with what their customers paid.",
    discussion: """
      DIR holds `NNN-*.xml` files and `_shop`, or folders of that form. A simulated shop serves them, the shipped mapping files map them, and the \
      ERP (a real one, where PASSERELLE_TEST_ERP_URL, _DB, _LOGIN and _KEY name it) is asked for the totals. Nothing is written.
      """)

  @Argument(help: "A folder of golden orders.")
  var directory: String

  @Option(help: "The folder of the mapping files.")
  var mappings = "Mappings/odoo"

  @Option(help: "text or json.")
  var format = OutputFormat.text

  func run() async throws {
    var logger = Logger(label: "proofs") { StreamLogHandler.standardError(label: $0) }
    logger.logLevel = .error
    let target = try await TargetServer.start(logger: logger)
    var rows: [GoldenRow] = []
    for folder in try GoldenFolder.find(in: directory) { rows += try await prove(folder, target, logger) }
    await target.stop()
    let report = GoldenReport(rows)
    switch format {
    case .json:
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      print(String(decoding: try encoder.encode(report), as: UTF8.self))
    case .text:
      for row in rows { print(Self.line(row)) }
      print(
        "\(report.orders) orders: \(report.equal) equal, \(report.closed) closed, \(report.gated) gated, \(report.wrong) wrong"
      )
    }
    if report.wrong + report.gated > 0 { throw ExitCode.failure }
  }

  private func prove(_ folder: GoldenFolder, _ target: TargetServer, _ logger: Logger) async throws -> [GoldenRow] {
    let (shop, orders) = try folder.shop()
    let port = try await shop.start()
    let source = try PrestaShopConnector(
      PrestaShopConfiguration(url: "http://127.0.0.1:\(port)", key: shop.key, shopID: 1, maximumInFlight: 4),
      logger: logger)
    let journal = try SQLiteJournal(path: ":memory:", instance: "golden")
    try await link(orders.map(\.id), of: shop, to: try await target.anyProduct(), journal)
    let engine = Engine(
      EngineParts(
        connectors: [source.system: source, target.connector.system: target.connector],
        mappings: try MappingSet.load(directories: [mappings]), journal: journal,
        settings: ["go_live": .instant(Instant(secondsSince1970: 0))], instance: "golden", clock: { Instant(Date()) },
        logger: logger))
    let previews = try await engine.preview("orders", keys: orders.map { RecordKey($0.id) })
    let byKey = Dictionary(previews.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    let rates = try await target.taxRates()
    let rows = orders.map { file, id in
      row(
        file, id, byKey[RecordKey(id)], folder.version.rawValue,
        paid: shop.record("orders", id)?["total_paid_tax_incl"] ?? "", rates)
    }
    await source.shutdown()
    await shop.stop()
    return rows
  }

  /// Golden orders are about money: whatever they sold is linked to one product of the target.
  private func link(_ orders: [Int], of shop: SimulatedShop, to product: RecordKey, _ journal: SQLiteJournal)
    async throws
  {
    var settlement = PageSettlement()
    for order in orders {
      for row in shop.records("order_details", where: "id_order", is: String(order)) {
        settlement.links.append(
          Link(
            set: "variants", sourceSystem: "prestashop",
            source: RecordKey([row["product_id"], row["product_attribute_id"]]),
            targetSystem: "odoo", target: product, isAccepted: true))
      }
    }
    try await journal.settle(settlement)
  }

  private func row(
    _ file: String, _ id: Int, _ preview: Preview?, _ version: String, paid: String, _ rates: [Int: Decimal]
  ) -> GoldenRow {
    let lines = preview?.write?.children["order_line"] ?? []
    let taxes = TaxByRate.of(lines.map(\.fields), rates: rates)
    let expected = Decimal(exactly: paid) ?? 0
    let foreseen = preview?.amounts.first?.foreseen
    let rounding = preview?.amounts.first?.closed ?? 0
    let verdict: GoldenRow.Verdict =
      if preview?.fault?.code == "TOTAL_DIFFERS" {
        .gated
      } else if preview?.fault != nil || foreseen.map({ $0 + rounding != expected }) ?? true {
        .wrong
      } else {
        rounding == 0 ? .equal : .closed
      }
    return GoldenRow(
      file: file, version: version, order: id, verdict: verdict, paid: paid, foreseen: foreseen?.description,
      rounding: rounding.description,
      taxes: Dictionary(uniqueKeysWithValues: taxes.map { ($0.key.description, $0.value.description) }),
      why: preview?.fault?.description
        ?? (preview == nil ? "It was not read." : rounding == 0 ? "" : "PrestaShop's own rounding."),
      rows: lines.map { line in
        let fields = line.fields
        return
          "\(line.key): \(fields["product_uom_qty"] ?? .null) x \(fields["price_unit"] ?? .null) taxes \(fields["tax_ids"] ?? .null)"
      })
  }

  private static func line(_ row: GoldenRow) -> String {
    let taxes = row.taxes.sorted { $0.key < $1.key }.map { "\($0.key) %: \($0.value)" }.joined(separator: ", ")
    var text = "\(row.verdict.rawValue)  \(row.version) \(row.file)  paid \(row.paid)  computed \(row.foreseen ?? "-")"
    text += row.rounding == "0" ? "" : "  rounding \(row.rounding)"
    text += "  tax \(taxes)"
    if row.verdict != .equal { text += "\n    \(row.why)\n    " + row.rows.joined(separator: "\n    ") }
    return text
  }
}
