import Foundation
import Records
import Testing

@testable import Mapping

@Suite struct EvaluatorTests {
  static let now = Instant(secondsSince1970: 1_700_000_000)

  private func evaluator(
    _ text: String, _ surroundings: Surroundings = Surroundings(now: now), more: [String: String] = [:]
  ) throws -> Evaluator {
    var files = more
    files["customers.yaml"] = Files.customers(text)
    let set = try Files.load(files)
    return Evaluator(mapping: try #require(set["customers"]), set: set, surroundings: surroundings)
  }

  private let source = Source(
    Record(
      resource: "customers", key: 5,
      fields: ["id": 5, "firstname": "Ann", "id_lang": 2, "parents": [7, 8], "is_guest": false, "zero": 0]),
    related: [
      "rows": [
        Record(resource: "r", key: 1, fields: ["id": 1, "q": 2]),
        Record(resource: "r", key: 2, fields: ["id": 2, "q": 3]),
      ]
    ])

  @Test("What is missing is demanded, everything at once, and nothing else")
  func demands() throws {
    let text = """
      fields:
        a: link(customers, id)
        b: lookup(langs, id_lang).erp
        c: map(parents, link(customers, it))
        d: firstname
        e: count(rows(langs))
      """
    let tables = [
      "tables/langs.yaml":
        "table: langs\nfrom: prestashop/languages\nfind: {erp: {in: odoo/res.lang, where: {code: key}}}\n"
    ]
    var surroundings = Surroundings(now: Self.now)
    guard case .demands(let demands) = try evaluator(text, surroundings, more: tables).document(source) else {
      throw Unexpected()
    }
    #expect(
      demands == [
        .link(set: "customers", key: 5), .row(table: "langs", key: .decimal(2)), .link(set: "customers", key: 7),
        .link(set: "customers", key: 8), .table("langs"),
      ])
    for key in [5, 7, 8] { surroundings.link("customers", RecordKey(key), to: RecordKey(key * 10)) }
    surroundings.tables["langs"] = TableContents()
    surroundings.tables["langs"]?.rows[.decimal(2)] = .some([:])
    surroundings.tables["langs"]?.isComplete = true
    let second = try evaluator(text, surroundings, more: tables)
    guard case .demands(let column) = second.document(source) else { throw Unexpected() }
    #expect(column == [.column(table: "langs", key: .decimal(2), column: "erp")])
    surroundings.tables["langs"]?.found[.decimal(2)] = ["erp": .value(3)]
    let document = try #require(try evaluator(text, surroundings, more: tables).document(source).value)
    #expect(document.fields.map(\.value) == [50, 3, [70, 80], "Ann", 0])
  }

  @Test("What is not known yet may settle a condition: a fault behind it does not count before")
  func unknownBeforeFault() throws {
    let text =
      "fields:\n  a: linked(customers, id) or nothing > 1\n  b: any(parents, linked(customers, it) or it / zero > 1 else false)\n"
    var surroundings = Surroundings(now: Self.now)
    guard case .demands(let demands) = try evaluator(text, surroundings).document(source) else { throw Unexpected() }
    #expect(demands.count == 3)
    for key in [5, 7, 8] { surroundings.link("customers", RecordKey(key), to: 1) }
    #expect(try evaluator(text, surroundings).document(source).value?.fields.map(\.value) == [true, true])
  }

  @Test("A record that is not linked is waited for, or replaced by what `else` says")
  func waiting() throws {
    var surroundings = Surroundings(now: Self.now)
    surroundings.link("customers", 5, to: nil)
    guard case .wait(let awaited) = try evaluator("fields:\n  a: link(customers, id)\n", surroundings).document(source)
    else {
      throw Unexpected()
    }
    #expect(awaited == .link(set: "customers", key: 5))
    let other = try evaluator("fields:\n  a: link(customers, id) else 0\n", surroundings)
    #expect(other.document(source).value?.fields[0].value == 0)
    guard case .skip = try evaluator("fields:\n  a: link(customers, id) else skip\n", surroundings).document(source)
    else { throw Unexpected() }
  }

