import Foundation
import Odoo
import Records
import Testing

extension Contract.ERP {
  @Suite("Stock: what each event does to quantities, and how it is noticed")
  struct Stock {
    /// One article and how the connector sees it.
    private struct Shelf {
      let bench: ERPBench
      let connector: OdooConnector
      let places: ERPBench.Places
      let major: Int

      init(_ bench: ERPBench) async throws {
        self.bench = bench
        connector = bench.connector { $0.overlap = 0 }
        places = try await bench.places()
        major = try await bench.major(connector)
      }

      func goods(_ name: String, _ quantity: Decimal) async throws -> Int {
        try await bench.goods(name, quantity, places, major: major)
      }

      /// On hand, free, outgoing, as the stock flow reads them.
      func level(_ product: Int) async throws -> [Decimal?] {
        let records = try await connector.read(
          RelatedQuery(
            resource: "product.product", field: "id", values: [.integer(product)],
            fields: ["active", "is_storable", "free_qty", "qty_available", "outgoing_qty"], includesArchived: true,
            context: ["warehouse_id": .integer(places.warehouse)]))
        let record = try #require(records.first)
        #expect(record["is_storable"] == true)
        return ["qty_available", "free_qty", "outgoing_qty"].map { record[$0].number }
      }

      /// Which of the two feeds name the article after this event.
      func touched(_ product: Int, by event: () async throws -> Void) async throws -> Set<String> {
        try await bench.pause()
        let before = try await connector.pages(
          ChangeQuery(resource: "res.company", since: "2100-01-01 00:00:00", fields: []))
        let start = try #require(before.last?.serverTime)
        try await event()
        var feeds: Set<String> = []
        for feed in ["stock.quant", "stock.move"] {
          let pages = try await connector.pages(
            ChangeQuery(
              resource: feed, since: Cursor(start.description), fields: ["product_id"], includesArchived: true))
          if pages.flatMap(\.records).contains(where: { $0["product_id"] == .integer(product) }) { feeds.insert(feed) }
        }
        return feeds
      }
    }

    @Test("An order promises, a delivery takes, a cancellation gives back", arguments: ERPTarget.all)
    func orders(_ target: ERPTarget) async throws {
      let bench = try await ERPBench.open(target)
      let shelf = try await Shelf(bench)
      let product = try await shelf.goods("sold", 10)
      let written = try await shelf.connector.record("product.product", RecordKey(product), ["write_date"])
      var order = 0
      let drafted = try await shelf.touched(product) {
        order = try await bench.ownOrder([(product, 2)], confirmed: false)
      }
      #expect(drafted == [])
      #expect(try await shelf.level(product) == [10, 10, 0])
      let confirmed = try await shelf.touched(product) { try await bench.confirm(order) }
      #expect(confirmed == ["stock.quant", "stock.move"])
      #expect(try await shelf.level(product) == [10, 8, 2])
      let delivery = try #require(try await bench.deliveries(of: order).first)
      let delivered = try await shelf.touched(product) { try await bench.done(delivery, major: shelf.major) }
      #expect(delivered == ["stock.quant", "stock.move"])
      #expect(try await shelf.level(product) == [8, 8, 0])
      let second = try await bench.ownOrder([(product, 3)])
      let cancelled = try await shelf.touched(product) { try await bench.cancel(second) }
      #expect(cancelled == ["stock.quant", "stock.move"])
      #expect(try await shelf.level(product) == [8, 8, 0])
      // Why stock is followed by its moves and quants: the article itself never shows it.
      #expect(try await shelf.connector.record("product.product", RecordKey(product), ["write_date"]) == written)
      await bench.close()
    }

    @Test("What nobody has is demanded all the same: it is outgoing and not free", arguments: ERPTarget.all)
    func shortage(_ target: ERPTarget) async throws {
      let bench = try await ERPBench.open(target)
      let shelf = try await Shelf(bench)
      let product = try await shelf.goods("short", 0)
      let ordered = try await shelf.touched(product) { _ = try await bench.ownOrder([(product, 2)]) }
      #expect(ordered == ["stock.move"])
      #expect(try await shelf.level(product) == [0, 0, 2])
      try await bench.count(product, 5, shelf.places)
      let level = try await shelf.level(product)
      // 19 gives what an inventory finds to those who wait; before, only `outgoing_qty` tells that it is not free.
      #expect(level == (shelf.major >= 19 ? [5, 3, 2] : [5, 5, 2]))
      await bench.close()
    }

    @Test("Receipts, inventories and the counter move goods at once", arguments: ERPTarget.all)
    func counter(_ target: ERPTarget) async throws {
      let bench = try await ERPBench.open(target)
      let shelf = try await Shelf(bench)
      let product = try await shelf.goods("moved", 4)
      _ = try await bench.ownOrder([(product, 4)])
      var receipt = 0
      let expected = try await shelf.touched(product) {
        receipt = try await bench.transfer("incoming", product, 7, shelf.places, major: shelf.major)
      }
      #expect(expected == ["stock.move"])
      #expect(try await shelf.level(product) == [4, 0, 4])
      let received = try await shelf.touched(product) { try await bench.done(receipt, major: shelf.major) }
      #expect(received == ["stock.quant", "stock.move"])
      #expect(try await shelf.level(product) == [11, 7, 4])
      // The counter takes what is promised to the order: its reservation falls back, its demand stays.
      let sold = try await shelf.touched(product) {
        let sale = try await bench.transfer("outgoing", product, 9, shelf.places, major: shelf.major)
        try await bench.done(sale, major: shelf.major)
      }
      #expect(sold == ["stock.quant", "stock.move"])
      #expect(try await shelf.level(product) == [2, 0, 4])
      let counted = try await shelf.touched(product) { try await bench.count(product, 1, shelf.places) }
      #expect(counted == ["stock.quant", "stock.move"])
      #expect(try await shelf.level(product) == [1, 0, 4])
      await bench.close()
    }

