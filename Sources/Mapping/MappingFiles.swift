import Foundation

/// Finds and reads the mapping files of directories.
enum MappingFiles {
  /// One layer of files: the name within the directory ("orders.yaml", "tables/taxes.yaml"), the path shown to people, and the text.
  typealias Layer = [(name: String, path: String, text: String)]

  static func read(_ directories: [String]) throws(MappingErrors) -> [Layer] {
    var problems: [Diagnostic] = []
    var layers: [Layer] = []
    for directory in directories {
      var layer: Layer = []
      for folder in ["", "tables/"] {
        let path = folder.isEmpty ? directory : "\(directory)/tables"
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
          if folder.isEmpty { problems.append(problem("DIRECTORY_UNREADABLE", path, "This directory cannot be read.")) }
          continue
        }
        for name in names.sorted() where isMapping(name) {
          guard let text = try? String(contentsOfFile: "\(path)/\(name)", encoding: .utf8) else {
            problems.append(problem("FILE_UNREADABLE", "\(path)/\(name)", "This file cannot be read as UTF-8 text."))
            continue
          }
          layer.append((folder + name, "\(path)/\(name)", text))
        }
      }
      layers.append(layer)
    }
    if !problems.isEmpty { throw MappingErrors(diagnostics: problems) }
    return layers
  }

  private static func isMapping(_ name: String) -> Bool {
    name.hasSuffix(".yaml") && !name.hasSuffix(".tests.yaml") && !name.hasPrefix(".")
  }

  private static func problem(_ code: String, _ path: String, _ message: String) -> Diagnostic {
    Diagnostic(.error, code, SourceLocation(file: path, line: 1, column: 1), message)
  }
}
