import Records

/// Resolves an expression's names and checks what needs no schema: functions, their arguments, and that every expression that can fail
/// says its `else`.
struct Compiler {
  private(set) var problems: [ExpressionProblem] = []
  private let scope: Scope

  static func compile(_ syntax: Syntax, scope: Scope) -> (code: Code, problems: [ExpressionProblem]) {
    var compiler = Compiler(scope: scope)
    let code = compiler.code(syntax, depth: scope.depth, covered: false)
    return (code, compiler.problems)
  }

  private init(scope: Scope) { self.scope = scope }

  private mutating func fail(_ code: String, _ range: Range<Int>, _ message: String, hint: String = "") -> Code {
    problems.append(ExpressionProblem(code: code, range: range, message: message, hint: hint))
    return .constant(.null)
  }

  private mutating func code(_ syntax: Syntax, depth: Int, covered: Bool) -> Code {
    func site() -> String { syntax.description }
    switch syntax.kind {
    case .literal(let value): return .constant(value)
    case .duration(let seconds): return .constant(.integer(seconds))
    case .name(let name): return self.name(name, syntax.range, depth: depth)
    case .path(let base, let field): return path(base, field, depth: depth, covered: covered)
    case .call(let name, let arguments): return call(name, arguments, syntax, depth: depth, covered: covered)
    case .negate(let operand): return .negate(code(operand, depth: depth, covered: covered), site: site())
    case .not(let operand): return .not(code(operand, depth: depth, covered: covered))
    case .conditional(let condition, let then, let otherwise):
      return .conditional(
        code(condition, depth: depth, covered: covered), code(then, depth: depth, covered: covered),
        code(otherwise, depth: depth, covered: covered))
    case .fallback(let left, let right):
      return .fallback(code(left, depth: depth, covered: true), code(right, depth: depth, covered: covered))
    case .stop(let stop): return .stop(stop)
    case .refusal(let code, let reason):
      return .refusal(code, because: self.code(reason, depth: depth, covered: covered))
    case .binary(let found, let left, let right):
      return binary(
        found, code(left, depth: depth, covered: covered), code(right, depth: depth, covered: covered), syntax,
        right: right,
        covered: covered)
    }
  }

  private mutating func binary(
    _ found: Syntax.Operator, _ left: Code, _ right: Code, _ syntax: Syntax, right operand: Syntax, covered: Bool
  )
    -> Code
  {
    switch found {
    case .and: return .and(left, right)
    case .or: return .or(left, right)
    case .equal: return .equal(left, right, isNegated: false)
    case .notEqual: return .equal(left, right, isNegated: true)
    case .less, .lessOrEqual, .greater, .greaterOrEqual: return .order(found, left, right, site: syntax.description)
    case .isIn: return .contains(left, list: right)
    case .add, .subtract, .multiply: return .arithmetic(found, left, right, site: syntax.description)
    case .divide:
      if case .literal(let value) = operand.kind, let number = value.number {
        if number == 0 { return fail("DIVISION_BY_ZERO", syntax.range, "This divides by zero.") }
      } else if !covered {
        return fail(
          "ELSE_MISSING", syntax.range, "This division fails when `\(operand)` is 0.",
          hint: "Say what then holds: `\(syntax) else 0`, `else skip` or `else quarantine CODE`.")
      }
      return .arithmetic(found, left, right, site: syntax.description)
    }
  }

  private mutating func name(_ name: String, _ range: Range<Int>, depth: Int) -> Code {
    switch name {
    case "it":
      guard depth > 0 else { return fail("NO_ITEM", range, "`it` has a meaning only where a list is gone through.") }
      return .item(depth - 1)
    case "outer":
      guard depth > 1 else { return fail("NO_ITEM", range, "`outer` has a meaning only within two lists.") }
      return .item(depth - 2)
    case "parent": return variable(.parent, name, range)
    case "target": return variable(.target, name, range)
    case "difference": return variable(.difference, name, range)
    default: break
    }
    if name == "key", scope.variables.contains(.key) { return .variable(.key) }
    if let index = scope.lets[name] { return .named(index) }
    if let index = scope.reads[name] { return .related(index) }
    return .field(name)
  }

  private mutating func variable(_ variable: Code.Variable, _ name: String, _ range: Range<Int>) -> Code {
    guard scope.variables.contains(variable) else {
      return fail("NOT_HERE", range, "`\(name)` is not known here.", hint: Self.places[variable] ?? "")
    }
    return .variable(variable)
  }

  private static let places: [Code.Variable: String] = [
    .target: "The target's record is known in `fits`, `rewrite while`, `sealed when`, `steps`, `changed` and `links`.",
    .difference: "The difference is known in a gate's `close`.", .parent: "The parent is known in child documents.",
  ]

  private mutating func path(_ base: Syntax, _ field: String, depth: Int, covered: Bool) -> Code {
    switch code(base, depth: depth, covered: covered) {
    case .row(let table, let key): .column(table: table, key: key, column: field)
    case .rows(let table, let keys): .columns(table: table, keys: keys, column: field)
    case let code: .path(code, field)
    }
  }

