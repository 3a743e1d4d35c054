import ArgumentParser
import Console
import Foundation
import Journal
import Logging
import Records

enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
  case text
  case json
}

/// The options that every command has.
struct CommonOptions: ParsableArguments {
  @Option(name: .shortAndLong, help: "The connection's configuration file.")
  var config = "passerelle.yaml"

  @Option(name: .shortAndLong, help: "text for people, json for programs.")
  var format = OutputFormat.text

  @Flag(name: .shortAndLong, help: "Log every request to standard error. Keys are never logged.")
  var verbose = false

  func logger() -> Logger {
    LoggingSystem.bootstrapOnce()
    var logger = Logger(label: "passerelle")
    logger.logLevel = verbose ? .debug : .warning
    return logger
  }

  func connectionFile() throws -> ConnectionFile { try ConnectionFile.read(config) }

  func language(_ file: ConnectionFile?) -> Language {
    Language(setting: file?.language, environment: ProcessInfo.processInfo.environment)
  }

  /// A journal to look at, whether or not a run is at work on it.
  func readJournal(_ file: ConnectionFile) throws -> SQLiteJournal {
    try SQLiteJournal(path: file.journal, instance: file.instance, readOnly: true)
  }

  func print(json value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    Swift.print(String(decoding: try encoder.encode(value), as: UTF8.self))
  }
}

extension LoggingSystem {
  private static let once: Void = LoggingSystem.bootstrap { StreamLogHandler.standardError(label: $0) }

  /// Sends logs to standard error, so that standard output is the answer alone.
  static func bootstrapOnce() { once }
}
