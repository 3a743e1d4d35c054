import Records

/// What is right and wrong with a connection to Odoo, for `doctor`. Nothing is written. What is judged of the answers
/// is in `ExaminationRules`.
struct Examination: Sendable {
  /// What the shipped flows do to which models.
  static let rights: [(model: String, operations: [String])] = [
    ("res.partner", ["read", "create", "write"]), ("sale.order", ["read", "create", "write"]),
    ("sale.order.line", ["read", "create", "write", "unlink"]), ("sale.advance.payment.inv", ["create"]),
    ("account.move", ["read", "create", "write"]), ("product.product", ["read"]), ("product.template", ["read"]),
    ("stock.quant", ["read"]), ("stock.move", ["read"]), ("stock.picking", ["read"]),
    // Quantities of a product are added up from these, and by warehouse.
    ("stock.location", ["read"]), ("stock.warehouse", ["read"]),
    // The catalogue.
    ("product.category", ["read"]), ("product.attribute", ["read"]), ("product.attribute.value", ["read"]),
    ("product.template.attribute.line", ["read"]), ("product.template.attribute.value", ["read"]),
    ("product.supplierinfo", ["read"]), ("product.tag", ["read"]), ("product.pricelist", ["read"]),
    ("product.pricelist.item", ["read"]), ("account.tax", ["read"]),
  ]
  private static let modules = ["sale.order", "stock.picking", "delivery.carrier", "account.move"]

  let configuration: OdooConfiguration
  let server: any ServerSession
  let catalogue: ModelCatalogue
  let reader: RecordReader
  let context: CallContext
  let now: @Sendable () -> Instant

  func findings() async -> [Finding] {
    let version: OdooVersion
    do throws(CallFailure) { version = try await server.version() } catch { return [Finding(error.fault)] }
    var findings = [ExaminationRules.version(version)]
    let user: RecordReader.Answer
    do throws(CallFailure) { user = try await technicalUser() } catch { return findings + [Finding(error.fault)] }
    findings.append(
      Finding(
        .ok, "ERP_KEY", "Odoo accepts the key.",
        context: ["database": configuration.database, "login": configuration.login]))
    findings += ExaminationRules.user(user.records.first)
    findings += ExaminationRules.clock(server: user.serverTime, ours: now())
    findings += await modules()
    findings += await rights(version)
    findings += await section { () async throws(CallFailure) in try await stock() }
    findings += await section { () async throws(CallFailure) in try await catalogueFindings() }
    findings += await section { () async throws(CallFailure) in try await money() }
    findings += await section { () async throws(CallFailure) in
      try await priceLists(version, user: user.records.first)
    }
    return findings
  }

  /// What one part of the examination found, or why it could not look.
  private func section(_ body: () async throws(CallFailure) -> [Finding]) async -> [Finding] {
    do throws(CallFailure) {
      return try await body()
    } catch {
      // A module that is not there has its own finding.
      return error.fault.code == "ERP_MODULE_MISSING" ? [] : [Finding(error.fault)]
    }
  }

  private func technicalUser() async throws(CallFailure) -> RecordReader.Answer {
    // Without a login (JSON-2 needs none) the question only proves the key.
    let domain =
      configuration.login.isEmpty
      ? [Domain.leaf("id", "=", 0)] : [Domain.leaf("login", "=", .string(configuration.login))]
    return try await reader.read(
      "res.users", domain: domain, fields: ["login", "lang", "email", "company_id"],
      RecordReader.Options(limit: 1))
  }

  private func modules() async -> [Finding] {
    var missing: [Finding] = []
    for name in Self.modules {
      do throws(CallFailure) { _ = try await catalogue.model(name) } catch { missing.append(Finding(error.fault)) }
    }
    guard missing.isEmpty else { return missing }
    return [Finding(.ok, "ERP_MODULES", "Sales, inventory, delivery and invoicing are installed.")]
  }

  private func rights(_ version: OdooVersion) async -> [Finding] {
    var missing: [String] = []
    for (model, operations) in Self.rights {
      for operation in operations {
        // A model that is not there has its own finding.
        if await mayNot(operation, model, version) { missing.append("\(operation) \(model)") }
      }
    }
    return [ExaminationRules.rights(missing: missing)]
  }

