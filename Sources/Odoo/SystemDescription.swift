import Records

/// What the server is, in the terms of `SystemSchema`.
struct SystemDescription: Sendable {
  /// Described when no models are named: those the shipped mappings know.
  static let models: Set<String> = [
    "sale.order", "sale.order.line", "res.partner", "product.template", "product.product", "product.category",
    "product.attribute", "product.attribute.value", "product.template.attribute.line",
    "product.template.attribute.value", "product.supplierinfo", "product.tag", "product.image",
    "product.public.category", "product.pricelist", "product.pricelist.item", "uom.uom", "stock.quant", "stock.move",
    "stock.picking", "stock.warehouse", "account.move",
    "account.move.line", "account.tax", "account.journal", "delivery.carrier", "res.country", "res.country.state",
    "res.currency", "res.lang", "ir.attachment",
  ]

  let server: any ServerSession
  let catalogue: ModelCatalogue
  let reader: RecordReader
  let overlap: Int

  /// - Parameter resources: these models must exist; nil describes whichever of the known ones do.
  func schema(_ resources: Set<String>?) async throws(CallFailure) -> SystemSchema {
    let version = try await server.version()
    var schemas: [String: ResourceSchema] = [:]
    for name in (resources ?? Self.models).sorted() {
      do throws(CallFailure) {
        let schema = try await catalogue.readAgain(name).resourceSchema(overlap: overlap)
        schemas[name] = try await withDefaults(schema)
      } catch {
        guard resources == nil, ["ERP_MODULE_MISSING", "ERP_RIGHT_MISSING"].contains(error.fault.code) else {
          throw error
        }
      }
    }
    return SystemSchema(
      system: "odoo", version: version.text, resources: schemas, facts: try await facts(schemas, version))
  }

  /// Marks the required fields that a new record has before anything is given (`default_get`).
  private func withDefaults(_ schema: ResourceSchema) async throws(CallFailure) -> ResourceSchema {
    let required = schema.fields.filter { $0.isRequired && !$0.hasDefault }.map(\.serverName).sorted()
    guard !required.isEmpty else { return schema }
    let defaults = try await defaults(of: required, schema.name)
    var schema = schema
    for index in schema.fields.indices where defaults[schema.fields[index].serverName].map({ $0.bool != false }) == true
    {
      schema.fields[index].hasDefault = true
    }
    return schema
  }

  /// Odoo 18 forgot to say of products' `default_get` that it is the model's own: there it is called on no records. A user who may read a model but
  /// not make its records may be refused: then nothing is known of its defaults.
  private func defaults(of fields: [String], _ model: String) async throws(CallFailure) -> [String: JSON] {
    for ids in [nil, []] as [[Int]?] {
      let call = OdooCall(
        model, "default_get", ids: ids, [.init("fields", .strings(fields))], context: ["lang": "en_US", "tz": "UTC"],
        effect: .read)
      do throws(CallFailure) {
        return try await server.call(call).value.object ?? [:]
      } catch {
        if error.fault.family == .road { throw error }
        guard error.fault.code == "ERP_METHOD_MISSING" else { return [:] }
      }
    }
    return [:]
  }

  private func facts(
    _ schemas: [String: ResourceSchema], _ version: OdooVersion
  ) async throws(CallFailure) -> [String: Value] {
    var facts: [String: Value] = ["version": .text(version.text), "timezone": "UTC"]
    if let scale = schemas["sale.order.line"]?.field("price_unit")?.scale { facts["price_digits"] = .integer(scale) }
    let languages = try await reader.languages.installed()
    facts["languages"] = .list(languages.codes.keys.sorted().map(Value.text))
    let answer = try await company()
    let company = answer.records.first
    facts["company"] = company?["id"] ?? .null
    facts["currency"] = company?["currency_id"].map?["name"] ?? .null
    facts["tax_rounding"] = company?["tax_calculation_rounding_method"] ?? .null
    if let time = answer.serverTime { facts["server_time"] = .instant(time) }
    return facts
  }

  /// The company meant by the configuration, or the technical user's first. Which fields of it may be read depends on
  /// rights.
  func company() async throws(CallFailure) -> RecordReader.Answer {
    let model = try await catalogue.model("res.company")
    let names = ["currency_id.name", "tax_calculation_rounding_method", "country_id.code"].filter {
      model.fields[String($0.prefix { $0 != "." })] != nil
    }
    var domain: [JSON] = []
    if let company = reader.context.company { domain = [Domain.leaf("id", "=", .integer(company))] }
    return try await reader.read("res.company", domain: domain, fields: names, RecordReader.Options(limit: 1))
  }
}
