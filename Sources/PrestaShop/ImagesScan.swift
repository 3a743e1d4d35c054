import Records

/// Every picture, by product and image: pages of products.
actor ImagesScan: PageReader {
  private let reader: ImagesReader
  private let products: ScanReader
  private let after: RecordKey?

  init(_ reader: ImagesReader, after: RecordKey?) throws(Fault) {
    self.reader = reader
    self.after = after
    // The product in which the last pass stopped may have more pictures.
    let start = after?.parts.first.flatMap { Int($0) }.map { RecordKey(Swift.max(0, $0 - 1)) }
    products = ScanReader(reader.client, try reader.productRequest(), after: start)
  }

  func next() async throws -> Page? {
    guard var page = try await products.next() else { return nil }
    page.records = page.records.map(ProductImages.init).flatMap { reader.records(of: $0) }
      .filter { record in after.map { $0 < record.key } ?? true }.sorted { $0.key < $1.key }
    return page
  }
}
