import Records
import Synchronization

@testable import Odoo

/// A server that answers from a script and remembers what it was asked.
final class ScriptedServer: ServerSession {
  typealias Script = @Sendable (OdooCall) throws(CallFailure) -> JSON

  private let serverVersion: OdooVersion
  private let script: Script
  private let log = Mutex<[OdooCall]>([])
  /// What `default_get` answers, whatever the model.
  private let defaults: [String: JSON]
  /// Whether it answers only when it is called on records, be they none.
  private let defaultsNeedRecords: Bool

  init(
    version: Int = 18, defaults: [String: JSON] = [:], defaultsNeedRecords: Bool = false, _ script: @escaping Script
  ) {
    self.defaults = defaults
    self.defaultsNeedRecords = defaultsNeedRecords
    serverVersion = OdooVersion(major: version, text: "\(version).0")
    self.script = script
  }

  func version() async throws(CallFailure) -> OdooVersion { serverVersion }

  func call(_ call: OdooCall) async throws(CallFailure) -> OdooAnswer {
    log.withLock { $0.append(call) }
    if call.method == "default_get" {
      guard !defaultsNeedRecords || call.ids != nil else {
        throw CallFailure(Fault(.configuration, "ERP_METHOD_MISSING", "default_get() missing 1 required argument"))
      }
      return OdooAnswer(.object(defaults))
    }
    if call.method == "fields_get", let fields = Self.fields(call.model, version: serverVersion.major) {
      return OdooAnswer(fields)
    }
    return OdooAnswer(try script(call), serverTime: Instant(utc: "2026-11-22 10:00:00"))
  }

  func download(_ call: OdooCall, member: String, to sink: ContentSink) async throws(CallFailure) -> OdooAnswer {
    let answer = try await self.call(call)
    do {
      var scanner = ContentScanner(member: member)
      try sink.write(try scanner.feed(try answer.value.bytes()))
      return OdooAnswer(try JSONReader.read(scanner.rest))
    } catch {
      throw CallFailure(Fault(.road, "ERP_ERROR", "\(error)"))
    }
  }

  /// What was asked besides descriptions of models.
  var calls: [OdooCall] { log.withLock { $0 }.filter { !["fields_get", "default_get"].contains($0.method) } }
  var defaultsAsked: Int { log.withLock { $0 }.count { $0.method == "default_get" } }
  var descriptions: Int { log.withLock { $0 }.count { $0.method == "fields_get" } }
  func calls(_ method: String) -> [OdooCall] { calls.filter { $0.method == method } }

