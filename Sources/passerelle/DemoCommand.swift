import ArgumentParser
import Console
import Engine
import Foundation
import JournalStore
import Records
import Sandbox

struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "Runs everything on a simulated shop and a simulated ERP: nothing to set up, nothing to break.",
    discussion: "Both are real HTTP servers on this machine, with state. Without --exit they go on running, so that every command can be tried on them.")

  @Flag(help: "End when the demo is over.")
  var exit = false

  @Option(name: .shortAndLong, help: "text for people, json for programs.")
  var format = OutputFormat.text

  func run() async throws {
    let demo = try await Demo.start()
    let report = Report(language: Language(setting: nil, environment: ProcessInfo.processInfo.environment))
    let tells = format == .text
    let first = try await demo.sync(tells ? "1. Everything that was paid goes to the ERP" : nil, report)
    let rows = try await demo.quarantine()
    if tells {
      print("\n2. One order stopped, and says why\n" + report.quarantine(rows, waiting: try await demo.waiting()))
      print("\n3. Somebody adds the missing product to the ERP, and the row is replayed")
    }
    demo.mend()
    try await demo.replay(rows)
    let second = try await demo.sync(tells ? "" : nil, report)
    let third = try await demo.sync(tells ? "\n4. Once more: there is nothing left to do" : nil, report)
    let proof = demo.proof()
    switch format {
    case .json:
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
      print(String(decoding: try encoder.encode(DemoAnswer(passes: [first, second, third], quarantine: rows.map(DemoAnswer.Row.init), proof: proof)), as: UTF8.self))
    case .text:
      print(
        "\nCounted in the servers' own tables: \(proof.present) of \(proof.expected) orders are in the ERP, \(proof.duplicates) twice, "
          + "\(proof.missing) missing, \(proof.differing) with another total.")
      if !exit { try await demo.stay() }
    }
    await demo.stop()
    if proof.missing + proof.duplicates + proof.differing > 0 { throw ExitStatus.incomplete.exitCode }
  }
}
