import Mapping
import Records

/// A whole document compared with what the target has: the fields one by one, three ways; owned rows as a set, because a target need not
/// tell which row is which.
struct DocumentComparison: Sendable {
  /// The fields to write.
  private(set) var writes: [String: Value] = [:]
  /// Fields that somebody changed at the target and that will be written over.
  private(set) var drift: [String] = []
  private(set) var conflict: Fault?
  /// Fields of rows that differ: "order_line".
  private(set) var differingRows: [String] = []

  /// - Parameters:
  ///   - sent: fields that were written just now: they must be there as sent, whatever their policy.
  ///   - opaque: fields that the target does not show as they were sent: what they hold there is compared with what it made of our last
  ///     write, what is wanted with what was sent.
  ///   - agreed: what is wanted, beside nothing of the target's own, of a record that was linked as it was: compared as opaque fields are.
  init(
    document: Document, closing: [String: [ChildWrite]], target: Record, base: [String: String], sent: Set<String> = [],
    opaque: Set<String> = [], agreed: Document? = nil
  ) {
    let meanings = Dictionary(
      (agreed?.fields ?? []).map { ($0.rule.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    for (rule, wanted) in document.fields where target.fields[rule.name] != nil || opaque.contains(rule.name) {
      if sent.contains(rule.name) {
        let isSeen = !opaque.contains(rule.name)
        if isSeen, !FieldComparison.isAsWanted(target[rule.name], wanted, rule.policy) { writes[rule.name] = wanted }
        continue
      }
      let verdict =
        agreed != nil || opaque.contains(rule.name)
        ? OpaqueComparison(
          base: base[rule.name], meant: base[Item.meantBase(rule.name)], current: target.fields[rule.name],
          wanted: wanted, meaning: meanings[rule.name] ?? wanted, isAgreed: agreed != nil, policy: rule.policy
        ).verdict
        : FieldComparison(base: base[rule.name], current: target[rule.name], wanted: wanted, policy: rule.policy)
          .verdict
      switch verdict {
      case .settled, .keep: break
      case .write: writes[rule.name] = wanted
      case .writeOverDrift:
        writes[rule.name] = wanted
        drift.append(rule.name)
      case .conflict:
        conflict = Fault(
          .record, "CONFLICT", "\(rule.name) was changed on both sides.",
          context: ["field": rule.name, "current": target[rule.name].description, "wanted": wanted.description],
          hint: "Make both sides say the same, then replay.")
      }
    }
    for (field, rows) in document.children {
      let wanted = rows + (closing[field] ?? [])
      if !Self.sameRows(wanted.map(\.fields), target[field].list ?? []) { differingRows.append(field) }
    }
  }

  var isEqual: Bool { writes.isEmpty && differingRows.isEmpty }
  /// The names of everything that differs, for a person.
  var differences: [String] { (writes.keys + differingRows).sorted() }

  /// Rows are compared in the fields that the target shows of them, whatever their order.
  private static func sameRows(_ wanted: [[String: Value]], _ current: [Value]) -> Bool {
    guard wanted.count == current.count else { return false }
    let shown = Set(current.first?.map?.keys.map { $0 } ?? [])
    func digest(_ fields: [String: Value], _ names: Set<String>) -> String {
      Value.map(fields.filter { names.contains($0.key) }.mapValues(\.comparable)).description
    }
    let names = Set(wanted.flatMap(\.keys)).intersection(shown)
    let padded = wanted.map { fields in names.reduce(into: fields) { $0[$1] = $0[$1] ?? .null } }
    return padded.map { digest($0, names) }.sorted() == current.map { digest($0.map ?? [:], names) }.sorted()
  }
}
