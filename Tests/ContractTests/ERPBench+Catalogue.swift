import Foundation
import Testing

/// What the tests of the catalogue make and ask for, with plain calls.
extension ERPBench {
  /// Creates a record; gives its id.
  func make(_ model: String, _ values: [String: ERPReply], context: [String: ERPReply] = [:]) async throws -> Int {
    let reply = try await wire.call(model, "create", [.object(values)], context: context)
    return try #require(reply.result?.integer, "\(model): \(reply.envelope)")
  }

  func write(
    _ model: String, _ ids: [Int], _ values: [String: ERPReply], context: [String: ERPReply] = [:]
  ) async throws {
    let reply = try await wire.call(model, "write", [.ids(ids), .object(values)], context: context)
    #expect(reply.error == nil, "\(model): \(reply.envelope)")
  }

  func read(
    _ model: String, _ id: Int, _ fields: [String], context: [String: ERPReply] = [:]
  ) async throws -> [String: ERPReply] {
    let names = ERPReply.list(fields.map { .text($0) })
    let reply = try await wire.call(model, "read", [.ids([id]), names], context: context)
    guard case .object(let record) = try #require(reply.result?.list?.first, "\(reply.envelope)") else { return [:] }
    return record
  }

  /// Ids by a domain, archived records too, in the order of ids.
  func find(_ model: String, _ domain: ERPReply, context: [String: ERPReply] = [:]) async throws -> [Int] {
    let all = context.merging(["active_test": false]) { own, _ in own }
    let reply = try await wire.call(model, "search", [domain, 0, false, "id"], context: all)
    return try #require(reply.result?.list, "\(reply.envelope)").compactMap(\.integer)
  }

  /// The class of what a call raises; nil when it does not.
  func refusal(_ model: String, _ method: String, _ arguments: [ERPReply]) async throws -> String? {
    try await wire.call(model, method, arguments).error
  }

  /// An attribute with values, named with the test's token.
  func attribute(
    _ name: String, _ values: [String], mode: String = "always"
  ) async throws -> (id: Int, values: [Int]) {
    let id = try await make(
      "product.attribute", ["name": .text("\(token) \(name)"), "create_variant": .text(mode)])
    var made: [Int] = []
    for value in values {
      made.append(
        try await make(
          "product.attribute.value",
          ["name": .text("\(token) \(value)"), "attribute_id": .number(Decimal(id))]))
    }
    return (id, made)
  }

  func line(_ attribute: Int, _ values: [Int]) -> ERPReply {
    [0, 0, ["attribute_id": .number(Decimal(attribute)), "value_ids": [[6, 0, .ids(values)]]]]
  }

  func template(
    _ name: String, _ lines: [ERPReply] = [], _ more: [String: ERPReply] = [:]
  ) async throws -> Int {
    let own: [String: ERPReply] = [
      "name": .text("\(token) \(name)"), "list_price": 10, "attribute_line_ids": .list(lines),
    ]
    return try await make("product.template", own.merging(more) { $1 })
  }

  /// A template's variants with the values that they have, as the tests named these.
  func variants(_ template: Int) async throws -> [ERPVariant] {
    var found: [ERPVariant] = []
    for id in try await find("product.product", [["product_tmpl_id", "=", .number(Decimal(template))]]) {
      let record = try await read(
        "product.product", id, ["active", "product_template_attribute_value_ids", "lst_price"])
      var names: [String] = []
      for value in record["product_template_attribute_value_ids"]?.list?.compactMap(\.integer) ?? [] {
        let name = try await read("product.template.attribute.value", value, ["name"])["name"]?.text ?? ""
        names.append(String(name.dropFirst(token.count + 1)))
      }
      found.append(
        ERPVariant(id: id, isActive: record["active"] == true, values: names, price: record["lst_price"] ?? .nothing))
    }
    return found
  }

  /// The line of a template for an attribute, archived or not.
  func line(of template: Int, _ attribute: Int) async throws -> Int {
    let domain: ERPReply = [
      ["product_tmpl_id", "=", .number(Decimal(template))], ["attribute_id", "=", .number(Decimal(attribute))],
    ]
    return try #require(try await find("product.template.attribute.line", domain).first)
  }

  /// A draft order of one piece, which keeps a variant from being deleted.
  func order(of variant: Int) async throws {
    let partner = try await make("res.partner", ["name": .text("\(token) buyer")])
    _ = try await make(
      "sale.order",
      [
        "partner_id": .number(Decimal(partner)), "client_order_ref": .text("\(token)-order"),
        "order_line": [[0, 0, ["product_id": .number(Decimal(variant)), "product_uom_qty": 1]]],
      ])
  }

  /// Which of these records move when something is done.
  func moved(
    _ records: [(name: String, model: String, id: Int)], by work: () async throws -> Void
  ) async throws -> [String] {
    func dates() async throws -> [ERPReply?] {
      var dates: [ERPReply?] = []
      for record in records {
        dates.append(try await read(record.model, record.id, ["write_date"])["write_date"])
      }
      return dates
    }
    let before = try await dates()
    try await pause()
    try await work()
    let after = try await dates()
    return records.indices.filter { before[$0] != after[$0] }.map { records[$0].name }
  }

  /// Removes what the tests made of a catalogue, or archives what an order keeps.
  func clearCatalogue() async {
    for model in [
      "product.pricelist", "product.template", "product.attribute.value", "product.attribute", "product.tag",
    ] {
      for id in await ids(model, "name") {
        if (try? await wire.call(model, "unlink", [.ids([id])]))?.error != nil {
          _ = try? await wire.call(model, "write", [.ids([id]), ["active": false]])
        }
      }
    }
    for id in await ids("product.category", "name").reversed() {
      _ = try? await wire.call("product.category", "unlink", [.ids([id])])
    }
  }
}
