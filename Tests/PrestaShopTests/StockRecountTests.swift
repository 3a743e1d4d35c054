import Records
import Testing

@testable import PrestaShop

@Suite("Stock after a product got combinations")
struct StockRecountTests {
  private func row(_ id: Int, combination: Int, _ quantity: Int) -> Record {
    Record(
      resource: "stock_availables", key: RecordKey(id),
      fields: ["id_product": 7, "id_product_attribute": .integer(combination), "quantity": .integer(quantity)])
  }

  @Test("A new combination's row is written back where the product's own row is not the sum of the others")
  func stale() {
    let rows = [row(1, combination: 0, 11), row(2, combination: 40, 0), row(3, combination: 41, 0)]
    #expect(StockRecount.rowToWrite(of: rows, [41])?.key == 3)
  }

  @Test("Nothing is written where the sum fits, nor to a combination that was there before")
  func fitting() {
    let fitting = [row(1, combination: 0, 5), row(2, combination: 40, 5), row(3, combination: 41, 0)]
    #expect(StockRecount.rowToWrite(of: fitting, [41]) == nil)
    let others = [row(1, combination: 0, 9), row(2, combination: 40, 5)]
    #expect(StockRecount.rowToWrite(of: others, [41]) == nil)
  }
}
