/// What an expression refers to.
enum CodeWalk {
  static func lets(in code: Code) -> Set<Int> {
    var found: Set<Int> = []
    visit(code) { if case .named(let index) = $0 { found.insert(index) } }
    return found
  }

  static func fields(in code: Code) -> Set<String> {
    var found: Set<String> = []
    visit(code) { if case .field(let name) = $0 { found.insert(name) } }
    return found
  }

  static func tables(in code: Code) -> Set<String> {
    var found: Set<String> = []
    visit(code) {
      switch $0 {
      case .row(let table, _), .column(let table, _, _), .rows(let table, _), .columns(let table, _, _),
        .everyRow(let table):
        found.insert(table)
      default: break
      }
    }
    return found
  }

  static func settings(in code: Code) -> Set<String> {
    var found: Set<String> = []
    visit(code) { if case .setting(let name) = $0 { found.insert(name) } }
    return found
  }

  /// The link sets that it asks.
  static func sets(in code: Code) -> Set<String> {
    var found: Set<String> = []
    visit(code) {
      switch $0 {
      case .link(let set, _), .links(let set, _), .linked(let set, _), .accepted(let set, _): found.insert(set)
      default: break
      }
    }
    return found
  }

  /// The node and everything below it.
  static func visit(_ code: Code, _ body: (Code) -> Void) {
    body(code)
    for child in children(of: code) { visit(child, body) }
  }

  private static func children(of code: Code) -> [Code] {
    switch code {
    case .constant, .field, .related, .named, .item, .variable, .stop, .everyRow, .setting: []
    case .path(let base, _): [base]
    case .negate(let operand, _), .not(let operand), .refusal(_, because: let operand): [operand]
    case .and(let left, let right), .or(let left, let right), .equal(let left, let right, _),
      .contains(let left, let right),
      .fallback(let left, let right):
      [left, right]
    case .order(_, let left, let right, _), .arithmetic(_, let left, let right, _): [left, right]
    case .conditional(let condition, let then, let otherwise): [condition, then, otherwise]
    case .call(_, let arguments, _), .link(_, let arguments), .linked(_, let arguments), .accepted(_, let arguments),
      .held(_, let arguments):
      arguments
    case .each(_, let list, let body, _, _): [list] + (body.map { [$0] } ?? [])
    case .share(let total, let list, let weight, _, _): [total, list, weight]
    case .record(let fields): fields.map(\.value)
    case .extend(let base, let fields, _): [base] + fields.map(\.value)
    case .row(_, let key), .column(_, let key, _), .rows(_, let key), .columns(_, let key, _), .links(_, let key): [key]
    }
  }
}
