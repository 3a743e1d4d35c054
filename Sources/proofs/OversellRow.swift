/// What came of one formula.
struct OversellRow: Encodable {
  let order: Int
  let formula: String
  var runs = 0
  var killed = 0
  var incomplete = 0
  var tally = SalesTally()

  static func table(_ rows: [OversellRow]) -> String {
    let head = [
      "formula", "runs", "killed", "incomplete", "sold by the shop", "by the ERP", "oversold", "in the window",
      "at the counter", "outside", "rows too high", "too low",
    ]
    let lines = rows.map { row in
      let tally = row.tally
      return [
        row.formula, "\(row.runs)", "\(row.killed)", "\(row.incomplete)", "\(tally.soldInShop)", "\(tally.soldAtERP)",
        "\(tally.oversold)", "\(tally.inWindow)", "\(tally.atCounter)", "\(tally.outsideWindow)",
        "\(tally.rowsTooHigh)", "\(tally.rowsTooLow)",
      ]
    }
    let all = [head] + lines
    let widths = head.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
    return all.map { line in
      zip(line, widths).map { text, width in text + String(repeating: " ", count: width - text.count) }
        .joined(separator: "  ")
    }.joined(separator: "\n")
  }
}
