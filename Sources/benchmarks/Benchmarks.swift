import ArgumentParser

/// Speed, requests and memory, measured and printed beside their budgets. Nothing here is needed to run the worker.
@main
struct Benchmarks: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "benchmarks", abstract: "Measures the real program and prints what it costs beside the budgets.",
    subcommands: [OrdersBenchmark.self, StockBenchmark.self, CatalogueBenchmark.self])
}

enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
  case text
  case json
}
