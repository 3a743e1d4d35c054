import ArgumentParser
import Console
import Engine
import Foundation
import JournalStore
import Records
import Sandbox

struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Runs everything on a simulated shop and a simulated ERP: nothing to set up, nothing to break.",
    discussion:
      "Both are real HTTP servers on this machine, with state. Without --exit they go on running, so that every command can be tried on them."
  )

  @Flag(help: "End when the demo is over.")
  var exit = false

  @Option(name: .shortAndLong, help: "text for people, json for programs.")
  var format = OutputFormat.text

  func run() async throws {
    let language = Language(setting: nil, environment: ProcessInfo.processInfo.environment)
    let demo = try await Demo.start(language)
    let report = Report(language: language)
    let phrases = DemoPhrases(language: language)
    let tells = format == .text
    let first = try await demo.sync(tells ? phrases.first : nil, report)
    let rows = try await demo.quarantine()
    if tells {
      print("\n\(phrases.stopped)\n" + report.quarantine(rows, waiting: try await demo.waiting()))
      print("\n\(phrases.mended)")
    }
    demo.mend()
    try await demo.replay(rows)
    let second = try await demo.sync(tells ? "" : nil, report)
    let third = try await demo.sync(tells ? "\n\(phrases.again)" : nil, report)
    let proof = demo.proof()
    switch format {
    case .json:
      let answer = DemoAnswer(passes: [first, second, third], quarantine: rows.map(DemoAnswer.Row.init), proof: proof)
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
      print(String(decoding: try encoder.encode(answer), as: UTF8.self))
    case .text:
      print(
        "\n"
          + phrases.proof(
            present: proof.present, expected: proof.expected, duplicates: proof.duplicates, missing: proof.missing,
            differing: proof.differing))
      if !exit { try await demo.stay() }
    }
    await demo.stop()
    if proof.missing + proof.duplicates + proof.differing > 0 { throw ExitStatus.incomplete.exitCode }
  }
}
