import Foundation
import Records

/// Runs one mapping's expressions. Pure: the same source and surroundings give the same answer. Cheap to make.
public struct Evaluator: Sendable {
  public let mapping: Mapping
  public let surroundings: Surroundings
  private let tables: [String: OwnRows]
  private let shared = SharedInterpreter()

  public init(mapping: Mapping, set: MappingSet, surroundings: Surroundings) {
    self.mapping = mapping
    self.surroundings = surroundings.adding(defaults: mapping.settings)
    tables = set.ownRows
  }

  // MARK: Before the related records are read

  /// `since`: false for a record that is older than this connection. True where the mapping does not say.
  public func passesSince(_ source: Source) -> Evaluation<Bool> { condition(mapping.since, source, otherwise: true) }

  /// The values to ask the related resource for, each once; empty when the read's `if` is false.
  public func wantsRead(_ read: RelatedRead, _ source: Source) -> Evaluation<[Value]> {
    run(source) { interpreter throws(Stop) in
      if let condition = read.condition, try !interpreter.condition(condition) { return [] }
      let value = try interpreter.value(of: read.value)
      var seen: Set<Value> = []
      return (value.list ?? [value]).filter { !$0.isEmpty && seen.insert($0.normalized).inserted }
    }
  }

  /// What the source's server is told with every read. It depends on settings alone.
  public func context() -> Evaluation<[String: Value]> {
    run(Source(Record(resource: mapping.source.resource, key: RecordKey([]), fields: [:]))) {
      interpreter throws(Stop) in
      var values: [String: Value] = [:]
      for (name, formula) in mapping.context { values[name] = try interpreter.value(of: formula) }
      return values
    }
  }

  /// `others where`: which of the target's records that nothing is linked to are told of.
  public func othersWhere() -> Evaluation<[Condition]> {
    run(Source(Record(resource: mapping.source.resource, key: RecordKey([]), fields: [:]))) {
      interpreter throws(Stop) in
      try interpreter.conditions(mapping.othersWhere).map { condition in
        condition.value.list == nil ? condition : Condition(condition.field, .isOneOf, condition.value)
      }
    }
  }

  // MARK: What the record is

  /// `enter`. True where the mapping does not say.
  public func enters(_ source: Source) -> Evaluation<Bool> { condition(mapping.enter, source, otherwise: true) }

  /// What the record holds of its items; several rows of one item are added up. Where `unless` holds, the items are named with the
  /// quantity 0: what they held before is free again, and they are looked at. Empty where the mapping has no `holds`.
  public func holds(_ source: Source) -> Evaluation<[(item: RecordKey, quantity: Decimal)]> {
    run(source) { interpreter throws(Stop) in
      guard let holds = mapping.holds else { return [] }
      let isFree = try holds.unless.map { formula throws(Stop) in try interpreter.condition(formula) } ?? false
      var order: [RecordKey] = []
      var sums: [RecordKey: Decimal] = [:]
      for item in try interpreter.items(of: holds.each) {
        interpreter.enter(item: item)
        let key = try interpreter.key(holds.arguments, holds.set)
        let quantity =
          isFree ? 0 : try Arithmetic.number(interpreter.value(of: holds.quantity), holds.quantity.text)
        if sums[key] == nil { order.append(key) }
        sums[key, default: 0] += quantity
      }
      return order.map { (item: $0, quantity: sums[$0] ?? 0) }
    }
  }

  /// Each once, in the order of the file.
  public func needs(_ source: Source) -> Evaluation<[(need: Need, key: RecordKey)]> {
    run(source) { interpreter throws(Stop) in
      var needed: [(need: Need, key: RecordKey)] = []
      var seen: Set<[String]> = []
      for need in mapping.needs {
        for item in try interpreter.items(of: need.each) {
          interpreter.enter(item: item)
          if let condition = need.condition, try !interpreter.condition(condition) { continue }
          let key = try interpreter.key(need.arguments, need.mapping)
          if seen.insert([need.mapping, need.kind.rawValue] + key.parts).inserted {
            needed.append((need: need, key: key))
          }
        }
      }
      return needed
    }
  }

  /// The items that the mapping makes one record each for, with the records' keys: the source's own and the item's parts. A record whose
  /// mapping has no `each` has none.
  public func items(_ source: Source) -> Evaluation<[(key: RecordKey, value: Value)]> {
    run(source) { interpreter throws(Stop) in
      var items: [(key: RecordKey, value: Value)] = []
      var seen: Set<RecordKey> = []
      for value in try mapping.each.map({ formula throws(Stop) in try interpreter.items(of: formula) }) ?? [] {
        interpreter.enter(item: value)
        interpreter.forgetItem()
        var parts = source.record.key.parts
        for formula in mapping.item {
          let part = try interpreter.value(of: formula)
          // A comma parts a key.
          guard !part.isEmpty else { throw .fault(Faults.incompleteItem(formula)) }
          guard !part.description.contains(",") else { throw .fault(Faults.partedItem(formula, part)) }
          parts.append(part.description)
        }
        let key = RecordKey(parts)
        guard seen.insert(key).inserted else { throw .fault(Faults.itemTaken(key)) }
        items.append((key: key, value: value))
      }
      return items
    }
  }

