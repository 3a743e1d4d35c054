import Foundation
import Records

/// Tests that stand beside mapping files: `orders.tests.yaml` beside `orders.yaml`.
///
///     tests:
///       - name: An unpaid order is held back
///         settings: {go_live: 2024-01-01}
///         given:
///           record: {id: 1, current_state: 1}
///           rows: [{id: 10, product_quantity: 2}]
///         links: {people: {3: 33}}
///         tables: {order_states: {1: {paid: false, cancelled: false}}}
///         expect: {enters: false}
///
/// `expect` may name `enters`, `items` (what tells them apart), `key`, `match` (the rules that are tried, each by its fields), `probe`, `find`, `context`,
/// `fields`, `children` (by field: a list of rows, each with its `key`), `steps` (what is still to be done to the `target` that is given: `do`, and `with`
/// or `fault`), `gone`, `holds` (by item), `fits` (true, false or a code, of the `target` that is given), `fault` (a code), `reason` (what it says
/// after `because`), `waits` (a link set) and `skips`. Only what it names is compared. Links that nobody has accepted yet are named under `unaccepted` as well: `{goods: [10]}`.
/// A link to a record whose key has several fields is written with them:
/// `links: {variants: {66: {id_product: 11, id_product_attribute: 0}}}`. Quoted values are texts; plain ones are numbers, true, false, null, moments
/// (2024-01-31 10:00:00, in UTC) or else texts.
public struct MappingTest: Sendable {
  /// How one test went.
  public struct Outcome: Sendable {
    public let mapping: String
    public let name: String
    public let location: SourceLocation
    /// What differs, one sentence each; empty: passed.
    public let failures: [String]

    public var hasPassed: Bool { failures.isEmpty }
  }

  let mapping: String
  let name: String
  let location: SourceLocation
  let source: Source
  /// What the target has; nil: nothing.
  let target: Record?
  let surroundings: Surroundings
  /// The key of the item that the test is about, beside the source's; nil: none.
  let item: String?
  let expected: [(key: String, node: YAMLNode)]

  /// Runs the tests of all directories with the mappings that these directories make together, in the order of files and tests.
  public static func run(directories: [String]) throws(MappingErrors) -> [Outcome] {
    let set = try MappingSet.load(directories: directories)
    var outcomes: [Outcome] = []
    for directory in directories {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
      for name in names.sorted() where name.hasSuffix(".tests.yaml") {
        let path = "\(directory)/\(name)"
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { continue }
        outcomes += try run(text, path: path, mapping: String(name.dropLast(".tests.yaml".count)), set: set)
      }
    }
    return outcomes
  }

  static func run(_ text: String, path: String, mapping: String, set: MappingSet) throws(MappingErrors) -> [Outcome] {
    let tests = try MappingTestReader.read(try YAMLReader.read(text, name: path), mapping: mapping, set: set)
    return tests.map { $0.outcome(set) }
  }

  private func outcome(_ set: MappingSet) -> Outcome {
    guard let mapping = set[self.mapping] else {
      return Outcome(
        mapping: self.mapping, name: name, location: location, failures: ["There is no mapping \(self.mapping)."])
    }
    let evaluator = Evaluator(mapping: mapping, set: set, surroundings: surroundings)
    guard let item else { return outcome(source, evaluator) }
    switch evaluator.items(source) {
    case .value(let items):
      guard let (key, value) = items.first(where: { Self.part(of: $0.key, beside: source) == item }) else {
        let keys = items.map { Self.part(of: $0.key, beside: source) }.joined(separator: ", ")
        return outcome(["There is no item \(item): \(keys)."])
      }
      var itemSource = source
      itemSource.item = (key: key, value: value)
      return outcome(itemSource, evaluator)
    case let other: return outcome(["There are no items: \(Self.text(other.map { _ in .null }))."])
    }
  }

  private func outcome(_ source: Source, _ evaluator: Evaluator) -> Outcome {
    outcome(expected.flatMap { differences(in: $0.key, $0.node, source, evaluator) })
  }

  private func outcome(_ failures: [String]) -> Outcome {
    Outcome(mapping: mapping, name: name, location: location, failures: failures)
  }

  /// The item's own part of a key that begins with the source's.
  private static func part(of key: RecordKey, beside source: Source) -> String {
    key.parts.dropFirst(source.record.key.parts.count).joined(separator: ",")
  }

  private func differences(in key: String, _ node: YAMLNode, _ source: Source, _ evaluator: Evaluator) -> [String] {
    let document = evaluator.document(source)
    switch key {
    case "enters": return compare(key, evaluator.enters(source).map { Value.bool($0) }, node.testValue)
    case "key": return compare(key, evaluator.key(source).map { $0.map(Value.text) ?? .null }, node.testValue)
    case "items":
      let items = evaluator.items(source).map { items in
        Value.list(items.map { .text(Self.part(of: $0.key, beside: source)) })
      }
      return compare(key, items, .list((node.elements ?? []).map { .text($0.scalar ?? "") }))
    case "match":
      let rules = evaluator.probes(source).map { Value.list($0.map(Self.value)) }
      return compare(key, rules, .list((node.elements ?? []).map(\.testValue)))
    case "probe": return compare(key, evaluator.naturalKey(source).map(Self.value), node.testValue)
    case "find": return compare(key, evaluator.found(source).map(Self.value), node.testValue)
    case "context": return compare(key, evaluator.context().map { .map($0) }, node.testValue)
    case "fits": return fits(node, source, evaluator)
    case "gone": return compare(key, evaluator.gone(source).map { .map($0) }, node.testValue)
    case "holds":
      let holds = evaluator.holds(source).map { held in
        Value.map(
          Dictionary(held.map { ($0.item.description, .decimal($0.quantity)) }, uniquingKeysWith: { first, _ in first })
        )
      }
      return compare(key, holds, node.testValue)
    case "steps": return steps(node, source, evaluator)
    case "fields": return fields(node, document)
    case "children": return children(node, document)
    case "fault":
      if case .fault(let fault) = document, fault.code == node.scalar { return [] }
      return ["Expected the fault \(node.scalar ?? ""), found \(Self.text(document.map { _ in .text("a document") }))."]
    case "reason":
      if case .fault(let fault) = document, fault.context["reason"] == node.scalar { return [] }
      return [
        "Expected the reason \(node.scalar ?? ""), found \(Self.text(document.map { _ in .text("a document") }))."
      ]
    case "waits":
      if case .wait(.link(let set, _)) = document, set == node.scalar { return [] }
      return [
        "Expected to wait for \(node.scalar ?? ""), found \(Self.text(document.map { _ in .text("a document") }))."
      ]
    default:
      if case .skip = document { return [] }
      return ["Expected that the record is skipped."]
    }
  }

