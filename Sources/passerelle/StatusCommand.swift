import ArgumentParser
import Console
import JournalStore

struct StatusCommand: AsyncParsableCommand {
  private struct Answer: Encodable {
    var lastRun: Run?
    var flows: [String: [String: Int]]
    var waiting: [WaitingRow]
    var quarantine: Int
  }

  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "How the last run ended, and how many records are where. Works while a run is under way.")

  @OptionGroup var common: CommonOptions

  func run() async throws {
    let file = try common.connectionFile()
    let journal = try common.readJournal(file)
    let runs = try await journal.runs(limit: 1)
    let counts = try await journal.counts()
    let waiting = try await journal.waiting(flow: nil)
    let open = try await journal.quarantine(flow: nil).count { !$0.isAcknowledged }
    switch common.format {
    case .json:
      let flows = counts.mapValues { stages in
        Dictionary(uniqueKeysWithValues: stages.map { ($0.key.rawValue, $0.value) })
      }
      try common.print(json: Answer(lastRun: runs.first, flows: flows, waiting: waiting, quarantine: open))
    case .text:
      print(
        Report(language: common.language(file)).status(
          runs: runs, counts: counts, open: open, waiting: waiting, order: counts.keys.sorted()))
    }
  }
}
