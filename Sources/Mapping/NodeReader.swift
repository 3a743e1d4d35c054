import Records

/// Reads the parts that mapping files are made of, and collects everything that is wrong with them.
struct NodeReader {
  private(set) var diagnostics: [Diagnostic] = []

  mutating func report(
    _ code: String, _ node: YAMLNode, _ message: String, expected: [String] = [], hint: String = "",
    severity: Diagnostic.Severity = .error
  ) {
    let length = node.scalar?.unicodeScalars.count ?? 1
    diagnostics.append(
      Diagnostic(
        severity, code, node.location, length: length, message, expected: expected, hint: hint,
        excerpt: node.file.excerpt(line: node.line)))
  }

  mutating func add(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

  // MARK: Sections

  /// The section's entries; unknown keys and missing ones are reported.
  mutating func section(_ node: YAMLNode, _ section: KeySpecification.Section, at key: YAMLNode? = nil) -> [String:
    YAMLNode]
  {
    let specifications = KeySpecification.all[section] ?? []
    let known = specifications.map(\.name)
    let entries = self.entries(node, "keys such as `\(known.prefix(3).joined(separator: "`, `"))`")
    var values: [String: YAMLNode] = [:]
    for (key, name, value) in entries {
      if known.contains(name) {
        values[name] = value
      } else {
        let hint = Nearest.name(to: name, among: known).map { "Did you mean `\($0)`?" } ?? ""
        report("UNKNOWN_KEY", key, "`\(name)` is not known here.", expected: known, hint: hint)
      }
    }
    for specification in specifications where specification.isRequired && values[specification.name] == nil {
      guard node.entries != nil else { break }
      report("KEY_MISSING", key ?? node, "`\(specification.name)` is missing here.", hint: specification.summary)
    }
    return values
  }

  /// The entries of a mapping whose keys are words.
  mutating func entries(_ node: YAMLNode, _ wanted: String) -> [(key: YAMLNode, name: String, value: YAMLNode)] {
    guard let entries = node.entries else {
      report("WRONG_SHAPE", node, "Expected \(wanted) here.")
      return []
    }
    var read: [(key: YAMLNode, name: String, value: YAMLNode)] = []
    for entry in entries {
      guard let name = entry.key.scalar, !name.isEmpty else {
        report("WRONG_SHAPE", entry.key, "A key must be a word.")
        continue
      }
      if isSplit(entry.key) { continue }
      read.append((entry.key, name, entry.value))
    }
    return read
  }

  mutating func elements(_ node: YAMLNode, _ wanted: String) -> [YAMLNode] {
    guard let elements = node.elements else {
      report(
        "WRONG_SHAPE", node, "Expected a list of \(wanted) here.",
        hint: "Each item stands on a line of its own, after a hyphen.")
      return []
    }
    return elements
  }

  // MARK: Words

  mutating func word(_ node: YAMLNode) -> String {
    guard let word = node.scalar, !word.isEmpty else {
      report("WRONG_SHAPE", node, "Expected a word here.")
      return ""
    }
    return word
  }

  mutating func words(_ node: YAMLNode) -> [String] { elements(node, "words").map { word($0) } }

  mutating func choice(_ node: YAMLNode, _ choices: [String]) -> String? {
    let word = word(node)
    if choices.contains(word) { return word }
    if !word.isEmpty {
      let hint = Nearest.name(to: word, among: choices).map { "Did you mean `\($0)`?" } ?? ""
      report("UNKNOWN_WORD", node, "`\(word)` is not known here.", expected: choices, hint: hint)
    }
    return nil
  }

  mutating func code(_ node: YAMLNode) -> String {
    let word = word(node)
    let isCode = !word.isEmpty && word.utf8.allSatisfy { (65...90).contains($0) || (48...57).contains($0) || $0 == 95 }
    if !word.isEmpty, !isCode { report("WRONG_SHAPE", node, "A code is written in capital letters: NO_PRODUCT.") }
    return word
  }

  mutating func resource(_ node: YAMLNode) -> ResourceName {
    let word = word(node)
    if let name = ResourceName(word) { return name }
    if !word.isEmpty { report("WRONG_SHAPE", node, "A resource is written system/resource.") }
    return ResourceName(system: "", resource: "")
  }

  /// The name of a field, possibly dotted.
  mutating func field(_ node: YAMLNode) -> String {
    let word = word(node)
    let isName = word.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { Self.isName($0) }
    if !word.isEmpty, !isName { report("WRONG_SHAPE", node, "`\(word)` is not a field's name.") }
    return word
  }

  static func isName(_ text: some StringProtocol) -> Bool {
    guard let first = text.utf8.first, !(48...57).contains(first) else { return false }
    return text.utf8.allSatisfy {
      (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == 95
    }
  }

  // MARK: Expressions

  /// A plain or block scalar is an expression, a quoted one a text.
  mutating func formula(_ node: YAMLNode, _ scope: Scope) -> Formula {
    guard let text = node.scalar, let style = node.style else {
      let hint = "A text with braces or brackets at its start is written in quotes."
      report("WRONG_SHAPE", node, "Expected an expression here.", hint: node.isInFlow ? "" : hint)
      return missing(node)
    }
    if style == .quoted { return constant(.text(text), node) }
    if isSplit(node) { return missing(node) }
    do {
      return compiled(try ExpressionParser.parse(text), scope, node, offset: 0)
    } catch {
      add(Formula.diagnostic(.error, error, node: node, offset: 0, expected: []))
      return missing(node)
    }
  }

  mutating func compiled(_ syntax: Syntax, _ scope: Scope, _ node: YAMLNode, offset: Int) -> Formula {
    let (code, problems) = Compiler.compile(syntax, scope: scope)
    for problem in problems { add(Formula.diagnostic(.error, problem, node: node, offset: offset, expected: [])) }
    return Formula(syntax, code, node: node, offset: offset)
  }

  mutating func named(_ node: YAMLNode, _ scope: Scope, fields: Bool = true) -> [(
    key: YAMLNode, name: String, formula: Formula
  )] {
    entries(node, "names with expressions").map { key, name, value in
      (key, fields ? field(key) : name, formula(value, scope))
    }
  }

  mutating func formulas(_ node: YAMLNode, _ scope: Scope) -> [Formula] {
    elements(node, "expressions").map { formula($0, scope) }
  }

  /// `name(expression, ...)`: a mapping or link set with the parts of a key.
  mutating func reference(_ node: YAMLNode, _ scope: Scope) -> (name: String, arguments: [Formula]) {
    guard let text = node.scalar, node.style != .quoted, !isSplit(node) else {
      if node.scalar == nil || node.style == .quoted {
        report("WRONG_SHAPE", node, "Expected a name with key parts here: addresses(id).")
      }
      return ("", [])
    }
    do {
      guard case .call(let name, let arguments) = try ExpressionParser.parse(text).kind, !arguments.isEmpty,
        arguments.allSatisfy({ $0.name == nil })
      else {
        report("WRONG_SHAPE", node, "Expected a name with key parts here: addresses(id).")
        return ("", [])
      }
      return (name, arguments.map { compiled($0.value, scope, node, offset: 0) })
    } catch {
      add(Formula.diagnostic(.error, error, node: node, offset: 0, expected: []))
      return ("", [])
    }
  }

  /// Text with {expression} holes.
  mutating func template(_ node: YAMLNode, _ scope: Scope) -> KeyTemplate {
    guard let text = node.scalar, !text.isEmpty else {
      report(
        "WRONG_SHAPE", node, "Expected a key such as order-{id} here.",
        hint: "A key that starts with a brace is written in quotes.")
      return KeyTemplate(text: "", parts: [])
    }
    var parts: [KeyTemplate.Part] = []
    var rest = text[...]
    while let open = rest.firstIndex(of: "{") {
      if open > rest.startIndex { parts.append(.text(String(rest[..<open]))) }
      let start = rest.index(after: open)
      guard let close = rest[start...].firstIndex(of: "}") else {
        report("WRONG_SHAPE", node, "A brace is not closed in this key.")
        return KeyTemplate(text: text, parts: parts)
      }
      hole(text, start..<close, node, scope).map { parts.append(.hole($0)) }
      rest = rest[rest.index(after: close)...]
    }
    if rest.contains("}") { report("WRONG_SHAPE", node, "A brace is not opened in this key.") }
    if !rest.isEmpty { parts.append(.text(String(rest))) }
    return KeyTemplate(text: text, parts: parts)
  }

  private mutating func hole(_ text: String, _ range: Range<String.Index>, _ node: YAMLNode, _ scope: Scope) -> Formula?
  {
    let offset = text.utf8.distance(from: text.utf8.startIndex, to: range.lowerBound)
    do {
      return compiled(try ExpressionParser.parse(String(text[range])), scope, node, offset: offset)
    } catch {
      add(Formula.diagnostic(.error, error, node: node, offset: offset, expected: []))
      return nil
    }
  }

  /// A number, true, false, null, a text in quotes, or a list of these.
  mutating func constant(_ node: YAMLNode) -> Value {
    if let elements = node.elements { return .list(elements.map { constant($0) }) }
    if let constant = formula(node, Scope()).constant { return constant }
    report(
      "NOT_CONSTANT", node, "This must be a constant.",
      hint: "Constants are numbers, true, false, null, texts in quotes, and lists of these.")
    return .null
  }

  func constant(_ value: Value, _ node: YAMLNode) -> Formula {
    Formula(
      Syntax(kind: .literal(value), range: 0..<max(1, node.scalar?.utf8.count ?? 1), depth: 1), .constant(value),
      node: node)
  }

  private func missing(_ node: YAMLNode) -> Formula { constant(.null, node) }

  /// In `{}` and `[]` YAML cuts an expression at its commas: then a parenthesis is left alone.
  private mutating func isSplit(_ node: YAMLNode) -> Bool {
    guard node.isInFlow, node.style == .plain, let text = node.scalar,
      text.utf8.count(where: { $0 == UInt8(ascii: "(") }) != text.utf8.count(where: { $0 == UInt8(ascii: ")") })
    else { return false }
    report(
      "SPLIT_EXPRESSION", node, "YAML cut this expression at a comma or a brace.",
      hint: "Write it on a line of its own, outside {} and [].")
    return true
  }
}
