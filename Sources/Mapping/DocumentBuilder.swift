import Foundation
import Records

/// Makes a record's document. All of it is evaluated before anything is given up, so that one pass names everything that is missing.
struct DocumentBuilder {
  let mapping: Mapping
  var interpreter: Interpreter
  private var isUnknown = false
  private var stop: Stop?

  init(mapping: Mapping, interpreter: Interpreter) {
    self.mapping = mapping
    self.interpreter = interpreter
  }

  mutating func document() throws(Stop) -> Document {
    var fields: [(rule: FieldRule, value: Value)] = []
    for rule in mapping.fields {
      if let value = attempt(rule.name, { builder throws(Stop) in try builder.interpreter.value(of: rule.expression) })
      {
        fields.append((rule, value))
      }
    }
    var children: [String: [ChildWrite]] = [:]
    for child in mapping.children { children[child.field] = rows(child) }
    var gates: [(gate: Gate, expected: Decimal, within: Decimal)] = []
    for gate in mapping.gates {
      let figures = attempt(gate.field) { builder throws(Stop) in
        (try builder.number(gate.equals), try builder.number(gate.within))
      }
      if let figures { gates.append((gate, figures.0, figures.1)) }
    }
    let frozen = frozenDigest()
    let links = linksDigest()
    if isUnknown { throw .demands }
    if let stop { throw stop }
    var document = Document(fields: fields, children: children, gates: gates, frozenDigest: frozen, fingerprint: "")
    document.fingerprint = fingerprint(of: document, links)
    return document
  }

  /// The value, or nil after noting why there is none. What is first in the file is what is told.
  private mutating func attempt<T>(_ field: String, _ body: (inout DocumentBuilder) throws(Stop) -> T) -> T? {
    do {
      return try body(&self)
    } catch {
      switch error {
      case .demands: isUnknown = true
      case .fault(let fault): stop = stop ?? .fault(fault.adding(["field": field]))
      case .skip, .wait: stop = stop ?? error
      }
      return nil
    }
  }

  private mutating func number(_ formula: Formula) throws(Stop) -> Decimal {
    try Arithmetic.number(interpreter.value(of: formula), formula.text)
  }

  private mutating func rows(_ child: ChildRule) -> [ChildWrite] {
    guard let always = attempt(child.field, { builder throws(Stop) in try builder.interpreter.values(child.always) })
    else { return [] }
    var writes: [ChildWrite] = []
    var keys: Set<String> = []
    for rows in child.rows {
      let items = attempt(child.field) { builder throws(Stop) -> [Value] in
        if let condition = rows.condition, try !builder.interpreter.condition(condition) { return [] }
        return try builder.interpreter.items(of: rows.each)
      }
      for item in items ?? [] {
        guard let write = row(rows, item, always, child) else { continue }
        if !keys.insert(write.key).inserted {
          let fault = Fault(
            .record, "ROW_KEY_TAKEN", "Two rows of \(child.field) have the key \(write.key).",
            context: ["field": child.field, "key": write.key],
            hint: "Make the rows' `key` in the mapping tell them apart.")
          stop = stop ?? .fault(fault)
        }
        writes.append(write)
      }
    }
    return writes
  }

  private mutating func row(_ rows: ChildRule.Rows, _ item: Value, _ always: [String: Value], _ child: ChildRule)
    -> ChildWrite?
  {
    interpreter.enter(item: item, forgetting: rows.lets)
    let key = attempt(child.field) { builder throws(Stop) in try builder.interpreter.text(of: rows.key) }
    var fields = always
    for field in rows.fields {
      let name = "\(child.field).\(field.name)"
      fields[field.name] = attempt(name) { builder throws(Stop) in try builder.interpreter.value(of: field.expression) }
    }
    return key.map { ChildWrite(key: $0, fields: fields) }
  }

  private mutating func frozenDigest() -> String {
    guard !mapping.frozen.isEmpty else { return "" }
    let values = mapping.frozen.map { formula in
      attempt("frozen") { builder throws(Stop) in try builder.interpreter.value(of: formula) } ?? .null
    }
    return Digest.value(.list(values))
  }

  /// What the further links depend on: a record of which they change is not as it was, even if its fields are.
  private mutating func linksDigest() -> String {
    var text = ""
    for rule in mapping.links {
      do throws(Stop) {
        let isWanted = try rule.condition.map { formula throws(Stop) in try interpreter.condition(formula) } ?? true
        text += isWanted ? "\u{1D}\(rule.set)>\(try interpreter.key(rule.from, rule.set))" : "\u{1D}\(rule.set)>"
      } catch {
        if case .demands = error { isUnknown = true }
      }
    }
    return text
  }

  private func fingerprint(of document: Document, _ links: String) -> String {
    var text = "\(mapping.version)\u{1D}\(document.frozenDigest)\(links)"
    for (rule, value) in document.fields {
      text += "\u{1D}\(rule.name)="
      Digest.encode(value, into: &text)
    }
    for (field, rows) in document.children.sorted(by: { $0.key < $1.key }) {
      for row in rows {
        text += "\u{1D}\(field)/\(row.key)="
        Digest.encode(.map(row.fields), into: &text)
      }
    }
    for (gate, expected, within) in document.gates { text += "\u{1D}\(gate.field)=\(expected)~\(within)" }
    for consulted in Set(interpreter.consulted.map(\.text)).sorted() { text += "\u{1D}\(consulted)" }
    return Digest.text(text)
  }
}
