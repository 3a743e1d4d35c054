import Foundation
import Records

/// Runs compiled expressions for one record.
///
/// Where something is not handed in, it is noted in `demands` and the expression stops; lists go on with their other items, so that one
/// pass finds as many demands as possible.
struct Interpreter {
  enum Memo {
    case open
    case running
    case value(Value)
    case stopped(Stop)
  }

  let lets: [Let]
  let reads: [RelatedRead]
  let tables: [String: OwnRows]
  let surroundings: Surroundings
  let source: Source
  /// It goes from one item of the source record to the next, and keeps what is the same for all of them.
  private let isShared: Bool
  var variables: [Value?] = [Value?](repeating: nil, count: Code.Variable.allCases.count)
  private(set) var demands: [Demand] = []
  private(set) var consulted: [Consulted] = []
  private var slots: [Value] = []
  private var memos: [Memo]
  private var related: [Value?]
  /// What the `let`s that are kept asked for when they were evaluated: whoever uses one depends on that as well.
  private var traces: [Int: Trace] = [:]
  /// The kept `let`s that this item has used.
  private var used: Set<Int> = []
  /// The kept `let`s that are being evaluated, with those that each uses.
  private var users: [Set<Int>] = []
  private var noted: Set<Demand> = []
  var indexes = ListIndexes()

  private struct Trace {
    var demands: [Demand]
    var consulted: [Consulted]
    var lets: Set<Int>
  }

  init(lets: [Let], reads: [RelatedRead], tables: [String: OwnRows], surroundings: Surroundings, source: Source) {
    self.lets = lets
    self.reads = reads
    self.tables = tables
    self.surroundings = surroundings
    self.source = source
    isShared = source.item != nil
    memos = [Memo](repeating: .open, count: lets.count)
    related = [Value?](repeating: nil, count: reads.count)
  }

  // MARK: Formulas

  /// The formula's value; a fault tells which expression it comes from.
  mutating func value(of formula: Formula) throws(Stop) -> Value {
    do {
      return try evaluate(formula.code)
    } catch .fault(let fault) {
      throw .fault(fault.adding(["expression": formula.text, "at": formula.location.description]))
    } catch {
      throw error
    }
  }

  mutating func condition(_ formula: Formula) throws(Stop) -> Bool {
    do {
      return try truth(formula.code)
    } catch .fault(let fault) {
      throw .fault(fault.adding(["expression": formula.text, "at": formula.location.description]))
    } catch {
      throw error
    }
  }

  mutating func text(of template: KeyTemplate) throws(Stop) -> String {
    var text = ""
    for part in template.parts {
      switch part {
      case .text(let literal): text += literal
      case .hole(let formula):
        let value = try value(of: formula)
        guard !value.isEmpty else {
          throw .fault(
            Fault(
              .record, "KEY_INCOMPLETE", "The key \(template.text) cannot be made: \(formula.text) is empty.",
              context: ["key": template.text, "expression": formula.text],
              hint: "Fill in the field at the source, then replay the record."))
        }
        text += KeyTemplate.plain(value.description)
      }
    }
    return text
  }

  /// Makes `item` the `it` of the formulas that follow, and forgets what rows' `let`s were before.
  mutating func enter(item: Value, forgetting range: Range<Int> = 0..<0) {
    setSlot(0, item)
    for index in range { memos[index] = .open }
  }

  /// Goes on with another item of the same record: what is about the item is forgotten.
  mutating func enter(next item: Value) {
    variables = [Value?](repeating: nil, count: Code.Variable.allCases.count)
    (demands, noted, consulted, used) = ([], [], [], [])
    enter(item: item)
    forgetItem()
  }

  /// Forgets the `let`s that depend on the item.
  mutating func forgetItem() {
    for index in lets.indices where lets[index].isAboutItem || lets[index].belongsToRows { memos[index] = .open }
  }

  mutating func note(_ demand: Demand) { if noted.insert(demand).inserted { demands.append(demand) } }

  mutating func consult(_ table: String, _ key: Value, _ column: String, _ value: Value) {
    consulted.append(Consulted(table: table, key: key, column: column, value: value))
  }

