import ArgumentParser
import Console
import Engine
import JournalStore
import Records

struct LinksCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "links", abstract: "What is linked to what.", subcommands: [Show.self, Rebuild.self])

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "The counterpart of one record.")

    @Argument(help: "The flow whose links are meant.")
    var flow: String

    @Argument(help: "The record's id in the shop; parts of a key between commas.")
    var id: String

    @OptionGroup var common: CommonOptions

    func run() async throws {
      let file = try common.connectionFile()
      let journal = try common.readJournal(file)
      let key = RecordKey(text: id)
      let link = try await journal.links(set: flow, system: "prestashop", keys: [key])[key]
      switch common.format {
      case .json: try common.print(json: link.map(LinkPresentation.init))
      case .text: print(Report(language: common.language(file)).link(link, flow: flow, key: key))
      }
      if link == nil { throw ExitStatus.usage.exitCode }
    }
  }

  struct Rebuild: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "rebuild",
      abstract: "Recovers a lost journal from the keys that the ERP keeps and from natural keys.",
      discussion:
        "Every record since `go_live` is read again and looked up under its key; nothing that is there is made a second time."
    )

    @OptionGroup var common: CommonOptions

    func run() async throws {
      let file = try common.connectionFile()
      let connection = try Connection.open(file, logger: common.logger())
      let report = try await connection.engine().rebuild()
      let open = try await connection.journal.quarantine(flow: nil).count { !$0.isAcknowledged }
      await connection.close()
      let language = common.language(file)
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
}
