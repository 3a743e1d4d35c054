import Records
import Testing

@testable import Mapping

/// What is said of further links, items and pictures before anything runs.
@Suite struct ItemCheckTests {
  private static let variants = "mapping: variants\nfrom: prestashop/variants\nto: odoo/product.product\n"

  private func codes(_ files: [String: String]) -> [String] {
    Files.diagnostics(files).filter { $0.severity == .error }.map(\.code)
  }

  /// A flow from the ERP to the shop.
  private func codes(_ mapping: String) -> [String] {
    codes([
      "flow.yaml": "mapping: flow\nfrom: odoo/product.product\n" + mapping,
      "variants.yaml": Self.variants,
    ])
  }

  private func links(_ rule: String) -> [String] { codes("to: prestashop/orders\nlinks:\n  - \(rule)\n") }

  @Test(
    "A further link names its ends by as many parts as the set's records have there, whichever way round the set is")
  func linkParts() {
    #expect(links("{set: variants, from: id, to: [target.id, 0]}").isEmpty)
    #expect(links("{set: flow, from: id, to: target.id}").isEmpty)
    #expect(links("{set: variants, from: [id, 0], to: [target.id, 0]}") == ["ARGUMENTS"])
    #expect(links("{set: variants, from: id, to: target.id}") == ["ARGUMENTS"])
    #expect(links("{set: variants, from: id, to: [target.id, 0, 1]}") == ["ARGUMENTS"])
  }

