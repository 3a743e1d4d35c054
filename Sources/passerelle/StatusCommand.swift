import ArgumentParser
import Console
import JournalStore

struct StatusCommand: AsyncParsableCommand {
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
    let language = common.language(file)
    switch common.format {
    case .json:
      try common.print(
        json: StatusPresentation(
          lastRun: runs.first, counts: counts, waiting: waiting, openRows: open, language: language))
    case .text:
      print(
        Report(language: language).status(
          runs: runs, counts: counts, open: open, waiting: waiting, order: counts.keys.sorted()))
    }
  }
}
