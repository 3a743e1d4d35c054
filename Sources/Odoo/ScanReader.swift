import Records

/// The pages of a complete pass, by id.
actor ScanReader: PageReader {
  private let reader: RecordReader
  private let query: ScanQuery
  private var last: Int
  private var isFinished = false

  init(_ query: ScanQuery, reader: RecordReader) {
    self.query = query
    self.reader = reader
    last = query.after?.value.integer ?? 0
  }

  func remaining() async throws -> Int? {
    guard !isFinished else { return 0 }
    do throws(CallFailure) {
      let after = [Domain.leaf("id", ">", .integer(last))]
      return try await reader.count(
        query.resource, conditions: query.conditions, domain: after,
        RecordReader.Options(includesArchived: query.includesArchived, context: query.context))
    } catch {
      throw error.fault
    }
  }

  func next() async throws -> Page? {
    guard !isFinished else { return nil }
    do throws(CallFailure) {
      let model = try await reader.catalogue.model(query.resource)
      let conditions = try Result { () throws(Fault) in try Domain.all(query.conditions, model) }.orFailure()
      let answer = try await reader.read(
        query.resource, domain: conditions + [Domain.leaf("id", ">", .integer(last))], fields: query.fields,
        RecordReader.Options(
          limit: ModelPages.size, includesArchived: query.includesArchived, context: query.context))
      isFinished = answer.records.count < ModelPages.size
      last = answer.records.last?.id ?? last
      return Page(records: answer.records, cursor: nil, isComplete: isFinished, serverTime: answer.serverTime)
    } catch {
      throw error.fault
    }
  }
}