  @Test("A gap names table, key, column and what was searched; `else` takes over from it")
  func gaps() throws {
    let tables = [
      "tables/langs.yaml": "table: langs\nkey: decimal\nfind: {erp: {in: odoo/res.lang, where: {code: key}}}\n"
    ]
    var surroundings = Surroundings(now: Self.now)
    surroundings.tables["langs"] = TableContents()
    surroundings.tables["langs"]?.found[.decimal(2)] = ["erp": .missing(searched: "code = 2")]
    guard
      case .fault(let fault) = try evaluator("fields:\n  a: lookup(langs, id_lang).erp\n", surroundings, more: tables)
        .document(source)
    else { throw Unexpected() }
    #expect(fault.code == "TABLE_GAP")
    #expect(fault.context["table"] == "langs" && fault.context["key"] == "2" && fault.context["searched"] == "code = 2")
    #expect(fault.context["field"] == "a" && fault.context["at"] == "customers.yaml:5:6")
    let other = try evaluator("fields:\n  a: lookup(langs, id_lang).erp else 'none'\n", surroundings, more: tables)
    #expect(other.document(source).value?.fields[0].value == "none")
  }

  @Test("A hand-written row wins over what is looked for")
  func handWrittenRows() throws {
    let table =
      "table: langs\nkey: decimal\nfind: {erp: {in: odoo/res.lang, where: {code: key}}}\nrows:\n  2.0: {erp: 14}\n"
    let evaluator = try evaluator("fields:\n  a: lookup(langs, id_lang).erp\n", more: ["tables/langs.yaml": table])
    #expect(evaluator.document(source).value?.fields[0].value == 14)
  }

  @Test("Needs and holds name each record once, quantities added up; what is free again is named with nothing")
  func needsAndHolds() throws {
    let text = """
      read: {rows: {from: order_details, where: {id_order: id}}}
      holds:
        each: rows
        unless: is_guest
        item: customers(id)
        quantity: it.q
      needs:
        - match: others(id_lang)
        - match: others(it)
          each: parents
          if: it != 8
        - match: others(2)
      """
    let others = "mapping: others\nfrom: prestashop/customers\nto: odoo/res.partner\n"
    let evaluator = try evaluator(text, more: ["others.yaml": others])
    #expect(evaluator.needs(source).value?.map(\.key) == [2, 7])
    let holds = try #require(evaluator.holds(source).value)
    #expect(holds.map(\.item) == [5] && holds.map(\.quantity) == [5])
    var guest = source
    guest.record.fields["is_guest"] = true
    let free = try #require(evaluator.holds(guest).value)
    #expect(free.map(\.item) == [5] && free.map(\.quantity) == [0])
  }

  @Test("A key keeps what targets accept and tells values apart; an empty hole is KEY_INCOMPLETE")
  func keys() throws {
    #expect(try evaluator("key: customer-{firstname}-{id / 2 else 0}").key(source).value == "customer-Ann-2_2e5")
    guard case .fault(let fault) = try evaluator("key: customer-{nothing}").key(source) else { throw Unexpected() }
    #expect(fault.code == "KEY_INCOMPLETE")
    #expect(KeyTemplate.plain("a.b") != KeyTemplate.plain("a_b"))
  }

  @Test("Match rules come in order, those with an empty value left out")
  func probes() throws {
    let probes = try evaluator("match:\n  - name: firstname\n  - email: nothing\n  - {name: firstname, city: id}\n")
      .probes(source).value
    #expect(probes?.count == 2)
    #expect(probes?.last?.map(\.field) == ["name", "city"])
  }

