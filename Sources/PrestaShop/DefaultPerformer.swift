import Records

/// Does `default_combination` for many products: one reading of their combinations, one body of those that change, and
/// a reading of what it did.
struct DefaultPerformer: Sendable {
  let connector: PrestaShopConnector

  /// - Parameter calls: of different products.
  func perform(_ calls: [ActionCall]) async -> [Outcome] {
    let actions = calls.map { call in Result { () throws(Fault) in try DefaultCombination(call) } }
    let known = actions.compactMap { try? $0.get() }
    do {
      let rows = try await combinations(of: Set(known.map(\.product)))
      var outcomes: [Int: Outcome] = [:]
      var open: [(index: Int, action: DefaultCombination)] = []
      for (index, action) in actions.enumerated() {
        do throws(Fault) {
          let action = try action.get()
          let own = rows.filter { $0["id_product"].integer == action.product }
          guard let row = own.first(where: { $0.key == RecordKey(action.combination) }) else { throw action.gone }
          if row["default_on"].bool == true {
            outcomes[index] = .unchanged(calls[index].key)
          } else {
            open.append((index, action))
          }
        } catch { outcomes[index] = .refused(error) }
      }
      let written = await Writer(connector: connector).write(open.map(\.action.write))
      let now = try await defaults(of: Set(open.map(\.action.product)))
      for ((index, action), outcome) in zip(open, written) {
        outcomes[index] = now[action.product] == action.combination ? .applied(calls[index].key) : Self.without(outcome)
      }
      return calls.indices.map { outcomes[$0] ?? .notApplied(Self.unsent) }
    } catch {
      return calls.map { _ in .unsent(error) }
    }
  }

  /// The flagged combination of each product that has one.
  func defaults(of products: Set<Int>) async throws -> [Int: Int] {
    let flagged = try await combinations(of: products).filter { $0["default_on"].bool == true }
    return Dictionary(
      flagged.compactMap { row in
        row["id_product"].integer.flatMap { product in row.key.value.integer.map { (product, $0) } }
      }
    ) { first, _ in first }
  }

  private func combinations(of products: Set<Int>) async throws -> [Record] {
    guard !products.isEmpty else { return [] }
    return try await connector.read(
      RelatedQuery(
        resource: "combinations", field: "id_product", values: products.sorted().map(Value.integer),
        fields: ["id_product", "default_on"]))
  }

  /// Asked for, answered well, and not there: setting it again does no harm.
  private static func without(_ outcome: Outcome) -> Outcome {
    guard case .applied = outcome else { return outcome }
    return .notApplied(
      Fault(
        .road, "SHOP_ERROR", "The shop did not keep the default combination that it was given.",
        hint: "A module may change it at once: look at the product in the back office."))
  }

  private static let unsent = Fault(.road, "CANCELLED", "The default combination was not sent.")
}