  /// Nil: the mapping has no key.
  public func key(_ source: Source) -> Evaluation<String?> {
    run(source) { interpreter throws(Stop) in
      guard let key = mapping.key else { return nil }
      return try interpreter.text(of: key)
    }
  }

  /// Of several records with one key, the one that comes first by `precedes` speaks.
  public func mergeOrder(_ source: Source) -> Evaluation<[Value]> {
    run(source) { interpreter throws(Stop) in
      var values: [Value] = []
      for formula in mapping.merge { values.append(try interpreter.value(of: formula)) }
      return values
    }
  }

  /// Compares what `mergeOrder` gave: value by value, smallest first, null and false before everything.
  public static func precedes(_ left: [Value], _ right: [Value]) -> Bool {
    for (one, other) in zip(left, right) where !Comparison.areEqual(one, other) {
      return Comparison.precedes(one, other)
    }
    return false
  }

  /// Match rules in order, those left out whose `if` does not hold, or that have an empty value: a list without entries says that there shall
  /// be none. Under `exactly` every empty value says so, as long as there is another.
  public func probes(_ source: Source) -> Evaluation<[[Condition]]> {
    run(source) { interpreter throws(Stop) in
      var probes: [[Condition]] = []
      for rule in mapping.match {
        if let condition = rule.condition, try !interpreter.condition(condition) { continue }
        let conditions = try interpreter.conditions(rule.conditions)
        let tells =
          rule.countsEmpty
          ? conditions.contains { !$0.value.isEmpty }
          : conditions.allSatisfy { !$0.value.isEmpty || $0.value.list != nil }
        if tells { probes.append(conditions) }
      }
      return probes
    }
  }

  /// `fits`: whether a record that a match rule found is taken. True where the mapping does not say.
  public func fits(_ source: Source, target: Record) -> Evaluation<Bool> {
    condition(mapping.fits, source, target: target, otherwise: true)
  }

  /// `find`: the key of a target record that exists already, by its fields.
  public func found(_ source: Source) -> Evaluation<[Condition]> {
    run(source) { interpreter throws(Stop) in try interpreter.conditions(mapping.find) }
  }

  /// `probe`: the natural key by which a record of ours is recognised after an unknown outcome.
  public func naturalKey(_ source: Source) -> Evaluation<[Condition]> {
    run(source) { interpreter throws(Stop) in try interpreter.conditions(mapping.probe) }
  }

  public func document(_ source: Source) -> Evaluation<Document> {
    run(source) { interpreter throws(Stop) in
      var builder = DocumentBuilder(mapping: mapping, interpreter: interpreter)
      defer { interpreter = builder.interpreter }
      return try builder.document()
    }
  }

  /// The row that closes a gate's difference (expected minus what the target has).
  public func closing(_ gate: Gate, difference: Decimal, _ source: Source) -> Evaluation<ChildWrite> {
    run(source) { interpreter throws(Stop) in
      guard let close = gate.close else {
        throw .fault(Fault(.record, gate.code, "\(gate.field) differs by \(difference)."))
      }
      interpreter.variables[Code.Variable.difference.rawValue] = .decimal(difference)
      var fields = try interpreter.always(of: mapping, in: close.child)
      for field in close.fields { fields[field.name] = try interpreter.value(of: field.expression) }
      return ChildWrite(key: try interpreter.text(of: close.key), fields: fields)
    }
  }

  /// `gone`: what is written when the source has gone; empty where the mapping says nothing.
  public func gone(_ source: Source) -> Evaluation<[String: Value]> {
    run(source) { interpreter throws(Stop) in try interpreter.values(mapping.gone) }
  }

  // MARK: Once it is linked

  /// `rewrite while`: true where the mapping does not say.
  public func mayRewrite(_ source: Source, target: Record) -> Evaluation<Bool> {
    condition(mapping.rewriteWhile, source, target: target, otherwise: true)
  }

  /// `sealed when`: false where the mapping does not say.
  public func isSealed(_ source: Source, target: Record) -> Evaluation<Bool> {
    condition(mapping.sealedWhen, source, target: target, otherwise: false)
  }

  public func applies(_ step: Step, _ source: Source, target: Record) -> Evaluation<Bool> {
    condition(step.condition, source, target: target, otherwise: true)
  }

  public func isDone(_ step: Step, _ source: Source, target: Record) -> Evaluation<Bool> {
    condition(step.until, source, target: target, otherwise: false)
  }