  @Test("One expression may give all parts of a key")
  func wholeKey() {
    #expect(
      codes([
        "flow.yaml": """
        mapping: flow
        from: odoo/product.product
        to: prestashop/orders
        links:
          - set: variants
            from: id
            to: list(target.id, 0)
        """, "variants.yaml": Self.variants,
      ]).isEmpty)
  }

  @Test("A further link into a set that nothing knows of is a word mistyped")
  func linkSet() {
    #expect(links("{set: variant, from: id, to: target.id}") == ["UNKNOWN_SET"])
    let asked = "to: prestashop/orders\nenter: not linked(sold, id)\nlinks:\n  - {set: sold, from: id, to: target.id}\n"
    #expect(codes(asked).isEmpty)
  }

  @Test("A set may be asked for whose mapping need not be loaded, if the file says so")
  func setOfOthers() {
    let asked = "to: prestashop/orders\nenter: not linked(sold, id)\n"
    #expect(codes(asked) == ["UNKNOWN_SET"])
    #expect(codes(asked + "sets: [sold]\n").isEmpty)
  }

  @Test("The parts of a key are ids and texts")
  func keyParts() {
    #expect(links("{set: flow, from: active, to: target.id}") == ["TYPE_MISMATCH"])
    let items = "read: {quants: {from: stock.quant, where: {product_id: id}}}\nto: prestashop/customers\neach: quants\n"
    #expect(codes(items + "item: it.id\n").isEmpty)
    #expect(codes(items + "item: it.product_id\n").isEmpty)
    #expect(codes(items + "item: it\n") == ["TYPE_MISMATCH"])
  }

  @Test("Items can only be removed where the target has a way to remove records")
  func surplus() {
    let items = "read: {quants: {from: stock.quant, where: {product_id: id}}}\neach: quants\nitem: it.id\n"
    #expect(codes(items + "to: prestashop/customers\nsurplus: keep\n").isEmpty)
    #expect(codes(items + "to: prestashop/customers\nsurplus: delete\n") == ["NOT_DELETABLE"])
    #expect(codes(items + "to: prestashop/pictures\nsurplus: delete\n").isEmpty)
    #expect(codes(items + "to: prestashop/pictures\nsurplus: delete\ngone: keep\n").isEmpty)
    #expect(codes(items + "to: prestashop/pictures\nsurplus: delete\ngone: kept\n") == ["UNKNOWN_WORD"])
    #expect(codes(items + "to: prestashop/pictures\nsurplus: keep\ngone: keep\n") == ["WRONG_SHAPE"])
  }

  @Test("A need cannot name a mapping that makes several records of one")
  func needs() {
    let many = """
      mapping: many
      from: odoo/product.product
      read: {quants: {from: stock.quant, where: {product_id: id}}}
      to: prestashop/customers
      each: quants
      item: it.id
      """
    for kind in ["create", "match"] {
      let one = "mapping: one\nfrom: odoo/product.product\nto: prestashop/orders\nneeds:\n  - \(kind): many(id)\n"
      #expect(codes(["many.yaml": many, "one.yaml": one]) == ["NEED_OF_ITEMS"])
    }
  }

  @Test("A record with items is named by the source's key and the item's parts")
  func itemKey() {
    let many = """
      mapping: many
      from: odoo/product.product
      read: {quants: {from: stock.quant, where: {product_id: id}}}
      to: prestashop/customers
      each: quants
      item: it.id
      """
    func asked(_ expression: String) -> [String] {
      codes([
        "many.yaml": many,
        "one.yaml": "mapping: one\nfrom: odoo/product.product\nto: prestashop/orders\nenter: \(expression)\n",
      ])
    }
    #expect(asked("linked(many, id, 5)").isEmpty)
    #expect(asked("linked(many, id)") == ["ARGUMENTS"])
  }

  @Test("A touch through rows needs a way back to the record")
  func touches() {
    let read =
      "to: prestashop/orders\nread:\n  quants: {from: stock.quant, where: {product_id: WAY}}\nenter: count(quants) > 0\n"
    func touched(_ way: String, _ field: String) -> [String] {
      codes(read.replacing("WAY", with: way) + "touched by:\n  - stock.move: product_id -> \(field)\n")
    }
    #expect(touched("id", "quants.product_id").isEmpty)
    #expect(touched("id", "quants.nothing") == ["UNKNOWN_FIELD"])
    #expect(touched("list(id)", "quants.product_id") == ["TOUCH_WITHOUT_JOIN"])
    #expect(touched("id", "quant.product_id") == ["UNKNOWN_NAME"])
    #expect(touched("id", "quants.product_id.name") == ["TOUCH_WITHOUT_JOIN"])
    let far = "  all: {from: stock.quant, where: {product_id: quants.product_id}}\nenter: count(all) > 0\n"
    func linked(_ field: String) -> [String] {
      codes(
        "to: prestashop/orders\nread:\n  quants: {from: stock.quant, where: {product_id: id}}\n" + far
          + "touched by:\n  - links: variants -> \(field)\n")
    }
    #expect(linked("all.quantity").isEmpty)
    #expect(linked("all.nothing") == ["UNKNOWN_FIELD"])
    #expect(linked("none.id") == ["UNKNOWN_NAME"])
  }

  @Test("A picture is written from a picture, and from nothing else")
  func content() {
    func written(_ expression: String) -> [String] {
      codes("to: prestashop/pictures\nfields:\n  content: \(expression)\n")
    }
    #expect(written("image").isEmpty)
    #expect(written("if active then image else null").isEmpty)
    #expect(written("first(map(list(record(picture = image)), it.picture)) else skip").isEmpty)
    #expect(written("'image.png'") == ["TYPE_MISMATCH"])
    #expect(written("default_code") == ["TYPE_MISMATCH"])
    #expect(codes("to: prestashop/pictures\nfields: {legend: image}\n") == ["TYPE_MISMATCH"])
  }

  @Test("Texts by language go into fields that have them, a text of one language into any")
  func texts() {
    func written(_ field: String, _ expression: String) -> [String] {
      codes("to: prestashop/pictures\nfields:\n  \(field): \(expression)\n")
    }
    #expect(written("legend", "names").isEmpty && written("legend", "shorten(names, 10)").isEmpty)
    #expect(written("legend", "if active then names else default_code").isEmpty)
    #expect(written("legend", "default_code").isEmpty && written("legend", "'A mug'").isEmpty)
    #expect(written("name", "names") == ["TYPE_MISMATCH"])
    #expect(written("name", "upper(names)") == ["TYPE_MISMATCH"])
    #expect(written("name", "first(by_language(names)).text else null").isEmpty)
    #expect(written("name", "text(length(names))") == ["TYPE_MISMATCH"])
    #expect(written("legend", "by_language(default_code)") == ["TYPE_MISMATCH", "TYPE_MISMATCH"])
  }

  @Test("A record is looked for by a text of one language, in fields that the server can filter on")
  func conditions() {
    func probed(_ condition: String) -> [String] { codes("to: prestashop/pictures\nprobe:\n  \(condition)\n") }
    #expect(probed("name: default_code").isEmpty)
    #expect(probed("legend: default_code").isEmpty)
    #expect(probed("legend: names") == ["TYPE_MISMATCH"])
    #expect(probed("content: default_code") == ["NOT_FILTERABLE"])
    #expect(probed("nothing: default_code") == ["UNKNOWN_FIELD"])
  }

  @Test("Entries of others are kept in lists, beside those of a link set that there is")
  func keptOthers() {
    func kept(_ field: String, _ set: String) -> [String] {
      codes("to: prestashop/order_details\nfields:\n  \(field):\n    value: null\n    keep others: \(set)\n")
    }
    #expect(kept("taxes", "variants").isEmpty)
    #expect(kept("taxes", "variant") == ["UNKNOWN_SET"])
    #expect(kept("product_name", "variants") == ["NO_LIST"])
  }
}
