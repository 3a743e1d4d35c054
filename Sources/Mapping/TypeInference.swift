import Records

/// Finds the type of every expression of one file: what is wrong with them, and which fields they use.
struct TypeInference {
  let context: TypeContext
  /// The file's `let`s by name; rows' own ones are added while their rows are gone through.
  var lets: [String: Formula]
  let reads: Set<String>
  /// A table's own names, instead of a source record's.
  var ownNames: [String: StaticType]?
  private(set) var uses: [FieldOrigin: Set<String>] = [:]
  private(set) var usedNames: Set<String> = []
  private(set) var diagnostics: [Diagnostic] = []
  private var known: [String: StaticType] = [:]
  private var open: Set<String> = []
  private var current: Formula?

  init(
    context: TypeContext, lets: [String: Formula] = [:], reads: Set<String> = [], ownNames: [String: StaticType]? = nil
  ) {
    self.context = context
    self.lets = lets
    self.reads = reads
    self.ownNames = ownNames
  }

  /// The type of a formula whose enclosing items have these types, the outermost first.
  mutating func type(of formula: Formula, items: [StaticType] = []) -> StaticType {
    let outer = current
    current = formula
    defer { current = outer }
    return type(formula.syntax, items)
  }

  /// Reports a formula that is not a condition.
  mutating func condition(_ formula: Formula, items: [StaticType] = []) {
    let found = type(of: formula, items: items)
    if !found.isOpen, found != .bool {
      report(formula, "TYPE_MISMATCH", formula.syntax.range, "This must be true or false, and is \(found.name).")
    }
  }

  mutating func report(
    _ formula: Formula, _ code: String, _ range: Range<Int>, _ message: String, expected: [String] = [],
    hint: String = ""
  ) {
    let problem = ExpressionProblem(code: code, range: range, message: message, hint: hint)
    let diagnostic = formula.diagnostic(.error, problem, expected: expected)
    if !diagnostics.contains(diagnostic) { diagnostics.append(diagnostic) }
  }

  mutating func problem(
    _ code: String, _ range: Range<Int>, _ message: String, expected: [String] = [], hint: String = ""
  ) {
    if let current { report(current, code, range, message, expected: expected, hint: hint) }
  }

  /// Forgets a rows' own names, so that the next rows may use them for something else.
  mutating func forget(_ names: some Sequence<String>) {
    for name in names {
      lets[name] = nil
      known[name] = nil
    }
  }

  // MARK: Expressions

  mutating func type(_ syntax: Syntax, _ items: [StaticType]) -> StaticType {
    switch syntax.kind {
    case .literal(let value): return Self.type(of: value)
    case .duration: return .integer
    case .name(let name): return self.name(name, syntax.range, items)
    case .path(let base, let field): return path(base, field, syntax.range, items)
    case .call(let name, let arguments): return call(name, arguments, syntax, items)
    case .negate(let operand):
      let found = type(operand, items)
      demand(found, found.isNumber, operand.range, "a number")
      return found
    case .not(let operand):
      truth(operand, items)
      return .bool
    case .binary(let found, let left, let right): return binary(found, left, right, syntax.range, items)
    case .conditional(let condition, let then, let otherwise):
      truth(condition, items)
      return type(then, items).joined(type(otherwise, items))
    case .fallback(let left, let right): return type(left, items).joined(type(right, items))
    case .stop: return .never
    case .refusal(_, let reason):
      let found = type(reason, items)
      demand(found, found.isText, reason.range, "a text")
      return .never
    }
  }

  mutating func demand(_ found: StaticType, _ holds: Bool, _ range: Range<Int>, _ wanted: String) {
    guard !holds else { return }
    var hint = ""
    if wanted == "a text" { hint = "Use text(...)." }
    if wanted == "a number", found.isText { hint = "Use number(...) else ..." }
    problem("TYPE_MISMATCH", range, "This must be \(wanted), and is \(found.name).", hint: hint)
  }

  private mutating func truth(_ syntax: Syntax, _ items: [StaticType]) {
    let found = type(syntax, items)
    demand(found, found.isOpen || found == .bool, syntax.range, "true or false")
  }

  private mutating func binary(
    _ found: Syntax.Operator, _ left: Syntax, _ right: Syntax, _ range: Range<Int>, _ items: [StaticType]
  ) -> StaticType {
    if found == .and || found == .or {
      truth(left, items)
      truth(right, items)
      return .bool
    }
    let (one, other) = (type(left, items), type(right, items))
    switch found {
    case .equal, .notEqual:
      if !one.isComparable(to: other) {
        problem("TYPE_MISMATCH", range, "\(one.name.capitalizedFirst) never equals \(other.name).")
      }
      return .bool
    case .isIn:
      if case .list(let item) = other, !one.isComparable(to: item) {
        problem("TYPE_MISMATCH", range, "\(one.name.capitalizedFirst) never is in \(other.name).")
      }
      return .bool
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      let isOrdered =
        (one.isNumber && other.isNumber) || (one.isText && other.isText) || (isMoment(one) && isMoment(other))
      if !isOrdered {
        problem(
          "TYPE_MISMATCH", range, "\(one.name.capitalizedFirst) is neither smaller nor larger than \(other.name).")
      }
      return .bool
    default: return arithmetic(found, one, other, left, right)
    }
  }

