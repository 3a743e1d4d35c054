import Records

/// Pages of every row, by id: `filter[id]=>[last]`, never an offset (PAINS 20).
actor ScanReader: PageReader {
  private let client: ShopClient
  private let request: ListRequest
  private var last: Int
  private var isFinished = false

  init(_ client: ShopClient, _ request: ListRequest, after: RecordKey?) {
    self.client = client
    self.request = request
    last = after?.parts.first.flatMap { Int($0) } ?? 0
    isFinished = request.plan.isImpossible
  }

  func next() async throws -> Page? {
    guard !isFinished else { return nil }
    let size = client.configuration.pageSize
    let answer = try await client.list(request.query(adding: [.init("id", .greaterThan(String(last)))], limit: size))
    let ids = answer.elements.map { ($0.child("id")?.text).flatMap { Int($0) } ?? 0 }
    guard ids.allSatisfy({ $0 > last }), zip(ids, ids.dropFirst()).allSatisfy({ $0 < $1 }) else {
      throw Fault(
        .road, "FILTER_IGNORED", "The shop ignores filters and orders of \(request.resource.name).",
        context: ["resource": request.resource.name],
        hint:
          "A module or an override changes the webservice's lists: without filters a list cannot be read completely.")
    }
    last = ids.last ?? last
    isFinished = ids.count < size
    return Page(
      records: try request.records(answer.elements), cursor: nil, isComplete: isFinished, serverTime: answer.serverTime)
  }
}