  // MARK: Expressions

  mutating func evaluate(_ code: Code) throws(Stop) -> Value {
    switch code {
    case .constant(let value): return value
    case .field(let name): return source.record.fields[name] ?? .null
    case .related(let index): return relatedRecords(index)
    case .named(let index): return try named(index)
    case .item(let slot): return slot < slots.count ? slots[slot] : .null
    case .variable(let variable): return variables[variable.rawValue] ?? .null
    case .path(let base, let field): return try Self.path(evaluate(base), field)
    case .negate(let operand, let site): return try Arithmetic.negated(evaluate(operand), site)
    case .not, .and, .or, .equal, .order, .contains: return .bool(try truth(code))
    case .arithmetic(let found, let left, let right, let site):
      return try Arithmetic.result(found, evaluate(left), evaluate(right), site)
    case .conditional(let condition, let then, let otherwise): return try evaluate(truth(condition) ? then : otherwise)
    case .fallback(let left, let right): return try fallback(left, right)
    case .stop(let stop): throw Self.stopped(stop)
    case .refusal(let code, let reason): throw .fault(Self.refusal(code, because: try evaluate(reason)))
    case .call(let function, let arguments, let site): return try call(function, arguments, site)
    case .each(let function, let list, let body, let slot, let site): return try each(function, list, body, slot, site)
    case .share(let total, let list, let weight, let slot, let site): return try share(total, list, weight, slot, site)
    case .record(let fields): return .map(try record(fields, over: [:]))
    case .extend(let base, let fields, let site):
      guard case .map(let map) = try evaluate(base) else { throw Faults.wrongType(site, "a record to extend") }
      return .map(try record(fields, over: map))
    default: return try handed(code)
    }
  }

  /// A condition's value; null counts as false.
  mutating func truth(_ code: Code) throws(Stop) -> Bool {
    switch code {
    case .not(let operand): return try !truth(operand)
    case .and(let left, let right): return try both(left, right, stopsAt: false)
    case .or(let left, let right): return try both(left, right, stopsAt: true)
    case .equal(let left, let right, let isNegated):
      return try Comparison.areEqual(evaluate(left), evaluate(right)) != isNegated
    case .order(let found, let left, let right, let site):
      return try Comparison.holds(found, evaluate(left), evaluate(right), site)
    case .contains(let item, let list):
      let item = try evaluate(item)
      return try Self.list(evaluate(list), "in").contains { Comparison.areEqual($0, item) }
    default: return try Self.bool(evaluate(code))
    }
  }

  /// `and` stops at false, `or` at true. A left side that is not known yet does not keep the right side from telling what it needs.
  private mutating func both(_ left: Code, _ right: Code, stopsAt decisive: Bool) throws(Stop) -> Bool {
    do {
      if try truth(left) == decisive { return decisive }
    } catch .demands {
      // Once the left side is known it may settle the matter, so a fault of the right side does not count yet.
      if (try? truth(right)) == decisive { return decisive }
      throw .demands
    } catch {
      throw error
    }
    return try truth(right)
  }

  private mutating func fallback(_ left: Code, _ right: Code) throws(Stop) -> Value {
    do {
      let value = try evaluate(left)
      switch value {
      case .null: break
      case .text where value.isEmpty: break
      default: return value
      }
    } catch .fault(let fault) where fault.family == .record {
      return try evaluate(right)
    } catch .wait(let demand) {
      if case .stop(.wait) = right { throw .wait(demand) }
    } catch {
      throw error
    }
    return try evaluate(right)
  }

  private static func stopped(_ stop: Syntax.Stop) -> Stop {
    switch stop {
    case .skip: return .skip
    case .wait:
      return .fault(
        Fault(
          .record, "NOTHING_TO_WAIT_FOR", "The mapping waits here, but not for a link.",
          hint: "Use `else quarantine CODE`."))
    case .quarantine(let code): return .fault(refusal(code, because: .null))
    }
  }

  /// Whether it is evaluated once for all items of the record.
  func isKept(_ index: Int) -> Bool { !lets[index].isAboutItem && !lets[index].belongsToRows }

