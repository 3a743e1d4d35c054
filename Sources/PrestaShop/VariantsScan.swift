import Records

/// Every variant, by product and combination: pages of products, each with the combinations of its products beside it.
actor VariantsScan: PageReader {
  private let reader: VariantsReader
  private let products: ScanReader
  private let after: RecordKey?

  init(_ reader: VariantsReader, after: RecordKey?) throws(Fault) {
    self.reader = reader
    self.after = after
    // The product in which the last pass stopped may have more variants.
    let start = after?.parts.first.flatMap { Int($0) }.map { RecordKey(max(0, $0 - 1)) }
    products = ScanReader(reader.client, try reader.productRequest(), after: start)
  }

  func next() async throws -> Page? {
    guard var page = try await products.next() else { return nil }
    page.records = try await reader.variants(of: page.records).filter { record in after.map { $0 < record.key } ?? true
    }
    return page
  }
}