  @Test("Under `exactly` an empty value counts like the others, unless there is nothing else; `if` leaves a rule out")
  func exactProbes() throws {
    let text = """
      match:
        - exactly: {name: firstname, email: nothing}
        - exactly: {email: nothing}
        - {if: is_guest, name: firstname}
        - {if: not is_guest, city: id}
      """
    let probes = try evaluator(text).probes(source).value
    #expect(
      probes == [
        [Condition("name", .equals, "Ann"), Condition("email", .equals, .null)], [Condition("city", .equals, 5)],
      ])
  }

  @Test(
    "A match rule has its conditions in one place only",
    arguments: ["{if: is_guest}", "{name: id, exactly: {city: id}}"])
  func mixedRule(_ rule: String) throws {
    do {
      _ = try evaluator("match:\n  - \(rule)\n")
      throw Unexpected()
    } catch let errors as MappingErrors {
      #expect(errors.diagnostics.map(\.code) == ["WRONG_SHAPE"])
    }
  }

  @Test("Two rows with one key are a fault; rows get what every row gets, and their own `let`s anew")
  func rows() throws {
    let text = """
      read: {rows: {from: order_details, where: {id_order: id}}}
      children:
        lines:
          always: {discount: 0}
          rows:
            - each: rows
              let: {double: it.q * 2}
              key: row-{it.id}
              fields: {quantity: double, owner: id}
            - if: is_guest
              key: guest
              fields: {quantity: 1}
      """
    let document = try #require(try evaluator(text).document(source).value)
    #expect(document.children["lines"]?.map(\.key) == ["row-1", "row-2"])
    #expect(
      document.children["lines"]?.map(\.fields) == [
        ["discount": 0, "quantity": 4, "owner": 5], ["discount": 0, "quantity": 6, "owner": 5],
      ])
    guard case .fault(let fault) = try evaluator(text.replacing("row-{it.id}", with: "row")).document(source) else {
      throw Unexpected()
    }
    #expect(fault.code == "ROW_KEY_TAKEN")
  }

  @Test("A gate's difference is closed by one row; changes, steps and seals look at the target")
  func afterwards() throws {
    let text = """
      children: {lines: {always: {discount: 0}, rows: [{key: only, fields: {price: 1}}]}}
      gate:
        - {field: total, equals: 12, within: 0.05, close: {child: lines, key: rounding, fields: {price: difference}}}
      rewrite while: target.state = 'draft'
      sealed when: target.locked
      steps:
        - {do: confirm, until: target.state = 'sale', with: {post: false}}
      changed:
        - {if: is_guest, do: cancel}
        - {if: not is_guest, do: keep, unless: target.locked, code: LOCKED}
      """
    let evaluator = try evaluator(text)
    let gate = try #require(evaluator.mapping.gates.first)
    let row = try #require(evaluator.closing(gate, difference: Decimal(2) / 100, source).value)
    #expect(row.key == "rounding" && row.fields == ["discount": 0, "price": .decimal(Decimal(2) / 100)])
    let target = Record(resource: "t", key: 1, fields: ["state": "draft", "locked": true])
    #expect(evaluator.mayRewrite(source, target: target).value == true)
    #expect(evaluator.isSealed(source, target: target).value == true)
    let step = try #require(evaluator.mapping.steps.first)
    #expect(evaluator.isDone(step, source, target: target).value == false)
    #expect(evaluator.parameters(step, source, target: target).value == ["post": false])
    let rule = try #require(evaluator.change(source, target: target).value ?? nil)
    #expect(rule.action == "keep" && rule.code == "LOCKED")
    #expect(evaluator.isBarred(rule, source, target: target).value == true)
  }

  @Test("Each value is explained with the rule that made it")
  func explaining() throws {
    let explained = try evaluator("fields:\n  name: firstname\n  email: round(nothing, 2)\n").explain(source)
    #expect(explained.map(\.field) == ["name", "email"])
    #expect(
      explained[0].result.value == "Ann" && explained[0].expression == "firstname" && explained[0].location.line == 5)
    guard case .fault(let fault) = explained[1].result else { throw Unexpected() }
    #expect(fault.code == "NULL_VALUE")
  }

  @Test("Of several records the registered one speaks, then the oldest")
  func mergeOrder() throws {
    let evaluator = try evaluator("merge: [is_guest, id]")
    #expect(evaluator.mergeOrder(source).value == [false, 5])
    #expect(Evaluator.precedes([false, 9], [true, 1]))
    #expect(Evaluator.precedes([false, 1], [false, 9]))
    #expect(!Evaluator.precedes([false, 1], [false, 1]))
  }

  private struct Unexpected: Error {}
}
