import Records

/// Rows whose field is one of many values, in as few requests as the length of addresses allows.
struct RelatedReader: Sendable {
  let client: ShopClient
  let request: ListRequest
  let field: FieldSchema

  /// Records in the order of the batches and of their ids. What does not exist is not there.
  func read(_ values: [Value]) async throws -> [Record] {
    guard !request.plan.isImpossible else { return [] }
    let texts = values.compactMap { value in
      value == .null ? nil : ServerText.text(of: value, kind: field.kind, zone: request.context.zone)
    }
    let batches = BatchPlan.split(texts, overhead: overhead, limit: client.configuration.maximumURLLength)
    let answers = try await Concurrently.map(batches, atOnce: client.configuration.maximumInFlight) { batch in
      try await read(batch: batch)
    }
    return answers.flatMap(\.self)
  }

  private var overhead: Int {
    query(for: ["0"]).url(api: client.configuration.apiURL, shopID: client.configuration.shopID).utf8.count + 12
  }

  private func query(for batch: [String]) -> ShopQuery {
    request.lookup(
      adding: .init(field.serverName, batch.count == 1 ? .equals(batch[0]) : .oneOf(batch)), by: field)
  }

  private func read(batch: [String]) async throws -> [Record] {
    let answer = try await client.list(query(for: batch))
    let records = try request.records(answer.elements)
    // A shop that does not filter answers with its whole list: rows that nobody asked for.
    if let value = records.first(where: { isForeign($0, batch) }) {
      throw Fault(
        .road, "FILTER_IGNORED", "The shop ignores the filter by \(field.name) of \(request.resource.name).",
        context: ["resource": request.resource.name, "field": field.name, "record": value.key.description],
        hint: "A module or an override changes the webservice's lists.")
    }
    return records
  }

  /// Only ids are compared: texts the shop compares in its own way.
  private func isForeign(_ record: Record, _ batch: [String]) -> Bool {
    switch field.kind {
    case .integer, .reference: !batch.contains(record[field.name].description)
    default: false
    }
  }
}
