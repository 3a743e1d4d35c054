import Foundation
import Records

/// Answers probes: those that compare the same fields are asked together and told apart here.
struct Finder: Sendable {
  /// Probes that can share requests.
  struct Group: Sendable, Hashable {
    var resource: String
    var compared: [String]
    var fields: [String]
  }

  /// The probes' indices by what they have in common; those with other conditions than equalities, or that ask for nothing alone, each stand
  /// alone.
  static func group(_ probes: [Probe]) -> (groups: [Group: [Int]], single: [Int]) {
    var groups: [Group: [Int]] = [:]
    var single: [Int] = []
    for (index, probe) in probes.enumerated() {
      let compared = probe.conditions.map(\.field).sorted()
      let isPlain = probe.conditions.allSatisfy { $0.comparison == .equals && $0.value.map == nil }
      if isPlain, probe.conditions.contains(where: { $0.value != .null }), Set(compared).count == compared.count {
        groups[Group(resource: probe.resource, compared: compared, fields: probe.fields.sorted()), default: []].append(
          index)
      } else {
        single.append(index)
      }
    }
    return (groups, single)
  }

  /// The field whose values divide the probes best: with one list of them all rows are found. No shop looks up what has several values, or
  /// what is nothing.
  static func primary(of probes: [Probe], among fields: [String]) -> String? {
    fields.filter { field in
      !probes.contains { $0.conditions.contains { $0.field == field && ($0.value.list != nil || $0.value == .null) } }
    }
    .max { one, other in distinct(one, probes) < distinct(other, probes) }
  }

  /// What holds for every row that any of the probes asks for, beside the values of `primary`: rows that share those alone need not come.
  static func narrowing(_ probes: [Probe], among fields: [String], besides primary: String) -> [Condition] {
    fields.compactMap { field in
      guard field != primary else { return nil }
      let values = Set(probes.compactMap { probe in probe.conditions.first { $0.field == field }?.value }).sorted {
        $0.description < $1.description
      }
      guard values.count <= longestNarrowing, values.allSatisfy({ $0.integer != nil }) else { return nil }
      return Condition(field, .isOneOf, .list(values))
    }
  }

  /// The values of the other fields stand in every address.
  private static let longestNarrowing = 20

  private static func distinct(_ field: String, _ probes: [Probe]) -> Int {
    Set(probes.compactMap { probe in probe.conditions.first { $0.field == field }?.value.normalized }).count
  }

  /// The rows of each probe; nil when a row fits none of them: the server compares texts in a way that is not ours.
  static func assign(_ records: [Record], to probes: [Probe], primary: String) -> [[Record]]? {
    // Comparing every row with every probe would cost more than all the rest of a page.
    var alike: [Value: [Int]] = [:]
    var others: [Int] = []
    for (index, probe) in probes.enumerated() {
      guard let condition = probe.conditions.first(where: { $0.field == primary }) else { continue }
      if let form = form(condition.value) { alike[form, default: []].append(index) } else { others.append(index) }
    }
    var found = [[Record]](repeating: [], count: probes.count)
    for record in records {
      var fits = false
      let value = record[primary]
      for index in form(value).map({ alike[$0, default: []] + others }) ?? Array(probes.indices) {
        let conditions = probes[index].conditions
        guard conditions.contains(where: { $0.field == primary && isSame(value, $0.value) }) else { continue }
        fits = true
        if conditions.allSatisfy({ isSame(record[$0.field], $0.value) }) { found[index].append(record) }
      }
      guard fits else { return nil }
    }
    return found
  }

  /// The form in which two texts or two numbers that are the same are equal; nil for values that can be the same as others of another type.
  private static func form(_ value: Value) -> Value? {
    if let text = value.text { return .text(text.folded) }
    return value.number.map(Value.decimal)
  }

  /// Texts as MariaDB's usual collations compare them: without case, accents and blanks at the end.
  static func isSame(_ value: Value, _ wanted: Value) -> Bool {
    guard let text = value.text, let other = wanted.text else {
      return ConditionPlan.holds(Condition("", .equals, wanted), value)
    }
    return text.folded == other.folded
  }
}