  private func isMoment(_ type: StaticType) -> Bool { type == .instant || type.isOpen }

  private mutating func arithmetic(
    _ found: Syntax.Operator, _ one: StaticType, _ other: StaticType, _ left: Syntax, _ right: Syntax
  ) -> StaticType {
    if found == .add || found == .subtract {
      if one == .instant { return found == .subtract && other == .instant ? .integer : .instant }
      if other == .instant, found == .add { return .instant }
    }
    demand(one, one.isNumber, left.range, "a number")
    demand(other, other.isNumber, right.range, "a number")
    if one == .integer, other == .integer, found != .divide { return .integer }
    return .decimal
  }

  // MARK: Names and paths

  private mutating func name(_ name: String, _ range: Range<Int>, _ items: [StaticType]) -> StaticType {
    switch name {
    case "it": return items.last ?? .unknown
    case "outer": return items.dropLast().last ?? .unknown
    case "target": return .record(fields: [:], origins: [.target("")])
    case "difference": return .decimal
    case "parent": return .unknown
    default: break
    }
    if let ownNames {
      if let type = ownNames[name] { return type }
      unknownField(name, range, among: Array(ownNames.keys))
      return .unknown
    }
    if lets[name] != nil { return named(name, items) }
    if reads.contains(name) {
      usedNames.insert(name)
      return .list(.record(fields: [:], origins: [.read(name)]))
    }
    return field(name, of: .record(fields: [:], origins: [.source]), range)
  }

  private mutating func named(_ name: String, _ items: [StaticType]) -> StaticType {
    usedNames.insert(name)
    if let type = known[name] { return type }
    guard let formula = lets[name], open.insert(name).inserted else { return .unknown }
    let type = type(of: formula, items: Array(items.prefix(1)))
    open.remove(name)
    known[name] = type
    return type
  }

  private mutating func path(_ base: Syntax, _ field: String, _ range: Range<Int>, _ items: [StaticType]) -> StaticType
  {
    let fieldRange = (range.upperBound - field.utf8.count)..<range.upperBound
    let type = type(base, items)
    var isDirect = false
    if case .call(let name, _) = base.kind { isDirect = name == "lookup" || name == "lookups" }
    if !isDirect { reportFound(field, type, fieldRange) }
    return self.field(field, of: type, fieldRange)
  }

  /// A column that is looked for is only looked for where the file names its row: `lookup(table, key).column`.
  private mutating func reportFound(_ field: String, _ type: StaticType, _ range: Range<Int>) {
    switch type {
    case .list(let item): reportFound(field, item, range)
    case .record(let fields, let origins) where fields[field] == nil:
      for case .row(let table) in origins where context.found[table]?.contains(field) == true {
        problem(
          "FOUND_COLUMN", range, "`\(field)` is looked for at the other system; a row at hand does not have it.",
          hint: "Write lookup(\(table), key).\(field).")
      }
    default: break
    }
  }

  mutating func field(_ field: String, of type: StaticType, _ range: Range<Int>) -> StaticType {
    switch type {
    case .any(let origin):
      guard let origin else { return .unknown }
      return self.field(field, of: .record(fields: [:], origins: [origin]), range)
    case .never, .null: return .null
    case .reference: return .unknown
    case .list(let item):
      let inner = self.field(field, of: item, range)
      if case .list = inner { return inner }
      return .list(inner)
    case .record(let fields, let origins):
      if let type = fields[field] { return type }
      return self.field(field, from: origins, besides: Array(fields.keys), range)
    default:
      problem("TYPE_MISMATCH", range, "\(type.name.capitalizedFirst) has no fields.")
      return .unknown
    }
  }

  private mutating func field(
    _ field: String, from origins: [FieldOrigin], besides names: [String], _ range: Range<Int>
  ) -> StaticType {
    var found: StaticType?
    var candidates = names
    var isOpen = false
    for origin in origins {
      guard let fields = context.fields(of: origin) else {
        uses[origin, default: []].insert(field)
        isOpen = true
        continue
      }
      candidates += fields.keys
      guard let type = fields[field] else { continue }
      uses[origin, default: []].insert(field)
      found = found?.joined(type) ?? type
    }
    if let found { return found }
    if isOpen {
      // Rows behind a field of the target are noted by that field.
      if origins == [.target("")] { return .any(.target(field)) }
      return .unknown
    }
    unknownField(field, range, among: candidates)
    return .unknown
  }

  private mutating func unknownField(_ field: String, _ range: Range<Int>, among candidates: [String]) {
    let hint = Nearest.name(to: field, among: candidates).map { "Did you mean `\($0)`?" } ?? ""
    problem("UNKNOWN_FIELD", range, "There is no field `\(field)`.", hint: hint)
  }

  static func type(of value: Value) -> StaticType {
    switch value {
    case .null: .null
    case .bool: .bool
    case .integer: .integer
    case .decimal: .decimal
    case .text: .text
    case .instant: .instant
    case .list(let items): .list(items.reduce(.never) { $0.joined(type(of: $1)) })
    case .map: .unknown
    }
  }
}