  private static func refusal(_ code: String, because reason: Value) -> Fault {
    guard !reason.isEmpty else { return Fault(.record, code, "The mapping stops this record: \(code).") }
    return Fault(
      .record, code, "The mapping stops this record: \(code) (\(reason)).", context: ["reason": reason.description])
  }

  private mutating func named(_ index: Int) throws(Stop) -> Value {
    guard isShared, isKept(index) else { return try value(ofLet: index) }
    if !users.isEmpty { users[users.count - 1].insert(index) }
    guard case .open = memos[index] else {
      retrace(index)
      return try value(ofLet: index)
    }
    let (asked, read) = (demands.count, consulted.count)
    users.append([])
    defer {
      traces[index] = Trace(
        demands: Array(demands[asked...]), consulted: Array(consulted[read...]), lets: users.removeLast())
      used.insert(index)
    }
    return try value(ofLet: index)
  }

  /// Notes what a kept `let` asked for, for another item.
  private mutating func retrace(_ index: Int) {
    guard used.insert(index).inserted, let trace = traces[index] else { return }
    for demand in trace.demands { note(demand) }
    consulted += trace.consulted
    for inner in trace.lets { retrace(inner) }
  }

  private mutating func value(ofLet index: Int) throws(Stop) -> Value {
    switch memos[index] {
    case .value(let value): return value
    case .stopped(let stop): throw stop
    case .running:
      throw .fault(
        Fault(
          .configuration, "LET_CYCLE", "`\(lets[index].name)` is defined by itself.", hint: "Correct the mapping file.")
      )
    case .open: break
    }
    memos[index] = .running
    let saved = slots
    slots = Array(saved.prefix(lets[index].depth))
    defer { slots = saved }
    do {
      let value = try evaluate(lets[index].expression.code)
      memos[index] = .value(value)
      return value
    } catch {
      memos[index] = .stopped(error)
      throw error
    }
  }

  private mutating func relatedRecords(_ index: Int) -> Value {
    if let known = related[index] { return known }
    let value = Value.list((source.related[reads[index].name] ?? []).map { .map($0.fields) })
    related[index] = value
    return value
  }

  private mutating func record(_ fields: [(name: String, value: Code)], over base: [String: Value]) throws(Stop)
    -> [String: Value]
  {
    var map = base
    for (name, code) in fields { map[name] = try evaluate(code) }
    return map
  }

  // MARK: Items

  mutating func setSlot(_ slot: Int, _ value: Value) {
    if slot < slots.count {
      slots[slot] = value
    } else {
      while slots.count < slot { slots.append(.null) }
      slots.append(value)
    }
  }

  // MARK: Shapes

  /// A field of a record; of a list of records, the list of their fields (lists among them are joined).
  static func path(_ base: Value, _ field: String) throws(Stop) -> Value {
    switch base {
    case .null: return .null
    case .map(let map): return map[field] ?? .null
    case .list(let items):
      var values: [Value] = []
      values.reserveCapacity(items.count)
      for item in items {
        switch try path(item, field) {
        case .list(let inner): values += inner
        case let value: values.append(value)
        }
      }
      return .list(values)
    default: throw Faults.wrongType(".\(field)", "a record")
    }
  }

  /// Null is an empty list.
  static func list(_ value: Value, _ site: String) throws(Stop) -> [Value] {
    switch value {
    case .list(let items): return items
    case .null: return []
    default: throw Faults.wrongType(site, "a list")
    }
  }

  static func bool(_ value: Value) throws(Stop) -> Bool {
    switch value {
    case .bool(let bool): return bool
    case .null: return false
    default: throw Faults.wrongType("\(value)", "true or false")
    }
  }
}

extension Interpreter {
  /// What became of `body`: its value, or why there is none.
  mutating func finish<Result: Sendable>(_ body: (inout Interpreter) throws(Stop) -> Result) -> Evaluation<Result> {
    do {
      return .value(try body(&self))
    } catch {
      switch error {
      case .demands: return .demands(demands)
      case .skip: return .skip
      case .wait(let demand): return .wait(demand)
      case .fault(let fault): return .fault(fault)
      }
    }
  }
}
