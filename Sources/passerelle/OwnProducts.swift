import JournalStore
import Mapping
import Odoo
import Records

/// What an import must not meet: goods of the ERP that it has not brought itself. Beside them categories and attributes would come twice.
enum OwnProducts {
  /// - Throws: `Fault` ERP_HAS_PRODUCTS, where there are some. Services (deliveries, vouchers, deposits) are none.
  static func refuse(in connection: Connection) async throws {
    let goods = try await connection.erp.scan(
      ScanQuery(
        resource: "product.template", fields: ["type", "name"], conditions: [Condition("sale_ok", .equals, true)]))
    while let page = try await goods.next() {
      let own = page.records.filter { $0["type"] != "service" }
      let links = try await connection.journal.links(
        set: "import_products", system: connection.erp.system, keys: own.map(\.key))
      let others = own.filter { links[$0.key] == nil }
      if let first = others.first { throw fault(first, others.count) }
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
