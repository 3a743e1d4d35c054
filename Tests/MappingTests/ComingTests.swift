import Records
import Testing

@testable import Mapping

/// Keys that flows from the other side use.
@Suite struct ComingTests {
  private static let stock = """
    mapping: stock
    from: odoo/product.product
    archived: included
    context: {warehouse_id: setting(web_warehouses)}
    touched by:
      - stock.quant: product_id -> id
      - holds: variants
      - links: variants
    enter: linked(variants, id)
    to: prestashop/stock_availables
    create: never
    missing: NO_STOCK_ROW
    find:
      id_product: link(variants, id).id_product
      id_product_attribute: link(variants, id).id_product_attribute
    fields:
      quantity: max(0, floor(min(free_qty, qty_available - outgoing_qty) - setting(margin) - held(variants, id)))
    gone: {quantity: 0}
    """
  private static let variants = "mapping: variants\nfrom: prestashop/variants\nto: odoo/product.product\n"

  private func evaluator(_ surroundings: Surroundings) throws -> Evaluator {
    let set = try Files.load(["stock.yaml": Self.stock, "variants.yaml": Self.variants])
    return Evaluator(mapping: try #require(set["stock"]), set: set, surroundings: surroundings)
  }

  private let source = Source(
    Record(
      resource: "product.product", key: 9, fields: ["id": 9, "free_qty": 7, "qty_available": 10, "outgoing_qty": 4]))

  @Test("Stock is written to the row that the linked product and combination name")
  func stock() throws {
    var surroundings = Surroundings(now: Instant(secondsSince1970: 0))
    surroundings.settings = ["margin": 1, "web_warehouses": [1, 2]]
    surroundings.link("variants", 9, to: "12,0")
    surroundings.keyFields["variants"] = ["id_product", "id_product_attribute"]
    guard case .demands(let demands) = try evaluator(surroundings).document(source) else {
      Issue.record("Nothing was demanded.")
      return
    }
    #expect(demands == [.held(set: "variants", key: 9)])
    surroundings.held["variants"] = [9: 2]
    let evaluator = try evaluator(surroundings)
    #expect(evaluator.document(source).value?.fields.first?.value == 3)
    #expect(evaluator.found(source).value?.map(\.value) == [12, 0])
    #expect(evaluator.context().value == ["warehouse_id": [1, 2]])
    #expect(evaluator.gone(source).value == ["quantity": 0])
    #expect(evaluator.enters(source).value == true)
    #expect(evaluator.mapping.touches.count == 3)
    #expect(evaluator.mapping.includesArchived && !evaluator.mapping.creates)
  }

  @Test("A simple product links a variant of its own; `else skip` leaves the link out")
  func furtherLinks() throws {
    let text = """
      mapping: products
      from: odoo/product.template
      to: prestashop/products
      enter: not linked(sold, id)
      read: {variants: {from: product.product, where: {product_tmpl_id: id}, archived: included}}
      links:
        - {if: count(variants) = 1, set: sold, from: first(variants).id else skip, to: [target.id, 0]}
      """
    let set = try Files.load(["products.yaml": text])
    let evaluator = Evaluator(
      mapping: try #require(set["products"]), set: set, surroundings: Surroundings(now: Instant(secondsSince1970: 0)))
    var source = Source(Record(resource: "product.template", key: 1, fields: ["id": 1]))
    let target = Record(resource: "products", key: 5, fields: ["id": 5])
    // Not simple (it has no variant at all): what was linked to it is not to be any more.
    let none = try #require(evaluator.links(source, target: target).value)
    #expect(none == [FurtherLink(set: "sold", source: nil, target: "5,0")])
    source.related["variants"] = [Record(resource: "product.product", key: 3, fields: ["id": 3])]
    let links = try #require(evaluator.links(source, target: target).value)
    #expect(links.map(\.set) == ["sold"] && links.map(\.source) == [3] && links.map(\.target) == ["5,0"])
  }
}
