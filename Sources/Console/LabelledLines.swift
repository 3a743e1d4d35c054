/// Lines of a label and a text beside it; the texts stand below each other.
struct LabelledLines: Sendable {
  private var rows: [(label: String, text: String)] = []

  init() {}

  mutating func append(_ label: String, _ text: String) { rows.append((label, text)) }

  /// More lines beside the last label.
  mutating func append(contentsOf texts: [String]) { rows += texts.map { ("", $0) } }

  var lines: [String] {
    let width = (rows.map(\.label.count).max() ?? 0) + 2
    return rows.map { row in
      row.label + String(repeating: " ", count: width - row.label.count)
        + row.text.replacing("\n", with: "\n" + String(repeating: " ", count: width))
    }
  }
}
