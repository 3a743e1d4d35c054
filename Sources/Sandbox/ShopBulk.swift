import Foundation
import Records

extension SimulatedShop {
  /// Adds so many simple products with their stock rows, as `addProduct` adds one: the rows are copies of the first,
  /// which makes a million of them in seconds.
  /// - Parameters:
  ///   - reference: the reference of the product of that number, from 0 on; it is in the name too.
  ///   - quantity: what is for sale of it, in each shop.
  /// - Returns: the products' ids, in order.
  @discardableResult
  public func addProducts(
    _ count: Int, price: Decimal = 10, reference: (Int) -> String, quantity: (Int) -> Int
  ) -> Range<Int> {
    guard count > 0 else { return 0..<0 }
    let first = addProduct(
      reference: reference(0), name: "Article \(reference(0))", price: price, quantity: quantity(0))
    change { state in
      state.copyProduct(first, times: count - 1, reference: { reference($0 + 1) }, quantity: { quantity($0 + 1) })
    }
    return first..<(first + count)
  }

  /// Copies of a product without combinations, and of its stock rows, for measurements: names and references get a number ("Lamp 2",
  /// "LAMP 2"), as in `SimulatedERP.multiply`; everything else is the same. Returns the ids of all of them, the first included.
  public func multiply(product: Int, count: Int) -> [Int] {
    change { state in [product] + state.multiply(product: product, count) }
  }
}

extension ShopState {
  /// Copies a simple product and its stock rows, each with a reference and a quantity of its own.
  fileprivate mutating func copyProduct(
    _ id: Int, times count: Int, reference: (Int) -> String, quantity: (Int) -> Int
  ) {
    guard let template = row("products", id), let products = schema["products"] else { return }
    let stock = rows("stock_availables", where: "id_product", is: id)
    withTable("products") { $0.reserve(count) }
    withTable("stock_availables") { $0.reserve(count * stock.count) }
    for number in 0..<count {
      var product = template
      product.id = table("products")?.nextID ?? 1
      let text = reference(number)
      let name = "Article \(text)"
      for (field, text) in [("reference", text), ("name", name), ("link_rewrite", WebserviceProducts.slug(name))] {
        guard let position = products.position[field] else { continue }
        if case .texts(let all) = product.cells[position] {
          product.cells[position] = .texts(all.map { _ in text })
        } else {
          product.cells[position] = .text(text)
        }
      }
      put(product, in: "products")
      copyStock(stock, toProduct: product.id, quantity: quantity(number))
    }
  }

  fileprivate mutating func multiply(product id: Int, _ count: Int) -> [Int] {
    guard count > 1, let template = row("products", id), let shape = schema["products"] else { return [] }
    let stock = rows("stock_availables", where: "id_product", is: id)
    let numbered = ["name", "reference"].compactMap { shape.position[$0] }
    withTable("products") { $0.reserve(count) }
    withTable("stock_availables") { $0.reserve(count * stock.count) }
    return (2...count).map { number in
      var product = template
      product.id = table("products")?.nextID ?? 1
      for position in numbered { product.cells[position] = product.cells[position].with(suffix: " \(number)") }
      put(product, in: "products")
      copyStock(stock, toProduct: product.id, quantity: nil)
      return product.id
    }
  }

  private mutating func copyStock(_ rows: [ShopRow], toProduct id: Int, quantity: Int?) {
    guard let index = schema.index(of: "stock_availables") else { return }
    let positions = schema.resources[index].position
    guard let product = positions["id_product"], let amount = positions["quantity"] else { return }
    for row in rows {
      var row = row
      row.id = tables[index].nextID
      row.cells[product] = .text(String(id))
      if let quantity { row.cells[amount] = .text(String(quantity)) }
      tables[index].put(row)
    }
  }
}

extension ShopCell {
  fileprivate func with(suffix: String) -> ShopCell {
    switch self {
    case .text(let text): .text(text + suffix)
    case .texts(let texts): .texts(texts.map { $0 + suffix })
    }
  }
}
