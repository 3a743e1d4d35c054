import Yams

/// Reads one YAML file into nodes with places.
enum YAMLReader {
  static func read(_ text: String, name: String) throws(MappingErrors) -> YAMLNode {
    let file = SourceFile(name: name, text: text)
    do {
      guard let root = try Yams.compose(yaml: text) else {
        throw MappingErrors(diagnostics: [problem("YAML_EMPTY", "The file is empty.", file, line: 1, column: 1)])
      }
      return try node(root, file, inFlow: false, depth: 0)
    } catch let errors as MappingErrors {
      throw errors
    } catch let error as YamlError {
      throw MappingErrors(diagnostics: [diagnostic(error, file)])
    } catch {
      throw MappingErrors(diagnostics: [
        problem("YAML_INVALID", "The file is not YAML: \(error)", file, line: 1, column: 1)
      ])
    }
  }

  private static func node(_ node: Node, _ file: SourceFile, inFlow: Bool, depth: Int) throws(MappingErrors) -> YAMLNode
  {
    let line = node.mark?.line ?? 1
    let column = node.mark?.column ?? 1
    guard depth < 40 else {
      throw MappingErrors(diagnostics: [
        problem("YAML_TOO_DEEP", "This is nested too deeply.", file, line: line, column: column)
      ])
    }
    func made(_ content: YAMLNode.Content, flow: Bool) -> YAMLNode {
      YAMLNode(content: content, file: file, line: line, column: column, isInFlow: flow)
    }
    // Whether a collection is written in flow style is read off its first character: the library does not tell.
    switch node {
    case .scalar(let scalar):
      return made(.scalar(scalar.string, style(scalar.style)), flow: inFlow)
    case .mapping(let mapping):
      let flow = inFlow || file.character(line: line, column: column) == "{"
      var entries: [YAMLNode.Entry] = []
      for (key, value) in mapping {
        let key = try Self.node(key, file, inFlow: flow, depth: depth + 1)
        entries.append(YAMLNode.Entry(key: key, value: try Self.node(value, file, inFlow: flow, depth: depth + 1)))
      }
      return made(.mapping(entries), flow: flow)
    case .sequence(let sequence):
      let flow = inFlow || file.character(line: line, column: column) == "["
      var elements: [YAMLNode] = []
      for element in sequence { elements.append(try Self.node(element, file, inFlow: flow, depth: depth + 1)) }
      return made(.sequence(elements), flow: flow)
    case .alias:
      throw MappingErrors(diagnostics: [
        problem("YAML_ALIAS", "Aliases are not used here.", file, line: line, column: column)
      ])
    }
  }

  private static func style(_ style: Node.Scalar.Style) -> YAMLNode.Style {
    switch style {
    case .singleQuoted, .doubleQuoted: .quoted
    case .literal, .folded: .block
    case .any, .plain: .plain
    }
  }

  private static func problem(_ code: String, _ message: String, _ file: SourceFile, line: Int, column: Int)
    -> Diagnostic
  {
    Diagnostic(
      .error, code, SourceLocation(file: file.name, line: max(1, line), column: max(1, column)), message,
      excerpt: file.excerpt(line: line))
  }

  private static func diagnostic(_ error: YamlError, _ file: SourceFile) -> Diagnostic {
    switch error {
    case .scanner(_, let text, let mark, _), .parser(_, let text, let mark, _), .composer(_, let text, let mark, _):
      return problem("YAML_INVALID", "The file is not YAML: \(text).", file, line: mark.line, column: mark.column)
    case .duplicatedKeysInMapping(let keys, let context):
      let message = "The same key is given twice: \(keys.sorted().joined(separator: ", "))."
      return problem("DUPLICATE_KEY", message, file, line: context.mark.line, column: context.mark.column)
    default:
      return problem(
        "YAML_INVALID", "The file is not YAML that can be read (UTF-8 without control characters).", file, line: 1,
        column: 1)
    }
  }
}
