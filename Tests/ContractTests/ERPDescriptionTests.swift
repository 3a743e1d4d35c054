import Odoo
import Records
import Testing

extension Contract.ERP {
  @Suite("An Odoo tells what it is, and what it cannot do")
  struct Description {
    @Test("The right key gives a user, a wrong one gives false and later AccessDenied", arguments: ERPTarget.all)
    func keys(_ target: ERPTarget) async throws {
      let bench = try await ERPBench.open(target)
      let user = try await bench.wire.authenticate()
      #expect(user?.integer != nil)
      #expect(try await bench.wire.authenticate(key: "wrong") == false)
      let refused = try await bench.wire.call("res.partner", "search_count", [[]], key: "wrong")
      #expect(refused.status == 200)
      #expect(refused.error == "odoo.exceptions.AccessDenied")
      let stranger = bench.connector { $0.key = "wrong" }
      await Contract.expectFault("ERP_KEY_REFUSED", family: .configuration) {
        _ = try await stranger.describe(["res.partner"])
      }
      await bench.close()
    }

    @Test("A database that does not exist is told apart from one that is down", arguments: ERPTarget.all)
    func unknownDatabase(_ target: ERPTarget) async throws {
      let bench = try await ERPBench.open(target)
      let connector = bench.connector { $0.database = "no_such_database" }
      await Contract.expectFault("ERP_DATABASE_UNKNOWN", family: .configuration) {
        _ = try await connector.describe(["res.partner"])
      }
      await bench.close()
    }

    @Test("Fields have one name in every version", arguments: ERPTarget.all)
    func canonicalNames(_ target: ERPTarget) async throws {
      let bench = try await ERPBench.open(target)
      let connector = bench.connector()
      let major = try await bench.major(connector)
      let schema = try await connector.describe([
        "sale.order", "sale.order.line", "stock.move", "product.template", "product.product",
      ])
      let line = try #require(schema.resources["sale.order.line"])
      #expect(line.field("tax_ids")?.kind == .references("account.tax"))
      #expect(line.field("tax_ids")?.serverName == (major >= 19 ? "tax_ids" : "tax_id"))
      #expect(line.field("product_uom_id")?.serverName == (major >= 19 ? "product_uom_id" : "product_uom"))
      #expect(line.field("tax_id") == nil)
      #expect(line.field("technical_price_unit") != nil)
      #expect(line.field("price_unit")?.kind == .decimal)
      #expect(line.field("price_unit")?.scale == 6)
      let order = try #require(schema.resources["sale.order"])
      #expect(order.field("locked")?.kind == .bool)
      #expect(order.field("state")?.options.contains("done") == false)
      #expect(order.field("amount_total")?.isReadOnly == true)
      #expect(order.field("partner_id")?.isRequired == true)
      #expect(order.field("date_order")?.kind == .instant)
      #expect(order.creation == .keyed)
      #expect(order.changeFeed?.watermark == "write_date")
      #expect(order.actions.map(\.name) == ["confirm", "invoice", "cancel", "delete"])
      #expect(schema.resources["stock.move"]?.field("quantity")?.kind == .decimal)
      #expect(schema.resources["product.template"]?.field("is_storable")?.kind == .bool)
      #expect(schema.resources["product.product"]?.field("name")?.kind == .texts)
      #expect(schema.facts["languages"]?.list?.contains("en") == true)
      #expect(schema.facts["currency"] == "EUR")
      await bench.close()
    }

    @Test("What a server does not know is told by the exception's name", arguments: ERPTarget.all)
    func exceptions(_ target: ERPTarget) async throws {
      let bench = try await ERPBench.open(target)
      let major = try await bench.major(bench.connector())
      let wire = bench.wire
      #expect(try await wire.call("res.nope", "search", [[]]).error == "odoo.exceptions.UserError")
      #expect(try await wire.call("res.partner", "no_such_method", [[]]).error == "builtins.AttributeError")
      #expect(try await wire.call("res.partner", "_write", [[], [:]]).error == "odoo.exceptions.AccessError")
      #expect(
        try await wire.call("res.partner", "search", [[["nothing", "=", 1]]]).error == "builtins.ValueError")
      #expect(
        try await wire.call("res.partner", "write", [[999_999_999], ["name": "x"]]).error
          == "odoo.exceptions.MissingError")
      #expect(try await wire.call("ir.model.data", "search", [[]]).error == "odoo.exceptions.AccessError")
      #expect(
        try await wire.call("res.partner", "load", [["id", "nothing"], [["x.y", "z"]]]).error
          == (major <= 17 ? "builtins.KeyError" : "builtins.ValueError"))
      let missing = try await wire.call("res.partner", "read", [[999_999_999], ["name"]])
      #expect(missing.result == [])
      await bench.close()
    }

    @Test("The connector tells a missing model, field and right apart", arguments: ERPTarget.all)
    func faults(_ target: ERPTarget) async throws {
      let bench = try await ERPBench.open(target)
      let connector = bench.connector()
      await Contract.expectFault("ERP_MODULE_MISSING", family: .configuration) {
        _ = try await connector.record("res.nope", 1, ["name"])
      }
      await Contract.expectFault("ERP_FIELD_UNKNOWN", family: .configuration) {
        _ = try await connector.record("res.partner", 1, ["nothing"])
      }
      await Contract.expectFault("ERP_RIGHT_MISSING", family: .configuration) {
        _ = try await connector.record("decimal.precision", 1, ["digits"])
      }
      await bench.close()
    }

    @Test("An examination of a good connection finds no error", arguments: ERPTarget.all)
    func examination(_ target: ERPTarget) async throws {
      let bench = try await ERPBench.open(target)
      let errors = await bench.connector().examine().filter { $0.severity == .error }
      #expect(errors.isEmpty, "\(errors.map(\.message))")
      await bench.close()
    }
  }
}
