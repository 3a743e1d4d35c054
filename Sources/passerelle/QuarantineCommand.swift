import ArgumentParser
import Console
import Engine
import Foundation
import Journal
import JournalStore
import Records

struct QuarantineCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quarantine", abstract: "The records that stopped: why, what to do, and sending them on.",
    subcommands: [List.self, Show.self, Explain.self, Replay.self, Acknowledge.self, Dismiss.self],
    defaultSubcommand: List.self)

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "All rows, or those of one flow.")

    @Option(help: "Only this flow.")
    var flow: String?

    @OptionGroup var common: CommonOptions

    func run() async throws {
      let file = try common.connectionFile()
      let journal = try common.readJournal(file)
      let rows = try await journal.quarantine(flow: flow)
      let waiting = try await journal.waiting(flow: nil)
      let language = common.language(file)
      switch common.format {
      case .json:
        try common.print(
          json: rows.map { QuarantinePresentation($0, waiting: waiting, language: language) })
      case .text: print(Report(language: language).quarantine(rows, waiting: waiting))
      }
    }
  }

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "One row: the reason, the remedy, the record as read and as meant.")

    @Argument(help: "The row's number.")
    var id: Int

    @OptionGroup var common: CommonOptions

    func run() async throws {
      let file = try common.connectionFile()
      let journal = try common.readJournal(file)
      let row = try await QuarantineCommand.row(id, journal)
      let waiting = try await journal.waiting(flow: nil)
      let language = common.language(file)
      switch common.format {
      case .json: try common.print(json: QuarantinePresentation(row, waiting: waiting, language: language))
      case .text: print(Report(language: language).quarantineRow(row, waiting: waiting))
      }
    }
  }

  struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "explain", abstract: "What a code means: the cause, the remedy, and how to go on.")

    @Argument(help: "The code, as the rows show it: NO_PRODUCT.")
    var code: String

    @OptionGroup var common: CommonOptions

    func run() throws {
      let report = Report(language: common.language(try? common.connectionFile()))
      guard let text = report.explain(code: code.uppercased()) else {
        throw Fault(
          .configuration, "CODE_UNKNOWN", "There is no code \(code).", context: ["code": code],
          hint: "Known: \(Report.codes.joined(separator: ", ")).")
      }
      switch common.format {
      case .json: try common.print(json: ["code": code.uppercased(), "text": text])
      case .text: print(text)
      }
    }
  }

  struct Replay: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "replay", abstract: "Reads the record again and tries again, now.",
      discussion:
        "It never makes a second document: what was made before is found by its key. Without numbers every row is replayed."
    )

    @Argument(help: "Rows' numbers.")
    var ids: [Int] = []

    @Flag(help: "Make it again where the ERP has lost it.")
    var recreate = false

    @Flag(help: "Only mark the rows; the next sync takes them up.")
    var later = false

    @OptionGroup var common: CommonOptions

    func run() async throws {
      let file = try common.connectionFile()
      let connection = try Connection.open(file, logger: common.logger())
      let chosen = ids.isEmpty ? try await connection.journal.quarantine(flow: nil).compactMap(\.id) : ids
      for id in chosen {
        _ = try await QuarantineCommand.row(id, connection.journal)
        try await connection.journal.replay(id, recreate: recreate, at: Instant(Date()))
      }
      let language = common.language(file)
      guard !later else {
        await connection.close()
        switch common.format {
        case .json: try common.print(json: ["marked": chosen])
        case .text: print(Report(language: language).marked(chosen.count))
        }
        return
      }
      let report = try await connection.engine().sync([])
      let open = try await connection.journal.quarantine(flow: nil).count { !$0.isAcknowledged }
      await connection.close()
      switch common.format {
      case .json: try common.print(json: RunPresentation(report, openRows: open, language: language))
      case .text:
        print(
          Report(language: language).run(
            report, order: connection.mappings.mappings.map(\.name), openRows: open))
      }
      throw ExitStatus(end: report.end, openRows: open).exitCode
    }
  }

  struct Acknowledge: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "acknowledge",
      abstract: "Says that a person has seen the row: it stays, and no longer makes runs end with exit code 2.")

    @Argument(help: "The row's number.")
    var id: Int

    @Option(help: "What you want the next person to know.")
    var note = ""

    @OptionGroup var common: CommonOptions

    func run() async throws {
      let file = try common.connectionFile()
      let journal = try SQLiteJournal(path: file.journal, instance: file.instance)
      _ = try await QuarantineCommand.row(id, journal)
      try await journal.acknowledge(id, note: note, at: Instant(Date()))
      switch common.format {
      case .json: try common.print(json: ["acknowledged": id])
      case .text: print(Report(language: common.language(file)).acknowledged(id))
      }
    }
  }

  struct Dismiss: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "dismiss",
      abstract: "Ends the row without doing its work; the record stays out until its source changes.")

    @Argument(help: "The row's number.")
    var id: Int

    @Option(help: "Why.")
    var note = ""

    @OptionGroup var common: CommonOptions

    func run() async throws {
      let file = try common.connectionFile()
      let journal = try SQLiteJournal(path: file.journal, instance: file.instance)
      _ = try await QuarantineCommand.row(id, journal)
      try await journal.dismiss(id, note: note, at: Instant(Date()))
      switch common.format {
      case .json: try common.print(json: ["dismissed": id])
      case .text: print(Report(language: common.language(file)).dismissed(id))
      }
    }
  }

  private static func row(_ id: Int, _ journal: SQLiteJournal) async throws -> QuarantineRow {
    guard let row = try await journal.quarantineRow(id) else {
      throw Fault(
        .configuration, "QUARANTINE_UNKNOWN", "There is no row #\(id) in quarantine.", context: ["row": String(id)],
        hint: "`passerelle quarantine list` shows the rows; a row that was resolved is gone.")
    }
    return row
  }
}
