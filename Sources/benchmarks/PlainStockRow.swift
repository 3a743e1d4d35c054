import XMLStream

/// A stock row as the shop showed it.
struct PlainStockRow: Sendable {
  let id: Int
  let product: Int
  let combination: Int
  let quantity: Int
  /// Every field but the quantity, as it goes back: what a PUT leaves out is lost.
  private let others: String

  init?(_ element: XMLElement) {
    func number(_ name: String) -> Int? { element.child(name).flatMap { Int($0.text) } }
    guard let id = number("id"), let product = number("id_product"), let quantity = number("quantity") else {
      return nil
    }
    self.id = id
    self.product = product
    self.combination = number("id_product_attribute") ?? 0
    self.quantity = quantity
    others = element.children.filter { $0.name != "quantity" }
      .map { "<\($0.name)><![CDATA[\($0.text)]]></\($0.name)>" }.joined()
  }

  func document(quantity: Int) -> String {
    "<stock_available>\(others)<quantity>\(quantity)</quantity></stock_available>"
  }
}
