import Testing

/// Compares a report with what it shall look like, line by line, so that a difference shows where it is.
func expect(_ text: String, is golden: String, _ location: SourceLocation = #_sourceLocation) {
  let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
  let wanted = golden.split(separator: "\n", omittingEmptySubsequences: false)
  #expect(lines.count == wanted.count, "\(text)", sourceLocation: location)
  for (line, want) in zip(lines, wanted) { #expect(line == want, sourceLocation: location) }
}
