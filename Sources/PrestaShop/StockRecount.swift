import Foundation
import Records

/// Has the shop count a product's stock anew after it got combinations.
///
/// The row of the product itself (combination 0) is the sum of its combinations' rows, but the shop only reckons it when one of them is written
/// (StockAvailable::postSave). A product that was sold without combinations keeps its old number until then, and its page calls it in stock
/// (measured on 8.2.1 and 1.7.8). One of the new rows is therefore written back as it is, where the sum does not fit.
struct StockRecount: Sendable {
  let connector: PrestaShopConnector

  /// - Parameter made: combinations that were made just now, with their products. What cannot be recounted is left: nothing was changed there,
  ///   and the next number that is written to one of the rows mends it.
  func recount(_ made: [(product: Value, combination: RecordKey)]) async {
    let products = Array(Set(made.map(\.product)))
    guard !products.isEmpty else { return }
    let rows = try? await connector.read(
      RelatedQuery(
        resource: "stock_availables", field: "id_product", values: products,
        fields: ["id_product", "id_product_attribute", "quantity"]))
    let new = Set(made.map(\.combination.value))
    let writes = Dictionary(grouping: rows ?? [], by: { $0["id_product"] }).values.compactMap { rows in
      Self.rowToWrite(of: rows, new)
    }
    guard !writes.isEmpty else { return }
    _ = await connector.write(
      writes.map {
        Write(resource: "stock_availables", identity: .update($0.key), fields: ["quantity": $0["quantity"]])
      })
  }

  /// A row of a new combination, where the product's own row is not the sum of the others.
  static func rowToWrite(of rows: [Record], _ new: Set<Value>) -> Record? {
    let own = rows.first { $0["id_product_attribute"] == 0 }
    let others = rows.filter { $0["id_product_attribute"] != 0 }
    let sum = others.reduce(Decimal(0)) { $0 + ($1["quantity"].number ?? 0) }
    guard let number = own?["quantity"].number, number != sum else { return nil }
    return others.first { new.contains($0["id_product_attribute"]) }
  }
}