  // MARK: Calls

  private mutating func call(
    _ name: String, _ arguments: [Syntax.Argument], _ syntax: Syntax, depth: Int, covered: Bool
  ) -> Code {
    let nameRange = syntax.range.lowerBound..<(syntax.range.lowerBound + name.utf8.count)
    guard let function = Function(rawValue: name), let specification = FunctionSpecification.byFunction[function] else {
      let nearest = Nearest.name(to: name, among: Function.allCases.map(\.rawValue))
      return fail(
        "UNKNOWN_FUNCTION", nameRange, "There is no function `\(name)`.",
        hint: nearest.map { "Did you mean `\($0)`?" } ?? "")
    }
    let hasNamed = specification.parameters.contains { $0.kind == .fields }
    if !hasNamed, let repeated = specification.parameters.firstIndex(where: \.isRepeated), arguments.count < repeated {
      return arity(specification, syntax)
    }
    let required = specification.parameters.count { !$0.isOptional && $0.kind != .fields }
    let most =
      hasNamed || specification.parameters.contains(where: \.isRepeated) ? Int.max : specification.parameters.count
    guard arguments.count >= required, arguments.count <= most else { return arity(specification, syntax) }
    if function == .replace, arguments.count % 2 == 0 { return arity(specification, syntax) }
    if specification.isFallible, !covered {
      return fail(
        "ELSE_MISSING", syntax.range, "`\(name)` can fail.",
        hint: "Say what then holds: `\(syntax) else null`, `else skip` or `else quarantine CODE`.")
    }
    return compiled(function, arguments, syntax, depth: depth, covered: covered)
  }

  private mutating func arity(_ specification: FunctionSpecification, _ syntax: Syntax) -> Code {
    fail("ARGUMENTS", syntax.range, "`\(specification.name)` is written \(specification.signature).")
  }

  private mutating func compiled(
    _ function: Function, _ arguments: [Syntax.Argument], _ syntax: Syntax, depth: Int, covered: Bool
  ) -> Code {
    func inner(_ index: Int, _ compiler: inout Compiler) -> Code {
      compiler.code(arguments[index].value, depth: depth, covered: covered)
    }
    switch function {
    case .record, .extend: return fields(function, arguments, syntax, depth: depth, covered: covered)
    case .lookup, .lookups, .rows, .setting, .link, .links, .linked, .accepted, .held:
      return handed(function, arguments, syntax, depth: depth, covered: covered)
    case .sum, .any, .all, .filter, .map, .sort, .group, .smallest:
      let body = arguments.count > 1 ? code(arguments[1].value, depth: depth + 1, covered: covered) : nil
      return .each(function, list: inner(0, &self), body: body, slot: depth, site: syntax.description)
    case .share:
      let weight = code(arguments[2].value, depth: depth + 1, covered: covered)
      return .share(
        total: inner(0, &self), list: inner(1, &self), weight: weight, slot: depth, site: syntax.description)
    default:
      let codes = arguments.indices.map { inner($0, &self) }
      return .call(function, codes, site: syntax.description)
    }
  }

  private mutating func fields(
    _ function: Function, _ arguments: [Syntax.Argument], _ syntax: Syntax, depth: Int, covered: Bool
  ) -> Code {
    let named = function == .extend ? arguments.dropFirst() : arguments[...]
    var fields: [(name: String, value: Code)] = []
    for argument in named {
      let value = code(argument.value, depth: depth, covered: covered)
      guard let name = argument.name else {
        return fail(
          "ARGUMENTS", argument.value.range, "`\(function.rawValue)` takes values with names: `name = value`.")
      }
      guard !fields.contains(where: { $0.name == name }) else {
        return fail("ARGUMENTS", argument.nameRange, "`\(name)` is given twice.")
      }
      fields.append((name, value))
    }
    guard function == .extend else { return .record(fields) }
    guard arguments[0].name == nil else {
      return fail("ARGUMENTS", syntax.range, "`extend` is written extend(record, name = value).")
    }
    return .extend(code(arguments[0].value, depth: depth, covered: covered), fields, site: syntax.description)
  }

  private mutating func handed(
    _ function: Function, _ arguments: [Syntax.Argument], _ syntax: Syntax, depth: Int, covered: Bool
  ) -> Code {
    guard case .name(let name) = arguments[0].value.kind else {
      return fail("ARGUMENTS", arguments[0].value.range, "`\(function.rawValue)` takes a bare name first.")
    }
    let codes = arguments.dropFirst().map { code($0.value, depth: depth, covered: covered) }
    switch function {
    case .lookup: return .row(table: name, key: codes[0])
    case .lookups: return .rows(table: name, keys: codes[0])
    case .rows: return .everyRow(table: name)
    case .setting: return .setting(name)
    case .link: return .link(set: name, codes)
    case .links: return .links(set: name, codes[0])
    case .linked: return .linked(set: name, codes)
    case .accepted: return .accepted(set: name, codes)
    default: return .held(set: name, codes)
    }
  }
}