  /// As `fields_get` of the versions answers, shortened to what the tests use.
  static func fields(_ model: String, version: Int) -> JSON? {
    let tax = version >= 19 ? "tax_ids" : "tax_id"
    switch model {
    case "sale.order":
      return .object(
        [
          "id": field("integer", ["readonly": true]), "name": field("char"), "write_date": field("datetime"),
          "partner_id": field("many2one", ["relation": "res.partner"]),
          "date_order": field("datetime", ["required": true]),
          "client_order_ref": field("char"), "pricelist_id": field("many2one", ["relation": "product.pricelist"]),
          "amount_total": field("monetary", ["readonly": true]), "amount_tax": field("monetary"),
          "order_line": field(
            "one2many",
            version >= 18
              ? ["relation": "sale.order.line", "relation_field": "order_id"] : ["relation": "sale.order.line"]),
          "invoice_ids": field("many2many", ["relation": "account.move"]),
          "state": field(
            "selection",
            [
              "selection": version == 16
                ? [["draft", "Q"], ["sale", "S"], ["done", "Locked"]] : [["draft", "Q"], ["sale", "S"]]
            ]),
        ].merging(version >= 17 ? ["locked": field("boolean")] : [:]) { own, _ in own })
    case "sale.order.line":
      return .object(
        [
          "id": field("integer"), "name": field("text", ["required": true]),
          "order_id": field("many2one", ["relation": "sale.order", "required": true]),
          "linked_order_id": field("many2one", ["relation": "sale.order"]),
          "product_id": field("many2one", ["relation": "product.product"]),
          "product_uom_qty": field("float", ["digits": [16, 2]]), "price_unit": field("float", ["digits": [16, 6]]),
          "discount": field("float", ["digits": [16, 2]]), tax: field("many2many", ["relation": "account.tax"]),
          "is_delivery": field("boolean"), "qty_delivered": field("float"),
        ].merging(version >= 18 ? ["technical_price_unit": field("float")] : [:]) { own, _ in own })
    case "res.partner":
      return [
        "id": field("integer"), "name": field("char"), "email": field("char"), "write_date": field("datetime"),
        "active": field("boolean"), "image_1920": field("binary"), "image_128": field("binary"),
      ]
    case "product.product":
      return [
        "id": field("integer"), "name": field("char", ["translate": true]), "default_code": field("char"),
        "free_qty": field("float", ["digits": [16, 2]]), "write_date": field("datetime"),
        "product_tmpl_id": field("many2one", ["relation": "product.template", "required": true]),
        "product_template_attribute_value_ids": field("many2many", ["relation": "product.template.attribute.value"]),
      ]
    case "product.template":
      let kinds: [JSON] = [["consu", "Goods"], ["service", "Service"]]
      let older: [JSON] = kinds + [["product", "Storable"]]
      return .object(
        [
          "id": field("integer"), "name": field("char", ["translate": true, "required": true]),
          "description_sale": field("text", ["translate": true]), "list_price": field("float", ["digits": [16, 6]]),
          "image_1920": field("binary"), "write_date": field("datetime"),
          "type": field("selection", ["selection": .array(version >= 18 ? kinds : older)]),
          "attribute_line_ids": field(
            "one2many", ["relation": "product.template.attribute.line", "relation_field": "product_tmpl_id"]),
        ].merging(
          version >= 18
            ? ["is_storable": field("boolean")] : ["detailed_type": field("selection", ["selection": .array(older)])]
        ) { own, _ in own })
    case "product.template.attribute.line":
      return [
        "id": field("integer"), "product_tmpl_id": field("many2one", ["relation": "product.template"]),
        "attribute_id": field("many2one", ["relation": "product.attribute"]),
        "value_ids": field("many2many", ["relation": "product.attribute.value"]),
      ]
    case "product.template.attribute.value":
      return [
        "id": field("integer"), "price_extra": field("float"),
        "product_attribute_value_id": field("many2one", ["relation": "product.attribute.value"]),
      ]
    case "stock.quant": return ["id": field("integer"), "write_date": field("datetime")]
    case "res.currency": return ["id": field("integer"), "name": field("char")]
    case "sale.advance.payment.inv":
      return version >= 17
        ? ["advance_payment_method": field("selection"), "consolidated_billing": field("boolean")]
        : ["advance_payment_method": field("selection")]
    case "res.users":
      return [
        "id": field("integer"), "login": field("char"), "lang": field("selection"), "email": field("char"),
        "company_id": field("many2one", ["relation": "res.company"]),
      ]
    case "res.company": return ["id": field("integer")]
    case "account.move": return ["id": field("integer"), "state": field("selection"), "move_type": field("selection")]
    default: return nil
    }
  }

  private static func field(_ type: JSON, _ more: [String: JSON] = [:]) -> JSON {
    .object(["type": type, "readonly": false, "required": false].merging(more) { _, more in more })
  }
}

extension OdooConnector {
  init(_ server: ScriptedServer, now: Instant = Instant(secondsSince1970: 0)) {
    self.init(
      OdooConfiguration(url: "https://erp.example", database: "erp", login: "passerelle", key: "secret"),
      server: server, clock: { now })
  }
}

extension OdooCall {
  func argument(_ name: String) -> JSON? { arguments.first { $0.name == name }?.value }
}

extension Model {
  static func described(_ name: String, version: Int = 19) -> Model {
    Model(name: name, description: ScriptedServer.fields(name, version: version)?.object ?? [:])
  }
}
