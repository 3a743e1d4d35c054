import Foundation
import JournalStore
import Mapping
import Records

extension Worker {
  /// Where the journal keeps how far a comparison has come: no resource is called so.
  private static let progressName = "verify()"

  /// Compares every record of a flow's source with the target, page by page in the order of their keys, whatever the journal remembers.
  /// What differs becomes due; nothing is written to either system.
  func verify(_ mapping: Mapping, restart: Bool, onDifference: @Sendable (Difference) -> Void) async throws
    -> VerifyReport
  {
    var report = VerifyReport(flow: mapping.name)
    var search = GoneSearch()
    if !restart, let (key, earlier) = try await interrupted(mapping) {
      report.resumedAfter = key
      search = earlier
    }
    var last = report.resumedAfter
    do {
      let reader = try await connector(mapping.source.system).scan(
        ScanQuery(
          resource: mapping.source.resource, after: last, fields: mapping.sourceFields,
          conditions: sinceConditions(mapping), includesArchived: mapping.includesArchived,
          context: try context(of: mapping)))
      try await compareAll(reader, of: mapping) { page in
        report.add(page)
        page.found.forEach(onDifference)
        search.take(links: try await linkedKeys(mapping, after: last, besides: page), page: page.keys)
        last = page.end ?? last
        try await note(progress: page.end, search, page.found, of: mapping)
        parts.observer?.progressed(flow: mapping.name, counts: FlowCounts(read: report.compared))
      }
      if report.isComplete {
        try await conclude(search, of: mapping, &report, onDifference)
        try await tellOthers(mapping, &report, onDifference)
      }
    } catch let fault as Fault where fault.family == .road {
      report.isComplete = false
      report.fault = fault
    }
    return report
  }

  /// Compares a pass's pages on two lanes, so that one page is computed while the servers work for another.
  /// - Parameter settle: told of the pages in their order; those before a page that failed, too.
  private func compareAll(
    _ reader: any PageReader, of mapping: Mapping, settle: (PageComparison) async throws -> Void
  ) async throws {
    let lanes = [self, companion()]
    try await withThrowingTaskGroup(of: (number: Int, page: Result<PageComparison, any Error>).self) { group in
      var pages = OrderedWork<Result<PageComparison, any Error>>()
      var ahead: Page?
      var isOver = false
      var failure: (any Error)?
      while !isOver || ahead != nil || pages.underWay > 0 {
        if !isOver, ahead == nil {
          do {
            ahead = try await reader.next()
            isOver = ahead?.isComplete ?? true
            if !isOver, ahead?.records.isEmpty == true { ahead = nil }
            if pages.begun == 0, let page = ahead { try await expect(page, reader, of: mapping) }
          } catch {
            (failure, isOver) = (error, true)
          }
        } else if let page = ahead, pages.underWay < (pages.settled == 0 ? 1 : lanes.count) {
          // The first page asks for what all need: it goes alone.
          let number = pages.begin()
          let lane = lanes[number % lanes.count]
          group.addTask { (number, await lane.comparison(of: page, mapping)) }
          ahead = nil
        } else if let ended = try await group.next() {
          for page in pages.end(ended.number, ended.page) { try await settle(page.get()) }
        }
      }
      if let failure { throw failure }
    }
  }

  /// Tells how many records there will be, where somebody wants to know and the system can tell.
  private func expect(_ page: Page, _ reader: any PageReader, of mapping: Mapping) async throws {
    guard let observer = parts.observer, mapping.each == nil, !page.isComplete else { return }
    guard let rest = try await reader.remaining() else { return }
    observer.expects(flow: mapping.name, records: page.records.count + rest)
  }

  // MARK: How far it has come

  private func interrupted(_ mapping: Mapping) async throws -> (RecordKey, GoneSearch)? {
    guard let cursor = try await parts.journal.cursor(flow: mapping.name, resource: Self.progressName),
      let data = try await parts.journal.cached("verify:\(mapping.name)", now: started),
      let search = try? JSONDecoder().decode(GoneSearch.self, from: data)
    else { return nil }
    return (RecordKey(text: cursor.text), search)
  }

  private func note(progress key: RecordKey?, _ search: GoneSearch, _ found: [Difference], of mapping: Mapping)
    async throws
  {
    if key != nil {
      try await parts.journal.cache("verify:\(mapping.name)", try JSONEncoder().encode(search), expires: nil)
    }
    var settlement = PageSettlement()
    settlement.due = found.filter { $0.fault == nil }.map { .init(flow: mapping.name, key: $0.key) }
    settlement.cursors = [
      .init(flow: mapping.name, resource: Self.progressName, cursor: key.map { Cursor($0.description) })
    ]
    try await parts.journal.settle(settlement)
  }

  // MARK: What has gone

  /// The source records in this part of the pass that it did not show and that something is linked for, each once, without what was known to be
  /// over before.
  private func linkedKeys(_ mapping: Mapping, after: RecordKey?, besides page: PageComparison) async throws
    -> [RecordKey]
  {
    guard mapping.minds(goneIn: .sync) else { return [] }
    let schema = sourceSchema(mapping)
    var keys: [RecordKey] = []
    var place = after
    while true {
      let links = try await parts.journal.links(set: mapping.name, after: place, limit: 500)
        .map { (source: mapping.sourceKey(of: $0.source, schema), link: $0) }
      let within = links.filter { link in page.end.map { link.source <= $0 } ?? true }
      let absent = within.filter { source, link in
        // The items of the page's last record come after its own key.
        !page.keys.contains(source) && source != after && (mapping.each == nil || link.isAccepted)
      }
      let states = try await parts.journal.states(flow: mapping.name, keys: absent.map(\.link.source))
      keys += absent.filter { states[$0.link.source]?.stage != .closed }.map(\.source)
      keys = keys.uniqued()
      guard within.count == links.count, let last = links.last?.link else { return keys }
      place = last.source
    }
  }

  /// What the whole pass did not show is asked for once more by its key, and closed records have gone before.
  private func conclude(
    _ search: GoneSearch, of mapping: Mapping, _ report: inout VerifyReport, _ onDifference: (Difference) -> Void
  ) async throws {
    if let doubt = search.doubt(flow: mapping.name) {
      report.faulty += 1
      onDifference(Difference(flow: mapping.name, key: search.missing[0], fault: doubt))
      return
    }
    guard !search.missing.isEmpty else { return }
    let there = Set(try await readSource(mapping, keys: search.missing).map(\.key))
    let states = try await parts.journal.states(flow: mapping.name, keys: search.missing)
    let gone = search.missing.filter { key in
      !there.contains(key) && (mapping.each != nil || states[key]?.stage != .closed)
    }
    report.gone = gone.count
    let actions = mapping.removesWithSource ? [ResourceSchema.Action.delete] : []
    for key in gone {
      onDifference(
        Difference(flow: mapping.name, key: key, target: states[key]?.target, actions: actions, isGone: true))
    }
    try await conclude(gone: gone, of: mapping)
  }
}
