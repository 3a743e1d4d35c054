/// The text of one mapping file, for places and excerpts in diagnostics.
final class SourceFile: Sendable {
  let name: String
  let lines: [[Unicode.Scalar]]

  init(name: String, text: String) {
    self.name = name
    var lines: [[Unicode.Scalar]] = [[]]
    for scalar in text.unicodeScalars where scalar != "\r" {
      if scalar == "\n" { lines.append([]) } else { lines[lines.count - 1].append(scalar) }
    }
    self.lines = lines
  }

  /// The line, tabs made blanks so that an underline stands below its text.
  func excerpt(line: Int) -> String {
    guard line >= 1, line <= lines.count else { return "" }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: lines[line - 1].map { $0 == "\t" ? " " : $0 })
    return String(text)
  }

  func character(line: Int, column: Int) -> Unicode.Scalar? {
    guard line >= 1, line <= lines.count, column >= 1, column <= lines[line - 1].count else { return nil }
    return lines[line - 1][column - 1]
  }

  /// The place of the `count`-th character that is not white space, counted from a place: line breaks and indentation differ between a
  /// YAML scalar's text and the file, other characters do not.
  func place(ofCharacter count: Int, fromLine line: Int, column: Int) -> SourceLocation {
    var left = count
    var number = max(1, line)
    var first = max(0, column - 1)
    while number <= lines.count {
      let characters = lines[number - 1]
      for index in characters.indices.dropFirst(first) where !characters[index].properties.isWhitespace {
        if left == 0 { return SourceLocation(file: name, line: number, column: index + 1) }
        left -= 1
      }
      number += 1
      first = 0
    }
    return SourceLocation(file: name, line: max(1, line), column: max(1, column))
  }
}
