import JournalStore
import Mapping
import Odoo
import Records

/// What an import must not meet: goods of the ERP that have nothing to do with the shop yet.
enum OwnProducts {
  /// - Throws: `Fault` ERP_HAS_PRODUCTS, where there are some. Services (deliveries, vouchers, deposits) are none.
  static func refuse(in connection: Connection) async throws {
    let goods = try await connection.erp.scan(
      ScanQuery(
        resource: "product.template", fields: ["type", "name"], conditions: [Condition("sale_ok", .equals, true)]))
    while let page = try await goods.next() {
      let own = page.records.filter { $0["type"] != "service" }
      var unlinked = Set(own.map(\.key))
      for set in ["products", "import_products"] {
        let links = try await connection.journal.links(
          set: set, system: connection.erp.system, keys: Array(unlinked))
        unlinked.subtract(links.keys)
      }
      if let first = own.first(where: { unlinked.contains($0.key) }) { throw fault(first, unlinked.count) }
    }
  }

  private static func fault(_ product: Record, _ count: Int) -> Fault {
    Fault(
      .configuration, "ERP_HAS_PRODUCTS",
      "The ERP has products of its own that are not linked (\(count) of those looked at, the first is product.template \(product.key)).",
      context: ["record": "product.template \(product.key)", "count": String(count)],
      hint:
        "Match those that the shop has too (`passerelle match variants`, `passerelle match products`), then import with --beside."
    )
  }
}
