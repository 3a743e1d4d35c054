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
/// `expect` may name `enters`, `key`, `fields`, `children` (by field: a list of rows, each with its `key`), `fault` (a code), `waits` (a
/// link set) and `skips`. Only what it names is compared. Quoted values are texts; plain ones are numbers, true, false, null, moments
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
  let surroundings: Surroundings
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
    let failures = expected.flatMap { differences(in: $0.key, $0.node, evaluator) }
    return Outcome(mapping: self.mapping, name: name, location: location, failures: failures)
  }

  private func differences(in key: String, _ node: YAMLNode, _ evaluator: Evaluator) -> [String] {
    let document = evaluator.document(source)
    switch key {
    case "enters": return compare(key, evaluator.enters(source).map { Value.bool($0) }, node.testValue)
    case "key": return compare(key, evaluator.key(source).map { $0.map(Value.text) ?? .null }, node.testValue)
    case "fields": return fields(node, document)
    case "children": return children(node, document)
    case "fault":
      if case .fault(let fault) = document, fault.code == node.scalar { return [] }
      return ["Expected the fault \(node.scalar ?? ""), found \(Self.text(document.map { _ in .text("a document") }))."]
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