  private func mayNot(_ operation: String, _ model: String, _ version: OdooVersion) async -> Bool {
    let call =
      version.major >= 18
      ? OdooCall(model, "has_access", ids: [], [OdooCall.Argument("operation", .string(operation))], effect: .read)
      : OdooCall(
        model, "check_access_rights", [OdooCall.Argument("operation", .string(operation))],
        options: ["raise_exception": false], effect: .read)
    do throws(CallFailure) {
      return try await server.call(call).value != .bool(true)
    } catch {
      return error.fault.code == "ERP_RIGHT_MISSING"
    }
  }

  /// Reads what the stock flow reads, one row each: a right on a single field shows only so.
  private func stock() async throws(CallFailure) -> [Finding] {
    let one = RecordReader.Options(limit: 1, includesArchived: true)
    _ = try await reader.read(
      "product.product", domain: [], fields: ["active", "is_storable", "free_qty", "qty_available", "outgoing_qty"], one
    )
    for model in ["stock.quant", "stock.move"] {
      _ = try await reader.read(model, domain: [], fields: ["product_id", "write_date"], one)
    }
    _ = try await reader.read(
      "stock.picking", domain: [],
      fields: ["sale_id", "state", "picking_type_code", "date_done", "carrier_tracking_ref"], one)
    let warehouses = try await reader.readAll("stock.warehouse", domain: [], fields: ["code"])
    return [ExaminationRules.warehouses(warehouses)]
  }

  /// Reads what the catalogue's flows read, one row each: a right on a single field shows only so.
  private func catalogueFindings() async throws(CallFailure) -> [Finding] {
    let one = RecordReader.Options(limit: 1, includesArchived: true)
    let fields: [(String, [String])] = [
      ("product.template", ["list_price", "standard_price", "taxes_id", "categ_id", "product_tag_ids", "seller_ids"]),
      ("product.product", ["lst_price", "standard_price", "combination"]),
      ("product.template.attribute.value", ["price_extra", "ptav_active"]),
      ("product.supplierinfo", ["partner_id", "price"]),
      ("product.pricelist.item", ["applied_on", "compute_price", "base", "date_start", "date_end"]),
    ]
    for (model, names) in fields { _ = try await reader.read(model, domain: [], fields: names, one) }
    return [ExaminationRules.pictures(haveDigests: try await reader.contents.digestsAreReadable())]
  }

  // MARK: Money

  private func money() async throws(CallFailure) -> [Finding] {
    var findings: [Finding] = []
    let line = try await catalogue.model("sale.order.line")
    findings.append(ExaminationRules.priceDigits(line.fields["price_unit"]?.schema.scale))
    let description = SystemDescription(
      server: server, catalogue: catalogue, reader: reader, overlap: configuration.overlap)
    let company = try await description.company().records.first
    findings += ExaminationRules.taxRounding(company?["tax_calculation_rounding_method"].text)
    var domain = [Domain.leaf("type_tax_use", "=", "sale")]
    if let company = company?.id { domain.append(Domain.leaf("company_id", "=", .integer(company))) }
    let taxes = try await reader.readAll(
      "account.tax", domain: domain, fields: ["amount", "amount_type", "price_include"])
    findings += ExaminationRules.taxes(taxes, country: company?["country_id"].map?["code"]?.text)
    return findings
  }

  private func priceLists(_ version: OdooVersion, user: Record?) async throws(CallFailure) -> [Finding] {
    let lists = try await reader.readAll("product.pricelist", domain: [], fields: ["currency_id.name"])
    let currencies = try await reader.readAll("res.currency", domain: [], fields: ["name"])
    var findings = ExaminationRules.priceLists(
      lists.compactMap { $0["currency_id"].map?["name"]?.text }, currencies: currencies.compactMap { $0["name"].text })
    if try await priceListsAreOff(version, user: user) { findings.append(ExaminationRules.priceListsOff) }
    return findings
  }

  /// The option is a group that every internal user has while it is on. From 18 on it is asked of the user's record.
  private func priceListsAreOff(_ version: OdooVersion, user: Record?) async throws(CallFailure) -> Bool {
    let group = OdooCall.Argument("group_ext_id", "product.group_product_pricelist")
    if version.major >= 18 {
      guard let id = user?.id else { return false }
      return try await server.call(OdooCall("res.users", "has_group", ids: [id], [group], effect: .read)).value
        == .bool(false)
    }
    return try await server.call(OdooCall("res.users", "has_group", [group], effect: .read)).value == .bool(false)
  }
}
