import ArgumentParser

/// The promises, proven and printed. Nothing here is needed to run the worker.
@main
struct Proofs: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "proofs", abstract: "Proves the promises and prints what was seen.",
    subcommands: [GoldenProof.self, KillProof.self, OversellProof.self])
}

enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
  case text
  case json
}