  /// True, false, or the code with which the target that is given stops the record.
  private func fits(_ node: YAMLNode, _ source: Source, _ evaluator: Evaluator) -> [String] {
    let target = target ?? Record(resource: evaluator.mapping.target.resource, key: RecordKey([]), fields: [:])
    let found = evaluator.fits(source, target: target)
    if case .fault(let fault) = found, fault.code == node.scalar { return [] }
    return compare("fits", found.map { .bool($0) }, node.testValue)
  }

  private func fields(_ node: YAMLNode, _ document: Evaluation<Document>) -> [String] {
    guard let found = document.value else {
      return ["There is no document: \(Self.text(document.map { _ in .null }))."]
    }
    let values = Dictionary(found.fields.map { ($0.rule.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    return (node.entries ?? []).flatMap { entry in
      compare(entry.key.scalar ?? "", .value(values[entry.key.scalar ?? ""] ?? .null), entry.value.testValue)
    }
  }

  private func children(_ node: YAMLNode, _ document: Evaluation<Document>) -> [String] {
    guard let found = document.value else {
      return ["There is no document: \(Self.text(document.map { _ in .null }))."]
    }
    var failures: [String] = []
    for entry in node.entries ?? [] {
      let field = entry.key.scalar ?? ""
      let rows = found.children[field] ?? []
      let expected = entry.value.elements ?? []
      let keys = expected.map { $0["key"]?.scalar ?? "" }
      if rows.map(\.key) != keys {
        failures.append(
          "\(field) has the rows \(rows.map(\.key).joined(separator: ", ")), expected \(keys.joined(separator: ", ")).")
      }
      for node in expected {
        guard let row = rows.first(where: { $0.key == node["key"]?.scalar }) else { continue }
        for entry in node.entries ?? [] where entry.key.scalar != "key" {
          let name = entry.key.scalar ?? ""
          failures += compare("\(field)[\(row.key)].\(name)", .value(row.fields[name] ?? .null), entry.value.testValue)
        }
      }
    }
    return failures
  }

  private func steps(_ node: YAMLNode, _ source: Source, _ evaluator: Evaluator) -> [String] {
    let target = target ?? Record(resource: evaluator.mapping.target.resource, key: RecordKey([]), fields: [:])
    var open: [(action: String, parameters: Evaluation<[String: Value]>)] = []
    for step in evaluator.mapping.steps {
      let applies = evaluator.applies(step, source, target: target)
      guard let isMeant = applies.value else { return ["\(step.action): \(Self.text(applies.map { .bool($0) }))"] }
      guard isMeant else { continue }
      switch evaluator.isDone(step, source, target: target) {
      case .value(true): continue
      case .value: open.append((step.action, evaluator.parameters(step, source, target: target)))
      case let unknown: open.append((step.action, unknown.map { _ in [:] }))
      }
    }
    let expected = node.elements ?? []
    let actions = expected.map { $0["do"]?.scalar ?? "" }
    guard open.map(\.action) == actions else {
      return [
        "The steps are \(open.map(\.action).joined(separator: ", ")), expected \(actions.joined(separator: ", "))."
      ]
    }
    return zip(open, expected).flatMap { step, node in
      if let code = node["fault"]?.scalar {
        if case .fault(let fault) = step.parameters, fault.code == code { return [String]() }
        return ["Expected the fault \(code), found \(Self.text(step.parameters.map { .map($0) }))."]
      }
      return (node["with"]?.entries ?? []).flatMap { entry in
        let name = entry.key.scalar ?? ""
        return compare("\(step.action).\(name)", step.parameters.map { $0[name] ?? .null }, entry.value.testValue)
      }
    }
  }

  private static func value(_ conditions: [Condition]) -> Value {
    .map(Dictionary(conditions.map { ($0.field, $0.value) }, uniquingKeysWith: { first, _ in first }))
  }

  private func compare(_ what: String, _ found: Evaluation<Value>, _ expected: Value) -> [String] {
    if let value = found.value, Comparison.areEqual(value, expected) { return [] }
    return ["\(what) is \(Self.text(found)), expected \(expected)."]
  }

  private static func text(_ evaluation: Evaluation<Value>) -> String {
    switch evaluation {
    case .value(let value): value.description
    case .skip: "skipped"
    case .wait(let demand): "waiting for \(demand)"
    case .fault(let fault): fault.description
    case .demands(let demands): "not known: \(demands.map { "\($0)" }.joined(separator: ", ")) is not given"
    }
  }
}
