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
    let stage = DemoStage(demo: demo, language: language, tells: format == .text)
    let catalogue = try await stage.catalogue()
    let orders = try await stage.orders()
    let changes = try await stage.changes(orders.placed)
    let verified = try await stage.verify()
    let proof = demo.proof(orders.placed)
    let passes = [catalogue.pass] + orders.passes + changes.passes
    let last = passes.last?.writes ?? DemoAnswer.Requests(shop: -1, erp: -1)
    switch format {
    case .json:
      let answer = DemoAnswer(
        matched: catalogue.matched, passes: passes, changes: changes.changes,
        quarantine: orders.quarantine.map(DemoAnswer.Row.init),
        verified: verified.map { VerifyPresentation($0, shown: [], language: language) }, proof: proof,
        writesOfLastPass: last)
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
      print(String(decoding: try encoder.encode(answer), as: UTF8.self))
    case .text:
      stage.tell(proof)
      if !exit { try await demo.stay() }
    }
    await demo.stop()
    guard proof.isRight, last.shop + last.erp == 0, verified.allSatisfy({ $0.isComplete && $0.isEqual }) else {
      throw ExitStatus.incomplete.exitCode
    }
  }
}
