import ArgumentParser
import FaultProxy
import Foundation

struct OversellProof: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "oversell",
    abstract: "Scarce goods sold by a shop and an ERP at once: how many are sold that are not there.",
    discussion: """
      A seeded history of sales, receipts, reservations and cancellations is played three times, with the real program carrying orders and stock \
      under cut connections, failing servers and kills: with the shipped formula, with the ERP's free quantity as it is, and without holds. \
      Ends with 1 when the shipped formula oversold outside of the window that cannot be closed, or left a row wrong.
      """)

  @Option(help: "Another number is another history.")
  var seed = 1

  @Option(help: "How often the worker runs.")
  var rounds = 100

  @Option(help: "The folder of the mapping files.")
  var mappings = "Mappings/odoo"

  @Option(help: "text or json.")
  var format = OutputFormat.text

  func run() async throws {
    let history = SalesHistory(seed: seed, rounds: rounds, articles: SalesWorld.articles)
    var rows: [OversellRow] = []
    for formula in OversellFormula.allCases {
      rows.append(try await OversellRun(formula: formula, history: history, mappings: mappings).row())
    }
    switch format {
    case .json:
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
      print(String(decoding: try encoder.encode(rows), as: UTF8.self))
    case .text: print(OversellRow.table(rows))
    }
    guard let ours = rows.first?.tally else { return }
    if format == .text { for note in ours.notes { print(note) } }
    if ours.outsideWindow + ours.rowsTooHigh + ours.rowsTooLow > 0 { throw ExitCode.failure }
  }
}

/// The formulas that are compared.
enum OversellFormula: Int, CaseIterable, Sendable {
  case shipped
  case freeQuantity
  case withoutHolds

  var name: String {
    switch self {
    case .shipped: "as shipped"
    case .freeQuantity: "free_qty as it is"
    case .withoutHolds: "without holds"
    }
  }

  /// The one field that differs, in a file as an integrator would write it.
  var overrides: [String: String] {
    let quantity: String
    switch self {
    case .shipped: return [:]
    case .freeQuantity: quantity = "if active then max(0, floor(free_qty)) else 0"
    case .withoutHolds: quantity = "if active then max(0, floor(min(free_qty, qty_available - outgoing_qty))) else 0"
    }
    return ["stock.yaml": "mapping: stock\nfields:\n  quantity: \(quantity)\n"]
  }
}
