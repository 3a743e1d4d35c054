import Records
import Testing

@testable import Mapping

/// Mappings that make one record of the target for each item of a list.
@Suite struct ItemTests {
  private static let pieces = """
    mapping: pieces
    from: odoo/product.product
    read: {quants: {from: stock.quant, where: {product_id: id}}}
    let:
      present: filter(quants, it.quantity > 0)
      label: text(default_code, '-', it.id)
    each: if active then present else null
    item: it.id
    surplus: delete
    to: prestashop/pictures
    probe: {name: label}
    fields:
      name: label
      legend: text(it.quantity, ' of ', sum(present.quantity))
    links:
      - {if: it.quantity > 1, set: piles, from: it.id, to: target.id}
    gone: {legend: ''}
    """

  private func evaluator(_ text: String = Self.pieces) throws -> Evaluator {
    let piles = "mapping: piles\nfrom: odoo/product.product\nto: prestashop/pictures\n"
    let set = try Files.load(["pieces.yaml": text, "piles.yaml": piles])
    return Evaluator(
      mapping: try #require(set["pieces"]), set: set, surroundings: Surroundings(now: Instant(secondsSince1970: 0)))
  }

  private func source(isActive: Bool = true, _ quants: [(Value, Int)] = [(5, 2), (6, 0), (7, 1)]) -> Source {
    Source(
      Record(
        resource: "product.product", key: 1, fields: ["id": 1, "active": .bool(isActive), "default_code": "MUG"]),
      related: [
        "quants": quants.map {
          Record(resource: "stock.quant", key: 9, fields: ["id": $0.0, "quantity": .integer($0.1)])
        }
      ])
  }

  private func items(_ source: Source) throws -> [Source] {
    let items = try #require(try evaluator().items(source).value)
    return items.map {
      var own = source
      own.item = $0
      return own
    }
  }

  @Test("Each item is a record under the source's key and its own")
  func keys() throws {
    #expect(try items(source()).map(\.key) == ["1,5", "1,7"])
    #expect(try items(source(isActive: false)).isEmpty)
    #expect(try items(source([])).isEmpty)
  }

  @Test("The formulas of a record are about its own item")
  func documents() throws {
    let evaluator = try evaluator()
    let items = try items(source())
    let documents = items.map { evaluator.document($0).value?.fields.map(\.value) }
    #expect(documents == [["MUG-5", "2 of 3"], ["MUG-7", "1 of 3"]])
    #expect(items.map { evaluator.naturalKey($0).value?.first?.value } == ["MUG-5", "MUG-7"])
    #expect(evaluator.gone(source()).value == ["legend": ""])
  }

  @Test("A further link is made for the items for which its rule holds, and named for removal for the others")
  func links() throws {
    let evaluator = try evaluator()
    let target = Record(resource: "pictures", key: 3, fields: ["id": 3])
    let links = try items(source()).map { evaluator.links($0, target: target).value }
    #expect(
      links == [
        [FurtherLink(set: "piles", source: 5, target: 3)], [FurtherLink(set: "piles", source: nil, target: 3)],
      ])
  }

  @Test("Items that cannot be told apart are a fault, not two records in one")
  func taken() throws {
    let evaluator = try evaluator()
    guard case .fault(let taken) = evaluator.items(source([(5, 1), (5, 2)])) else {
      Issue.record("Two items got one key.")
      return
    }
    #expect(taken.code == "ITEM_KEY_TAKEN")
    guard case .fault(let incomplete) = evaluator.items(source([(nil, 1)])) else {
      Issue.record("An item without a key was taken.")
      return
    }
    #expect(incomplete.code == "KEY_INCOMPLETE")
    guard case .fault(let parted) = evaluator.items(source([("5,6", 1)])) else {
      Issue.record("An item with two keys in one was taken.")
      return
    }
    #expect(parted.code == "ITEM_KEY_PARTED")
  }

  @Test("All items are explained, each under its key")
  func explained() throws {
    let evaluator = try evaluator()
    let explained = evaluator.explain(source())
    #expect(explained.map(\.field) == ["[1,5].name", "[1,5].legend", "[1,7].name", "[1,7].legend"])
    #expect(explained.compactMap(\.result.value) == ["MUG-5", "2 of 3", "MUG-7", "1 of 3"])
    let failed = evaluator.explain(source([(5, 1), (5, 1)]))
    #expect(failed.map(\.field) == ["each"] && failed.first?.expression == "if active then present else null")
  }

  @Test("What is evaluated before there are items cannot ask for one, not even through a `let`")
  func withoutItem() {
    func codes(_ old: String, _ new: String) -> Set<String> {
      let diagnostics = Files.diagnostics([
        "pieces.yaml": Self.pieces.replacing(old, with: new),
        "piles.yaml": "mapping: piles\nfrom: odoo/product.product\nto: prestashop/pictures\n",
      ])
      return Set(diagnostics.filter { $0.severity == .error }.map(\.code))
    }
    #expect(codes("each:", "enter: label = 'a'\neach:") == ["NO_ITEM"])
    #expect(codes("each:", "enter: it.id = 5\neach:") == ["NO_ITEM"])
    #expect(codes("then present", "then filter(present, label = 'a')") == ["NO_ITEM"])
    #expect(codes("{product_id: id}", "{product_id: label}") == ["NO_ITEM"])
    #expect(codes("legend: ''", "legend: text(it.id)") == ["NO_ITEM"])
    #expect(codes("legend: ''", "legend: label") == ["NO_ITEM"])
    #expect(codes("each:", "enter: count(present) > 0\neach:").isEmpty)
  }
}
