import ArgumentParser
import Foundation

/// The figures of one benchmark, printed as they come or all together.
struct FigureReport: Encodable {
  private(set) var figures: [Figure] = []
  private let printsText: Bool

  private enum CodingKeys: CodingKey { case figures }

  init(format: OutputFormat) { printsText = format == .text }

  mutating func add(_ figure: Figure) {
    figures.append(figure)
    if printsText { print(figure.line) }
  }

  func title(_ text: String) {
    if printsText { print("\n" + text) }
  }

  /// Where the time went, for people.
  func list(_ entries: [(label: String, count: Int, seconds: Double)]) {
    guard printsText else { return }
    for entry in entries {
      print("  \(entry.label)\t\(entry.count) requests\t\((entry.seconds * 100).rounded() / 100) s")
    }
  }

  var isKept: Bool { figures.allSatisfy { $0.isKept ?? true } }

  /// Prints what is not yet printed. Throws the exit code 1 when a budget is broken.
  func finish() throws {
    if !printsText {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
      print(String(decoding: try encoder.encode(self), as: UTF8.self))
    }
    if !isKept { throw ExitCode.failure }
  }
}
