extension Mapping {
  /// Whether a rule of its further links asks for a field of the document beside the id that it is known by anyway.
  public var linksUseTarget: Bool {
    links.contains { rule in
      (rule.from + rule.to + [rule.condition].compactMap(\.self)).contains { Self.usesTarget($0.code) }
    }
  }

  /// A `let` is about the source alone.
  private static func usesTarget(_ code: Code) -> Bool {
    var isFound = false
    CodeWalk.visit(code) { if case .path(.variable(.target), let name) = $0, name != "id" { isFound = true } }
    return isFound
  }
}
