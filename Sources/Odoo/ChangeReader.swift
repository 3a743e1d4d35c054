import Records

/// The pages of one question "what changed since?".
actor ChangeReader: PageReader {
  private let reader: RecordReader
  private let query: ChangeQuery
  private var pages: ChangePages

  init(_ query: ChangeQuery, overlap: Int, reader: RecordReader) {
    self.query = query
    self.reader = reader
    pages = ChangePages(since: query.since, overlap: overlap, limit: ModelPages.size)
  }

  func next() async throws -> Page? {
    do throws(CallFailure) {
      return try await nextPage()
    } catch {
      throw error.fault
    }
  }

  func remaining() async throws -> Int? {
    guard pages.step != .finished else { return 0 }
    do throws(CallFailure) {
      return try await reader.count(
        query.resource, conditions: query.conditions, domain: pages.rest,
        RecordReader.Options(includesArchived: query.includesArchived, context: query.context))
    } catch {
      throw error.fault
    }
  }

  private func nextPage() async throws(CallFailure) -> Page? {
    let model = try await reader.catalogue.model(query.resource)
    let conditions = try Result { () throws(Fault) in try Domain.all(query.conditions, model) }.orFailure()
    while pages.step != .finished {
      let answer = try await reader.read(
        query.resource, domain: conditions + pages.domain, fields: query.fields + ["write_date"],
        RecordReader.Options(
          order: pages.order, limit: pages.limit, includesArchived: query.includesArchived, context: query.context))
      let rows = answer.records.compactMap { record in
        record["write_date"].instant.map { ChangePages.Row(id: record.id ?? 0, written: $0) }
      }
      let kept = Set(pages.take(rows).map(\.id))
      let records = answer.records.filter { kept.contains($0.id ?? 0) }
      if records.isEmpty, pages.step != .finished { continue }
      return Page(records: records, cursor: pages.cursor, isComplete: false, serverTime: answer.serverTime)
    }
    return nil
  }
}
