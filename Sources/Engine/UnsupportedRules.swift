import Mapping

/// Rules that the language can say and that nothing carries out yet. A file that says them is refused: a rule that is silently left out is
/// worse than none.
enum UnsupportedRules {
  static func diagnostics(of mapping: Mapping) -> [Diagnostic] {
    var found: [Diagnostic] = []
    func refuse(_ name: String, _ location: SourceLocation?) {
      found.append(
        Diagnostic(
          .error, "NOT_SUPPORTED_YET", location ?? SourceLocation(file: mapping.file, line: 1, column: 1),
          "`\(name)` is not carried out yet.", hint: "Leave it out: a record would be carried over without it."))
    }
    if let rule = mapping.links.first { refuse("links", rule.from.first?.location) }
    if let gone = mapping.gone.first, mapping.find.isEmpty { refuse("gone without find", gone.expression.location) }
    for touch in mapping.touches {
      switch touch {
      case .resource(_, _, let ownField): if ownField.contains(".") { refuse("touched by … -> \(ownField)", nil) }
      case .holds, .links: break
      }
    }
    return found
  }
}