  public func parameters(_ step: Step, _ source: Source, target: Record) -> Evaluation<[String: Value]> {
    run(source, target: target) { interpreter throws(Stop) in try interpreter.values(step.parameters) }
  }

  /// The first rule whose condition holds.
  public func change(_ source: Source, target: Record) -> Evaluation<ChangeRule?> {
    run(source, target: target) { interpreter throws(Stop) in
      for rule in mapping.changes where try interpreter.condition(rule.condition) { return rule }
      return nil
    }
  }

  /// `unless` of a change rule: the record goes to quarantine with the rule's code.
  public func isBarred(_ rule: ChangeRule, _ source: Source, target: Record) -> Evaluation<Bool> {
    condition(rule.unless, source, target: target, otherwise: false)
  }

  /// `until` of a change rule; without one the action is never known to be done.
  public func isDone(_ rule: ChangeRule, _ source: Source, target: Record) -> Evaluation<Bool> {
    condition(rule.until, source, target: target, otherwise: false)
  }

  public func parameters(_ rule: ChangeRule, _ source: Source, target: Record) -> Evaluation<[String: Value]> {
    run(source, target: target) { interpreter throws(Stop) in try interpreter.values(rule.parameters) }
  }

  /// The further links (`links`), beside the record's own in the set of the mapping's name: those that it makes, and those that are not to be
  /// (any more) because their `if` is false. A rule that is to be skipped gives none.
  public func links(_ source: Source, target: Record) -> Evaluation<[FurtherLink]> {
    run(source, target: target) { interpreter throws(Stop) in
      var links: [FurtherLink] = []
      for rule in mapping.links {
        let isWanted = try rule.condition.map { formula throws(Stop) in try interpreter.condition(formula) } ?? true
        do throws(Stop) {
          let source = isWanted ? try interpreter.key(rule.from, rule.set) : nil
          let target = try interpreter.key(rule.to, rule.set)
          links.append(FurtherLink(set: rule.set, source: source, target: target, standing: rule.standing))
        } catch {
          switch error {
          case .skip: continue
          case .wait where !isWanted, .fault where !isWanted: continue
          default: throw error
          }
        }
      }
      return links
    }
  }

  /// Where the further links of a record end that is no longer wanted, as far as they can be named.
  public func linkEnds(_ source: Source, target: Record) -> Evaluation<[FurtherLink]> {
    run(source, target: target) { interpreter throws(Stop) in
      var links: [FurtherLink] = []
      for rule in mapping.links {
        do throws(Stop) {
          links.append(FurtherLink(set: rule.set, source: nil, target: try interpreter.key(rule.to, rule.set)))
        } catch {
          if case .demands = error { throw error }
        }
      }
      return links
    }
  }

  // MARK: For people

  /// Every value of the document with the rule that makes it, in the order of the file; a value that cannot be made says why. Where the
  /// mapping makes a record for each item and the source names none, those of all items, each under its record's key.
  public func explain(_ source: Source) -> [Explained] {
    guard let each = mapping.each, source.item == nil else {
      var explainer = Explainer(mapping: mapping, interpreter: interpreter(source, nil))
      return explainer.all()
    }
    let items = items(source)
    guard let found = items.value else {
      let result = items.map { Value.list($0.map(\.value)) }
      return [Explained(field: "each", result: result, location: each.location, expression: each.text)]
    }
    return found.flatMap { item in
      var own = source
      own.item = item
      return explain(own).map { $0.under("[\(item.key)]") }
    }
  }

  // MARK: Running

  private func interpreter(_ source: Source, _ target: Record?) -> Interpreter {
    var interpreter =
      source.item.flatMap { item in
        var kept = shared.take(source)
        kept?.enter(next: item.value)
        return kept
      } ?? newInterpreter(source)
    if let target { interpreter.variables[Code.Variable.target.rawValue] = .map(target.fields) }
    return interpreter
  }

  private func newInterpreter(_ source: Source) -> Interpreter {
    var interpreter = Interpreter(
      lets: mapping.lets, reads: mapping.reads, tables: tables, surroundings: surroundings, source: source)
    if let item = source.item { interpreter.enter(item: item.value) }
    return interpreter
  }

  private func run<Result: Sendable>(
    _ source: Source, target: Record? = nil, _ body: (inout Interpreter) throws(Stop) -> Result
  ) -> Evaluation<Result> {
    var interpreter = interpreter(source, target)
    defer { if source.item != nil { shared.keep(interpreter) } }
    return interpreter.finish(body)
  }

  private func condition(_ formula: Formula?, _ source: Source, target: Record? = nil, otherwise: Bool) -> Evaluation<
    Bool
  > {
    guard let formula else { return .value(otherwise) }
    return run(source, target: target) { interpreter throws(Stop) in try interpreter.condition(formula) }
  }
}
