import Foundation
import Records
import Testing

@testable import Mapping

@Suite struct MutationTests {
  /// The shipped files by name.
  private static func files() throws -> [String: String] {
    let layers = try MappingFiles.read([Shipped.directory])
    return Dictionary(uniqueKeysWithValues: layers[0].map { ($0.name, $0.text) })
  }

  @Test("A misspelt word in a shipped file is always told, with file, line and column")
  func misspelling() throws {
    let files = try Self.files()
    let versions = try Files.load(files).versions
    var dice = Dice(seed: 10)
    var told = 0
    for _ in 0..<80 {
      let name = dice.pick(files.keys.sorted())
      var lines = (files[name] ?? "").components(separatedBy: "\n")
      let index = dice.number(0...(lines.count - 1))
      // Texts in quotes, comments and `about` may say anything.
      let words = try Self.words(in: lines[index], of: name)
      guard let word = words.isEmpty ? nil : dice.pick(words) else { continue }
      lines[index].replaceSubrange(word, with: lines[index][word] + "zq")
      var changed = files
      changed[name] = lines.joined(separator: "\n")
      let found = Files.diagnostics(changed)
      if let first = found.first {
        told += 1
        #expect(!first.file.isEmpty && first.line > 0 && first.column > 0)
      } else {
        #expect(try Files.load(changed).versions == versions, "\(name):\(index + 1): \(lines[index])")
      }
    }
    #expect(told > 20)
  }

  @Test(
    "A shipped file with random damage never brings the reader down, and what cannot be read is told with its place")
  func damage() throws {
    let files = try Self.files()
    var dice = Dice(seed: 11)
    let pieces = [
      "(", ")", "{", "}", "[", "]", "'", "\"", ":", "- ", "\n", "\t", "  ", ",", "&a ", "*a", "!x ", "#", "é", "\u{0}",
      "|", ">", "?", "0", "%",
    ]
    for _ in 0..<80 {
      let name = dice.pick(files.keys.sorted())
      var text = Array((files[name] ?? "").unicodeScalars)
      for _ in 0...dice.number(0...2) {
        let place = dice.number(0...(text.count - 1))
        switch dice.number(0...2) {
        case 0: text.remove(at: place)
        case 1: text.insert(contentsOf: dice.pick(pieces).unicodeScalars, at: place)
        default: text.removeSubrange(place..<min(text.count, place + dice.number(1...40)))
        }
      }
      var changed = files
      changed[name] = String(String.UnicodeScalarView(text))
      do {
        _ = try Files.load(changed).check(schemas: Schemas.both, settings: Schemas.settings)
      } catch let error as MappingErrors {
        #expect(!error.diagnostics.isEmpty)
        for found in error.diagnostics {
          #expect(!found.file.isEmpty && found.line > 0 && found.column > 0)
          #expect(!found.description.isEmpty)
        }
      }
    }
  }

  /// The words of a line that have a meaning to others: not comments, prose, texts, and names that an author chooses freely (the start
  /// of a key, a table's columns).
  private static func words(in line: String, of file: String) throws -> [Range<String.Index>] {
    let isFree = line.contains("'") || line.contains("about") || line.contains("key:") || line.contains("_id.")
    guard !isFree, line.contains(":") || line.contains("("), !(file.hasPrefix("tables/") && line.hasPrefix("  ")) else {
      return []
    }
    let code = line.prefix { $0 != "#" }
    return code.ranges(of: try Regex("[a-z][a-z_]+")).map { $0 }
  }
}

extension MappingSet {
  var versions: [String: String] { Dictionary(uniqueKeysWithValues: mappings.map { ($0.name, $0.version) }) }
}
