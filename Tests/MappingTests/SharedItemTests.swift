import Foundation
import Records
import Testing

@testable import Mapping

/// What is the same for all items of a record is evaluated once, and changes nothing in what becomes of each.
@Suite struct SharedItemTests {
  private static let pieces = """
    mapping: pieces
    from: odoo/product.product
    read: {quants: {from: stock.quant, where: {product_id: id}}}
    let:
      present: filter(quants, it.quantity > 0)
      total:   sum(present.quantity)
      lead:    first(present).id else null
      best:    link(piles, lead)
      style:   lookup(styles, id).word
      own:     first(pick(present, it.id)) else null
      label:   text(default_code, '-', own.id, ' ', style)
      odd:     if it.quantity = 1 then lookup(styles, 7).word else style
    each: present
    item: it.id
    surplus: delete
    to: prestashop/pictures
    probe: {name: label}
    fields:
      name: label
      legend: text(own.quantity, ' of ', total, ' ', best, odd)
    links:
      - {if: it.quantity > 1, set: piles, from: own.id, to: target.id}
    """

  private static let files = [
    "pieces.yaml": pieces, "piles.yaml": "mapping: piles\nfrom: odoo/product.product\nto: prestashop/pictures\n",
    "tables/styles.yaml": "table: styles\ncolumns: {word: null}\nrows: {1: {word: 'plain'}, 7: {word: 'fine'}}\n",
  ]

  private static func evaluator(_ set: MappingSet, best: Int = 1, links: [RecordKey: RecordKey?]) throws -> Evaluator {
    var surroundings = Surroundings(now: Instant(secondsSince1970: 0))
    surroundings.links["piles"] = links
    return Evaluator(mapping: try #require(set["pieces"]), set: set, surroundings: surroundings)
  }

  private static func source(_ count: Int) -> Source {
    let quants = (1...count).map { number in
      Record(
        resource: "stock.quant", key: RecordKey(number),
        fields: ["id": .integer(number), "quantity": .integer(number % 3)])
    }
    return Source(
      Record(resource: "product.product", key: 1, fields: ["id": 1, "default_code": "MUG"]),
      related: ["quants": quants])
  }

  private static func items(_ evaluator: Evaluator, _ source: Source) throws -> [Source] {
    try #require(evaluator.items(source).value).map {
      var own = source
      own.item = $0
      return own
    }
  }

  @Test("One evaluator makes of each item what a new one makes of it alone, in any order", arguments: [3, 39])
  func same(_ count: Int) throws {
    let set = try Files.load(Self.files)
    let shared = try Self.evaluator(set, links: [1: 9])
    let items = try Self.items(shared, Self.source(count))
    #expect(items.count == count * 2 / 3)
    for item in items + items.reversed() + items.shuffled() {
      let alone = try Self.evaluator(set, links: [1: 9])
      let (one, other) = (shared.document(item), alone.document(item))
      #expect(Self.shown(one) == Self.shown(other))
      #expect(one.value?.fingerprint == other.value?.fingerprint)
      #expect(shared.naturalKey(item).value == alone.naturalKey(item).value)
    }
  }

  @Test("What is not known yet is asked for by each item that needs it, whichever came first")
  func demands() throws {
    let set = try Files.load(Self.files)
    let shared = try Self.evaluator(set, links: [:])
    for item in try Self.items(shared, Self.source(4)) {
      guard case .demands(let demands) = shared.document(item) else {
        Issue.record("Nothing was asked for.")
        return
      }
      #expect(demands.contains(.link(set: "piles", key: 1)))
    }
  }

  @Test("Two records of one key are told apart by what was read beside them")
  func otherSource() throws {
    let set = try Files.load(Self.files)
    let shared = try Self.evaluator(set, links: [1: 9])
    let first = try Self.items(shared, Self.source(5))[0]
    let second = try Self.items(shared, Self.source(8))[0]
    let legends = [first, second, first].map { shared.document($0).value.map(Self.values)?["legend"] }
    #expect(legends == ["1 of 6 9fine", "1 of 9 9fine", "1 of 6 9fine"])
  }

  @Test("Eight times as many items are about eight times the work")
  func work() throws {
    let set = try Files.load(Self.files)
    let few = try Self.seconds(of: 250, set)
    let many = try Self.seconds(of: 2000, set)
    #expect(many < few * 24, "\(few) s and \(many) s")
  }

  /// The processor time of this thread alone: other tests run beside.
  private static func seconds(of count: Int, _ set: MappingSet) throws -> Double {
    let shared = try evaluator(set, links: [1: 9])
    let items = try Self.items(shared, source(count))
    let start = now()
    for item in items { #expect(shared.document(item).value != nil) }
    return now() - start
  }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  private static func shown(_ document: Evaluation<Document>) -> String {
    switch document {
    case .value(let document): Value.map(values(document)).description
    default: "\(document)"
    }
  }

  private static func values(_ document: Document) -> [String: Value] {
    Dictionary(document.fields.map { ($0.rule.name, $0.value) }, uniquingKeysWith: { first, _ in first })
  }
}
