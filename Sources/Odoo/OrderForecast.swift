import Foundation
import Records

/// What Odoo would compute for an order that does not exist: `onchange` on a virtual record, which writes nothing and
/// uses no sequence number. Source: FACTS-odoo, "Totals of an order without creating anything".
struct OrderForecast: Sendable {
  static let resource = "sale.order"
  private static let lines = "order_line"
  /// What of the header decides the amounts. Others are not sent: an onchange has no use for them.
  static let headerFields = [
    "partner_id", "partner_invoice_id", "partner_shipping_id", "pricelist_id", "fiscal_position_id", "company_id",
    "date_order", "warehouse_id",
  ]
  /// Of the currencies sold in here; 16 and 17 answer with raw floats.
  private static let currencyDigits = 2

  let rpc: any OdooRPC
  let context: CallContext
  let version: OdooVersion
  let order: Model
  let line: Model

  /// The answer for one write, whose fields and rows are the whole order.
  /// - Parameter fields: canonical names of the header's amounts.
  func foresee(_ write: Write, fields: [String]) async throws(CallFailure) -> Record {
    let call = try Result { () throws(Fault) in try self.call(write, fields: fields) }.orFailure()
    let answer = try await rpc.call(call).value["value"]
    var values: [String: Value] = [:]
    for name in fields {
      guard let field = order.fields[name] else { continue }
      // A value equal to the new record's own is left out: a missing amount is zero.
      let value = ValueCodec.value(answer?[field.serverName], field)
      values[name] = field.schema.kind == .decimal ? .decimal((value.number ?? 0).rounded(Self.currencyDigits)) : value
    }
    return Record(resource: Self.resource, key: RecordKey(0), fields: values)
  }

  /// `field_names` must be exactly the lines: an empty list takes another path that forgets the given taxes.
  func call(_ write: Write, fields: [String]) throws(Fault) -> OdooCall {
    let amounts = try fields.map { name throws(Fault) in try order.field(name).serverName }
    let lineNames = try usedLineFields(write)
    let arguments = [
      OdooCall.Argument("values", .object(try values(write))),
      OdooCall.Argument(version.major <= 16 ? "field_name" : "field_names", [.string(Self.lines)]),
      version.major <= 16
        ? OdooCall.Argument("field_onchange", Self.flatSpecification(amounts, lineNames))
        : OdooCall.Argument("fields_spec", Self.specification(amounts, lineNames)),
    ]
    return OdooCall(Self.resource, "onchange", ids: [], arguments, context: context.base, effect: .read)
  }

  private func usedLineFields(_ write: Write) throws(Fault) -> [String] {
    let names = Set((write.children[Self.lines] ?? []).flatMap { $0.fields.keys })
    var result: [String] = []
    for name in names.sorted() {
      let field = try line.field(name)
      if field.access != .absent { result.append(field.serverName) }
    }
    return result
  }

  private func values(_ write: Write) throws(Fault) -> [String: JSON] {
    var values = try DocumentWriter.values(
      write.fields.filter { Self.headerFields.contains($0.key) && $0.value != .null }, order)
    var commands: [JSON] = []
    for (index, row) in (write.children[Self.lines] ?? []).enumerated() {
      let fields = try DocumentWriter.values(row.fields.filter { $0.value != .null }, line)
      commands.append([0, .string("v\(index)"), .object(fields)])
    }
    values[Self.lines] = .array(commands)
    return values
  }

  /// 17 and later: a tree of the fields to answer.
  static func specification(_ amounts: [String], _ lineNames: [String]) -> JSON {
    var members = Dictionary(amounts.map { ($0, JSON.object([:])) }, uniquingKeysWith: { first, _ in first })
    let rows = Dictionary(lineNames.map { ($0, JSON.object([:])) }, uniquingKeysWith: { first, _ in first })
    members[lines] = ["fields": .object(rows)]
    return .object(members)
  }

  /// 16: flat names; "1" marks the fields whose change may change others.
  static func flatSpecification(_ amounts: [String], _ lineNames: [String]) -> JSON {
    var members = Dictionary(amounts.map { ($0, JSON.string("")) }, uniquingKeysWith: { first, _ in first })
    members[lines] = "1"
    for name in lineNames { members["\(lines).\(name)"] = "1" }
    return .object(members)
  }
}