    @Test("Quants of nothing are deleted without a trace; the article is read as before", arguments: ERPTarget.all)
    func deletedQuants(_ target: ERPTarget) async throws {
      let bench = try await ERPBench.open(target)
      let shelf = try await Shelf(bench)
      let product = try await shelf.goods("empty", 3)
      try await bench.count(product, 0, shelf.places)
      func quants() async throws -> Int {
        try await bench.rows("stock.quant", [["product_id", "=", .number(Decimal(product))]], ["quantity"]).count
      }
      #expect(try await quants() > 0)
      let screen = try await shelf.touched(product) {
        _ = try await bench.wire.call("stock.quant", "action_view_inventory")
      }
      #expect(screen == [])
      #expect(try await quants() == 0)
      #expect(try await shelf.level(product) == [0, 0, 0])
      await bench.close()
    }

    @Test(
      "An archived article keeps its stock, and comes only where archived ones are wanted", arguments: ERPTarget.all)
    func archived(_ target: ERPTarget) async throws {
      let bench = try await ERPBench.open(target)
      let shelf = try await Shelf(bench)
      let product = try await shelf.goods("archived", 3)
      let archived = try await bench.wire.call("product.product", "write", [.ids([product]), ["active": false]])
      #expect(archived.result == true)
      for includesArchived in [false, true] {
        let pages = try await shelf.connector.pages(
          ScanQuery(
            resource: "product.product", after: RecordKey(product - 1), fields: ["active", "free_qty"],
            includesArchived: includesArchived, context: ["warehouse_id": .list([.integer(shelf.places.warehouse)])]))
        let found = pages.flatMap(\.records).first { $0.key == RecordKey(product) }
        #expect(found?["free_qty"].number == (includesArchived ? 3 : nil))
        #expect(found?["active"].bool == (includesArchived ? false : nil))
        #expect(pages.map(\.isComplete) == Array(repeating: false, count: pages.count - 1) + [true])
      }
      #expect(try await shelf.level(product) == [3, 3, 0])
      // What was ever moved cannot be deleted; what never was can.
      #expect(try await bench.wire.call("product.product", "unlink", [.ids([product])]).error != nil)
      let unused = try await shelf.goods("unused", 0)
      #expect(try await bench.wire.call("product.product", "unlink", [.ids([unused])]).result == true)
      #expect(try await shelf.connector.record("product.product", RecordKey(unused), ["active"]) == nil)
      await bench.close()
    }

    @Test("Fractions are exact: three tenths less one tenth are two tenths", arguments: ERPTarget.all)
    func fractions(_ target: ERPTarget) async throws {
      let bench = try await ERPBench.open(target)
      let shelf = try await Shelf(bench)
      let tenth = Decimal(1) / 10
      let product = try await shelf.goods("fraction", 3 * tenth)
      _ = try await bench.ownOrder([(product, tenth)])
      #expect(try await shelf.level(product) == [3 * tenth, 2 * tenth, tenth])
      await bench.close()
    }

    @Test("Without a warehouse all count; a warehouse that holds nothing has nothing", arguments: ERPTarget.all)
    func warehouses(_ target: ERPTarget) async throws {
      let bench = try await ERPBench.open(target)
      let shelf = try await Shelf(bench)
      let product = try await shelf.goods("placed", 6)
      for (context, expected): ([String: Value], Decimal) in [
        ([:], 6), (["warehouse_id": .integer(shelf.places.warehouse)], 6),
        (["warehouse": .list([.integer(shelf.places.warehouse)])], 6),
      ] {
        let records = try await shelf.connector.read(
          RelatedQuery(
            resource: "product.product", field: "id", values: [.integer(product)], fields: ["free_qty"],
            context: context))
        #expect(records.first?["free_qty"].number == expected)
      }
      await bench.close()
    }

    @Test("Where changes have come is known without reading them", arguments: ERPTarget.all)
    func latest(_ target: ERPTarget) async throws {
      let bench = try await ERPBench.open(target)
      let shelf = try await Shelf(bench)
      let old = try await shelf.goods("old", 1)
      try await bench.pause()
      let new = try await shelf.goods("new", 1)
      for feed in ["stock.quant", "stock.move"] {
        let cursor = try #require(try await shelf.connector.latest(feed))
        let pages = try await shelf.connector.pages(ChangeQuery(resource: feed, since: cursor, fields: ["product_id"]))
        let products = pages.flatMap(\.records).map { $0["product_id"] }
        #expect(products.contains(.integer(new)))
        #expect(!products.contains(.integer(old)))
        #expect(pages.last?.cursor == cursor)
      }
      await bench.close()
    }
  }
}
