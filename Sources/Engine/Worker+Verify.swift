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
      var isFirst = true
      while let page = try await reader.next() {
        try Task.checkCancellation()
        if isFirst, !page.isComplete, let rest = try await remaining(reader, of: mapping) {
          parts.observer?.expects(flow: mapping.name, records: page.records.count + rest)
        }
        isFirst = false
        for part in mapping.each == nil ? [page.records[...]] : page.records.slices(of: Self.sourcesTogether) {
          try await compare(Array(part), of: mapping, &report, onDifference)
        }
        (planned, provisional) = ([], [:])
        let end = page.isComplete ? nil : page.records.map(\.key).max()
        let keys = Set(page.records.map(\.key))
        search.take(links: try await linkedKeys(mapping, after: last, upTo: end, besides: keys), page: keys)
        report.isComplete = page.isComplete
        last = end ?? last
        try await note(progress: page.isComplete ? nil : last, search, of: mapping)
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

  /// How many records come after the page, asked only where somebody wants to know.
  private func remaining(_ reader: any PageReader, of mapping: Mapping) async throws -> Int? {
    parts.observer == nil || mapping.each != nil ? nil : try await reader.remaining()
  }

  // MARK: One page

  private func compare(
    _ records: [Record], of mapping: Mapping, _ report: inout VerifyReport, _ onDifference: (Difference) -> Void
  ) async throws {
    var (differences, left, compared) = try await differences(records, of: mapping)
    report.compared += compared
    if !differences.isEmpty {
      // Something may have changed on either side between the two looks: only what differs twice differs.
      let schema = sourceSchema(mapping)
      let again = try await readSource(
        mapping, keys: differences.map { mapping.sourceKey(of: $0.key, schema) }.uniqued())
      differences = try await self.differences(again, of: mapping).found
    }
    report.left += left
    report.faulty += differences.count { $0.fault != nil }
    report.differing += differences.count { $0.fault == nil }
    report.equal += compared - left - differences.count
    differences.forEach(onDifference)
    var settlement = PageSettlement()
    settlement.due = differences.filter { $0.fault == nil }.map { .init(flow: mapping.name, key: $0.key) }
    try await parts.journal.settle(settlement)
  }

  private func differences(_ records: [Record], of mapping: Mapping) async throws -> (
    found: [Difference], left: Int, compared: Int
  ) {
    var batch = try await begin(records, of: mapping, reason: .comparison, serverTime: nil)
    guard mapping.each != nil else {
      try await prepare(&batch)
      return try await differences(&batch)
    }
    let list = try await expand(&batch)
    var all: (found: [Difference], left: Int, compared: Int) = ([], 0, 0)
    for seeds in inParts(mapping.surplus.deletes ? list.surplus : []) {
      let surplus = try await items(seeds, of: batch, areSurplus: true).items.filter {
        $0.link?.isAccepted == true && !$0.outlives(mapping.surplus)
      }
      all.found += surplus.map {
        Difference(flow: mapping.name, key: $0.key, target: $0.link?.target, actions: [ResourceSchema.Action.delete])
      }
    }
    all.compared = all.found.count
    for seeds in inParts(list.found) {
      var slice = try await items(seeds, of: batch)
      try await makeDocuments(&slice)
      try await decide(&slice)
      let own = try await differences(&slice)
      all = (all.found + own.found, all.left + own.left, all.compared + own.compared)
    }
    // The source records that stopped before their items were told.
    batch.items.removeAll { $0.result == nil }
    let stopped = try await differences(&batch)
    return (all.found + stopped.found, all.left + stopped.left, all.compared + stopped.compared)
  }

  /// What the stages have found for records that were taken through them.
  private func differences(_ batch: inout Batch) async throws -> (found: [Difference], left: Int, compared: Int) {
    let mapping = batch.mapping
    let undone = try await undoneSteps(&batch)
    var found: [Difference] = []
    var left = 0
    for (index, item) in batch.items.enumerated() {
      switch item.result {
      // Made when somebody needs it, which nobody does yet.
      case nil where mapping.runs == .whenNeeded && item.link == nil: left += 1
      case .quarantined where mapping.runs == .whenNeeded && item.link == nil: left += 1
      case .held, .closed, .waiting: left += 1
      case .postponed(let fault): throw fault
      case .quarantined(let fault):
        found.append(Difference(flow: mapping.name, key: item.key, target: item.targetKey, fault: fault))
      case .created, .updated, .unchanged, .removed: continue
      case nil:
        let difference = difference(item, undone[index] ?? [], mapping)
        if !difference.fields.isEmpty || !difference.actions.isEmpty { found.append(difference) }
      }
    }
    return (found, left, batch.items.count)
  }

  private func difference(_ item: Item, _ actions: [String], _ mapping: Mapping) -> Difference {
    let fields = (item.write?.fields ?? [:]).sorted { $0.key < $1.key }.map {
      PlannedChange.Field(name: $0.key, current: item.target?.fields[$0.key], wanted: $0.value)
    }
    return Difference(
      flow: mapping.name, key: item.key, target: item.targetKey, fields: fields,
      actions: item.change.map { [$0.action] } ?? actions)
  }

  /// The actions that the mapping's steps still demand of the documents that exist, in the order of the steps, by item.
  func undoneSteps(_ batch: inout Batch) async throws -> [Int: [String]] {
    var undone: [Int: [String]] = [:]
    guard !batch.mapping.steps.isEmpty else { return [:] }
    let stepping = try await stepping(&batch)
    for step in batch.mapping.steps {
      for index in try await self.undone(step, &batch, stepping) { undone[index, default: []].append(step.action) }
    }
    return undone
  }

  // MARK: How far it has come

  private func interrupted(_ mapping: Mapping) async throws -> (RecordKey, GoneSearch)? {
    guard let cursor = try await parts.journal.cursor(flow: mapping.name, resource: Self.progressName),
      let data = try await parts.journal.cached("verify:\(mapping.name)", now: started),
      let search = try? JSONDecoder().decode(GoneSearch.self, from: data)
    else { return nil }
    return (RecordKey(text: cursor.text), search)
  }

  private func note(progress key: RecordKey?, _ search: GoneSearch, of mapping: Mapping) async throws {
    if key != nil {
      try await parts.journal.cache("verify:\(mapping.name)", try JSONEncoder().encode(search), expires: nil)
    }
    var settlement = PageSettlement()
    settlement.cursors = [
      .init(flow: mapping.name, resource: Self.progressName, cursor: key.map { Cursor($0.description) })
    ]
    try await parts.journal.settle(settlement)
  }

  // MARK: What has gone

  /// The source records in this part of the pass that it did not show and that something is linked for, each once, without what was known to be
  /// over before.
  private func linkedKeys(_ mapping: Mapping, after: RecordKey?, upTo end: RecordKey?, besides page: Set<RecordKey>)
    async throws -> [RecordKey]
  {
    guard mapping.minds(goneIn: .sync) else { return [] }
    let schema = sourceSchema(mapping)
    var keys: [RecordKey] = []
    var place = after
    while true {
      let links = try await parts.journal.links(set: mapping.name, after: place, limit: 500)
        .map { (source: mapping.sourceKey(of: $0.source, schema), link: $0) }
      let within = links.filter { link in end.map { link.source <= $0 } ?? true }
      let absent = within.filter { source, link in
        // The items of the page's last record come after its own key.
        !page.contains(source) && source != after && (mapping.each == nil || link.isAccepted)
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
