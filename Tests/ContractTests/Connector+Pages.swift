import Records
import Testing

extension Connector {
  /// Every page of a complete pass.
  func pages(_ query: ScanQuery) async throws -> [Page] { try await Self.all(try await scan(query)) }

  /// Every page of what changed.
  func pages(_ query: ChangeQuery) async throws -> [Page] { try await Self.all(try await changes(query)) }

  private static func all(_ reader: any PageReader) async throws -> [Page] {
    var pages: [Page] = []
    while let page = try await reader.next() {
      pages.append(page)
      try #require(pages.count < 10_000, "the pages never end")
    }
    return pages
  }

  /// One record by its id; nil when there is none.
  func record(_ resource: String, _ key: RecordKey, _ fields: [String]) async throws -> Record? {
    try await read(RelatedQuery(resource: resource, field: "id", values: [key.value], fields: fields)).first
  }

  /// Writes one document and tells what came of it.
  func write(_ write: Write) async throws -> Outcome { try #require(await self.write([write]).first) }

  func perform(_ call: ActionCall) async throws -> Outcome { try #require(await perform([call]).first) }
}
