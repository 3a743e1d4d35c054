import Foundation
import Records

/// Reads a file of tests.
struct MappingTestReader {
  private static let testKeys = [
    "name", "now", "settings", "given", "item", "links", "unaccepted", "tables", "held", "expect",
  ]
  private static let expectKeys = [
    "enters", "items", "key", "match", "probe", "find", "context", "fields", "children", "steps", "gone", "holds",
    "fits",
    "fault",
    "reason", "waits", "skips",
  ]

  private var reader = NodeReader()
  private let set: MappingSet
  private let mapping: String

  static func read(_ node: YAMLNode, mapping: String, set: MappingSet) throws(MappingErrors) -> [MappingTest] {
    var reader = MappingTestReader(set: set, mapping: mapping)
    let tests = reader.tests(node)
    let errors = reader.reader.diagnostics
    if !errors.isEmpty { throw MappingErrors(diagnostics: errors) }
    return tests
  }

  private init(set: MappingSet, mapping: String) {
    self.set = set
    self.mapping = mapping
  }

  private mutating func tests(_ node: YAMLNode) -> [MappingTest] {
    let keys = known(node, ["tests"])
    guard let list = keys["tests"] else {
      if node.entries != nil { reader.report("KEY_MISSING", node, "`tests` is missing here.") }
      return []
    }
    return reader.elements(list, "tests").map { test($0) }
  }

  private mutating func test(_ node: YAMLNode) -> MappingTest {
    let keys = known(node, Self.testKeys)
    var surroundings = Surroundings(now: keys["now"]?.testValue.instant ?? Instant(secondsSince1970: 1_700_000_000))
    for entry in keys["settings"]?.entries ?? [] {
      surroundings.settings[entry.key.scalar ?? ""] = entry.value.testValue
    }
    for links in keys["links"]?.entries ?? [] {
      for link in links.value.entries ?? [] { add(link, links.key.scalar ?? "", &surroundings) }
    }
    for set in keys["unaccepted"]?.entries ?? [] {
      let named = (set.value.elements ?? []).map { RecordKey(text: $0.scalar ?? "") }
      surroundings.unaccepted[set.key.scalar ?? "", default: []].formUnion(named)
    }
    for held in keys["held"]?.entries ?? [] {
      for item in held.value.entries ?? [] {
        surroundings.held[held.key.scalar ?? "", default: [:]][RecordKey(text: item.key.scalar ?? "")] =
          item.value.testValue.number
      }
    }
    for table in keys["tables"]?.entries ?? [] { surroundings.tables[table.key.scalar ?? ""] = contents(table) }
    let expected = keys["expect"].map { known($0, Self.expectKeys) } ?? [:]
    if expected.isEmpty, node.entries != nil {
      reader.report("KEY_MISSING", node, "`expect` is missing or empty here.")
    }
    return MappingTest(
      mapping: mapping, name: keys["name"]?.scalar ?? "", location: node.location, source: source(keys["given"]),
      target: keys["given"]?["target"].map { record($0, set[mapping]?.target.resource ?? "") },
      surroundings: surroundings, item: keys["item"]?.scalar,
      expected: Self.expectKeys.compactMap { key in expected[key].map { (key: key, node: $0) } })
  }

  /// A link to nothing, to a key, or to the fields of a key that has several.
  private func add(_ link: YAMLNode.Entry, _ set: String, _ surroundings: inout Surroundings) {
    let key = RecordKey(text: link.key.scalar ?? "")
    if let parts = link.value.entries {
      surroundings.keyFields[set] = parts.map { $0.key.scalar ?? "" }
      surroundings.link(set, key, to: RecordKey(values: parts.map(\.value.testValue)))
    } else {
      let target = link.value.testValue
      surroundings.link(set, key, to: target == .null ? nil : RecordKey(text: target.description))
    }
  }

  private mutating func source(_ node: YAMLNode?) -> Source {
    let resource = set[mapping]?.source.resource ?? ""
    var source = Source(Record(resource: resource, key: RecordKey([]), fields: [:]))
    for entry in node?.entries ?? [] {
      let name = entry.key.scalar ?? ""
      if name == "target" { continue }
      if name == "record" {
        source.record = record(entry.value, resource)
      } else if let read = set[mapping]?.reads.first(where: { $0.name == name }) {
        source.related[name] = (entry.value.elements ?? []).map { record($0, read.resource.resource) }
      } else {
        let names = ["record", "target"] + (set[mapping]?.reads.map(\.name) ?? [])
        reader.report("UNKNOWN_KEY", entry.key, "`\(name)` is not known here.", expected: names)
      }
    }
    return source
  }

  private func record(_ node: YAMLNode, _ resource: String) -> Record {
    let fields = node.testValue.map ?? [:]
    return Record(resource: resource, key: RecordKey(values: [fields["id"] ?? .null]), fields: fields)
  }

  private mutating func contents(_ entry: YAMLNode.Entry) -> TableContents {
    var contents = TableContents()
    guard let table = set.table(entry.key.scalar ?? "") else {
      reader.report(
        "UNKNOWN_TABLE", entry.key, "There is no table `\(entry.key.scalar ?? "")`.", expected: set.tables.map(\.name))
      return contents
    }
    let finds = Set(table.finds.map(\.column))
    for row in entry.value.entries ?? [] {
      let key = (table.keyKind == .text ? Value.text(row.key.scalar ?? "") : row.key.testValue).normalized
      let values = row.value.testValue.map ?? [:]
      contents.rows[key] = .some(values.filter { !finds.contains($0.key) })
      contents.order.append(key)
      contents.found[key] = values.filter { finds.contains($0.key) }.mapValues { .value($0) }
    }
    contents.isComplete = true
    return contents
  }

  private mutating func known(_ node: YAMLNode, _ names: [String]) -> [String: YAMLNode] {
    var keys: [String: YAMLNode] = [:]
    for (key, name, value) in reader.entries(node, "keys such as `\(names.prefix(3).joined(separator: "`, `"))`") {
      if names.contains(name) {
        keys[name] = value
      } else {
        let hint = Nearest.name(to: name, among: names).map { "Did you mean `\($0)`?" } ?? ""
        reader.report("UNKNOWN_KEY", key, "`\(name)` is not known here.", expected: names, hint: hint)
      }
    }
    return keys
  }
}
