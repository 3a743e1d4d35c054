/// One node of a YAML file with its place: what files are merged and read as.
struct YAMLNode: Sendable {
  enum Style: Sendable {
    case plain
    case quoted
    case block
  }

  struct Entry: Sendable {
    var key: YAMLNode
    var value: YAMLNode
  }

  indirect enum Content: Sendable {
    case scalar(String, Style)
    case mapping([Entry])
    case sequence([YAMLNode])
  }

  var content: Content
  let file: SourceFile
  let line: Int
  let column: Int
  /// Inside `{}` or `[]`, where YAML itself splits at commas.
  let isInFlow: Bool

  var location: SourceLocation { SourceLocation(file: file.name, line: line, column: column) }

  var entries: [Entry]? { if case .mapping(let entries) = content { entries } else { nil } }
  var elements: [YAMLNode]? { if case .sequence(let elements) = content { elements } else { nil } }
  var scalar: String? { if case .scalar(let text, _) = content { text } else { nil } }
  var style: Style? { if case .scalar(_, let style) = content { style } else { nil } }

  /// A plain scalar without text: the value of `key:`.
  var isMissing: Bool { if case .scalar("", .plain) = content { true } else { false } }

  subscript(key: String) -> YAMLNode? { entries?.first { $0.key.scalar == key }?.value }

  /// The place of an offset (in UTF-8) of this scalar's text.
  func location(at offset: Int) -> SourceLocation {
    guard let text = scalar, let style else { return location }
    let prefix = String(decoding: text.utf8.prefix(max(0, offset)), as: UTF8.self)
    let count = prefix.unicodeScalars.count { !$0.properties.isWhitespace }
    guard count > 0, offset >= text.utf8.count else { return place(ofCharacter: count, style) }
    // The end of the text is behind its last character, wherever the next one stands.
    let last = place(ofCharacter: count - 1, style)
    return SourceLocation(file: last.file, line: last.line, column: last.column + 1)
  }

  private func place(ofCharacter count: Int, _ style: Style) -> SourceLocation {
    switch style {
    case .plain: file.place(ofCharacter: count, fromLine: line, column: column)
    case .quoted: file.place(ofCharacter: count + 1, fromLine: line, column: column)
    case .block: file.place(ofCharacter: count, fromLine: line + 1, column: 1)
    }
  }

  /// This node with another's content laid over it: mappings merge key by key, anything else is replaced.
  func overlaid(by other: YAMLNode) -> YAMLNode {
    guard let own = entries, let more = other.entries else { return other }
    var merged = own
    for entry in more {
      if let index = merged.firstIndex(where: { $0.key.scalar != nil && $0.key.scalar == entry.key.scalar }) {
        merged[index].value = merged[index].value.overlaid(by: entry.value)
      } else {
        merged.append(entry)
      }
    }
    var node = self
    node.content = .mapping(merged)
    return node
  }
}
