import Foundation
import Logging
import Records
import XMLStream

/// Pages of what changed: the I/O around a `ChangeWalk`.
actor ChangeReader: PageReader {
  private let client: ShopClient
  private let request: ListRequest
  private let watermark: FieldSchema
  private let since: Cursor?
  private let logger: Logger
  private var walk: ChangeWalk
  private var isIgnoredLogged = false
  private var hasLookedAtClock = false

  init(_ client: ShopClient, _ request: ListRequest, watermark: FieldSchema, since: Cursor?, logger: Logger) {
    self.client = client
    self.request = request
    self.watermark = watermark
    self.since = since
    self.logger = logger
    let bound = since.map { Overlap.start(cursor: $0.text, in: request.context.zone) }
    walk = ChangeWalk(
      bound: bound, pageSize: client.configuration.pageSize, mayLag: request.resource.canon.watermarkMayLag)
  }

  func next() async throws -> Page? {
    while let step = walk.step {
      let answer = try await client.list(query(step))
      if goesBack(answer.serverTime) { continue }
      let fresh = walk.take(rows(answer.elements))
      try judge()
      let records = try request.records(fresh.map { answer.elements[$0] })
      if records.isEmpty, walk.step != nil { continue }
      return Page(records: records, cursor: cursor(answer.serverTime), isComplete: false, serverTime: answer.serverTime)
    }
    return nil
  }

  /// A clock that was put back gives what happens now the times of what was read before: the walk begins anew, further back.
  private func goesBack(_ serverTime: Instant?) -> Bool {
    guard !hasLookedAtClock else { return false }
    hasLookedAtClock = true
    let zone = request.context.zone
    guard let since, let now = serverTime?.local(in: zone),
      let start = Overlap.start(cursor: since.text, clock: now, in: zone)
    else { return false }
    logger.warning(
      "The shop's clock was put back: what lies before the cursor is read again",
      metadata: ["cursor": "\(since.text)", "clock": "\(now)", "from": "\(start)"])
    walk = ChangeWalk(
      bound: start, pageSize: client.configuration.pageSize, mayLag: request.resource.canon.watermarkMayLag)
    return true
  }

  private func judge() throws(Fault) {
    if walk.isStuck {
      throw Fault(
        .road, "FILTER_IGNORED", "The shop ignores filters and orders of \(request.resource.name).",
        context: ["resource": request.resource.name],
        hint: "A module or an override changes the webservice's lists: without filters changes cannot be found.")
    }
    if walk.isIgnored, !isIgnoredLogged {
      isIgnoredLogged = true
      logger.warning(
        "The shop ignores the filter by time; every row is read instead",
        metadata: ["code": "FILTER_IGNORED", "resource": "\(request.resource.name)", "field": "\(watermark.name)"])
    }
  }

  private func rows(_ elements: [XMLElement]) -> [ChangeWalk.Row] {
    elements.map {
      ChangeWalk.Row(
        id: ($0.child("id")?.text).flatMap { Int($0) } ?? 0, stamp: $0.child(watermark.serverName)?.text ?? "")
    }
  }

  /// While pages come out of order nothing is certain before the last one.
  /// A row of the future must not hide what happens until then: the cursor stops at the server's own clock.
  private func cursor(_ serverTime: Instant?) -> Cursor? {
    guard walk.isOrdered || walk.step == nil else { return nil }
    guard var highest = walk.highest else { return since }
    if let now = serverTime?.local(in: request.context.zone), now < highest { highest = now }
    if let since, since.text > highest { return since }
    return Cursor(highest)
  }

  private func query(_ step: ChangeWalk.Step) -> ShopQuery {
    let name = watermark.serverName
    let size = client.configuration.pageSize
    let byTime = [ShopQuery.Sort(field: name), ShopQuery.Sort(field: "id")]
    switch step {
    case .from(nil, let offset): return request.query(sort: byTime, limit: size, offset: offset)
    case .from(let stamp?, let offset):
      return request.query(adding: [.init(name, .between(stamp, Self.end))], sort: byTime, limit: size, offset: offset)
    case .after(let stamp): return request.query(adding: [.init(name, .greaterThan(stamp))], sort: byTime, limit: size)
    case .within(let stamp, let id):
      return request.query(
        adding: [.init(name, .between(stamp, stamp)), .init("id", .greaterThan(String(id)))], limit: size)
    case .scan(let id): return request.query(adding: [.init("id", .greaterThan(String(id)))], limit: size)
    }
  }

  private static let end = "9999-12-31 23:59:59"
}
