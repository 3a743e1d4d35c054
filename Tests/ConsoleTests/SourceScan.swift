import Foundation

/// Looks through the product's own sources and mapping files for the codes that can reach an operator.
enum SourceScan {
  /// One place that makes a fault or finding.
  struct Construction {
    let file: String
    let code: String
    /// The names that the fault carries; nil where they are put together elsewhere in the file.
    let context: Set<String>?
    let text: String
  }

  static let root: URL = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The modules that speak to operators.
  static let modules = ["Engine", "Journal", "JournalStore", "Mapping", "Odoo", "PrestaShop", "Records", "passerelle"]

  static let sources: [(file: String, text: String)] = modules.flatMap { files("Sources/\($0)", "swift") }

  /// `Fault(.family, "CODE"` and `Finding(.severity, "CODE"`, wherever the line breaks.
  static let constructions: [Construction] = sources.flatMap { file, text in
    text.matches(of: /\b(?:Fault|Finding)\(\s*\.[a-z]+,\s*"([A-Z][A-Z0-9_]+)"/).map { match in
      let call = String(text[match.range.lowerBound..<end(ofCallAt: match.range.lowerBound, in: text)])
      return Construction(file: file, code: String(match.1), context: contextNames(in: call), text: call)
    }
  }

  /// Codes that are handed to a helper or stand in as a default: texts in capitals with underscores.
  static let literals: Set<String> = Set(
    sources.flatMap { file, text in
      let isMapping = file.contains("/Mapping/")
      let pattern =
        isMapping
        // The other capitals there are the codes of diagnostics, which are for integrators and carry their own text.
        ? /(?:missingCode = |\?\? )"([A-Z][A-Z0-9]*_[A-Z0-9_]+)"/ : /"([A-Z][A-Z0-9]*_[A-Z0-9_]+)"/
      return text.matches(of: pattern).map { String($0.1) }
    }
  ).filter { name in !["PS_", "LC_", "PASSERELLE_"].contains { name.hasPrefix($0) } }

  /// Codes that the shipped mapping files name.
  static let mappings: Set<String> = Set(
    files("Mappings", "yaml").flatMap { _, text in
      text.matches(of: /(?:missing:|code:|quarantine)\s+([A-Z][A-Z0-9_]+)/).map { String($0.1) }
    })

  static let codes: Set<String> = Set(constructions.map(\.code)).union(literals).union(mappings)

  /// The names of every context that is put together in the files that say a code. A code that no place makes itself is
  /// one of the mapping files, and the engine makes their faults.
  static func contextNames(around code: String) -> Set<String> {
    let isMade = constructions.contains { $0.code == code }
    let makers = sources.filter { $0.text.contains("\"\(code)\"") || (!isMade && $0.file.contains("/Engine/")) }
    return Set(makers.flatMap { names(in: $0.text) })
  }

  private static func contextNames(in call: String) -> Set<String>? {
    guard let context = call.firstRange(of: "context:") else { return [] }
    let rest = call[context.upperBound...].drop(while: \.isWhitespace)
    // A literal alone says everything; one that is merged with something else, or a variable, does not.
    guard rest.hasPrefix("["), !rest.contains(".merging") else { return nil }
    return names(in: String(rest))
  }

  private static func names(in text: String) -> Set<String> {
    let inLiterals = text.matches(of: /"([a-z_]+)":/).map { String($0.1) }
    let bySubscript = text.matches(of: /context\["([a-z_]+)"\] =/).map { String($0.1) }
    return Set(inLiterals + bySubscript)
  }

  /// The end of the call whose name starts at `start`: its parentheses counted, texts skipped.
  private static func end(ofCallAt start: String.Index, in text: String) -> String.Index {
    var depth = 0
    var isText = false
    var previous: Character = " "
    for index in text[start...].indices {
      let character = text[index]
      if character == "\"", previous != "\\" { isText.toggle() }
      if !isText {
        if character == "(" { depth += 1 }
        if character == ")" {
          depth -= 1
          if depth == 0 { return text.index(after: index) }
        }
      }
      previous = character
    }
    return text.endIndex
  }

  private static func files(_ folder: String, _ suffix: String) -> [(file: String, text: String)] {
    let url = root.appending(path: folder)
    let names = FileManager.default.enumerator(atPath: url.path)?.compactMap { $0 as? String } ?? []
    return names.filter { $0.hasSuffix("." + suffix) }.sorted().compactMap { name in
      let file = url.appending(path: name)
      return (try? String(contentsOf: file, encoding: .utf8)).map { ("\(folder)/\(name)", $0) }
    }
  }
}
