import JournalStore
import Mapping
import Odoo
import Records

/// What a first import must not meet: goods of the ERP that it has not brought itself. Beside them categories and attributes would come
/// twice.
enum OwnProducts {
  /// One that was begun goes on, whatever there is: what it made before it was cut off need not be on record yet, and from then on people make
  /// goods in the ERP.
  /// - Parameter flows: those of the import.
  /// - Throws: `Fault` ERP_HAS_PRODUCTS, where there are some. Services (deliveries, vouchers, deposits) are none.
  static func refuse(in connection: Connection, _ flows: [String]) async throws {
    let counts = try await connection.journal.counts()
    guard flows.allSatisfy({ counts[$0, default: [:]].values.allSatisfy { $0 == 0 } }) else { return }
    let goods = try await connection.erp.scan(
      ScanQuery(
        resource: "product.template", fields: ["type", "name"], conditions: [Condition("sale_ok", .equals, true)]))
    while let page = try await goods.next() {
      let own = page.records.filter { $0["type"] != "service" }
      if let first = own.first { throw fault(first, own.count) }
    }
  }

  private static func fault(_ product: Record, _ count: Int) -> Fault {
    Fault(
      .configuration, "ERP_HAS_PRODUCTS",
      "The ERP has products that this import has not brought (\(count) of those looked at, the first is product.template \(product.key)).",
      context: ["record": "product.template \(product.key)", "count": String(count)],
      hint:
        "Match what both sides have (`passerelle match variants`, `passerelle match products`); make the others in the ERP."
    )
  }
}
