extension YAMLNode {
  /// The node's meaning as text: without comments, layout and `about`, keys sorted, expressions in their canonical form.
  var meaning: String {
    switch content {
    case .scalar(let text, .quoted): return "'\(text.utf8.count):\(text)"
    case .scalar(let text, _):
      if let syntax = try? ExpressionParser.parse(text) { return syntax.description }
      return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    case .sequence(let elements): return "[" + elements.map(\.meaning).joined(separator: "\u{1F}") + "]"
    case .mapping(let entries):
      let parts = entries.filter { $0.key.scalar != "about" }.map { "\($0.key.meaning)\u{1E}\($0.value.meaning)" }
      return "{" + parts.sorted().joined(separator: "\u{1F}") + "}"
    }
  }
}
