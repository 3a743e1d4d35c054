import JournalStore
import Mapping
import Records

extension Worker {
  func matchAll(_ mapping: Mapping) async throws -> MatchReport {
    var report = MatchReport(flow: mapping.name)
    let reader = try await connector(mapping.source.system).scan(
      ScanQuery(
        resource: mapping.source.resource, fields: mapping.sourceFields, includesArchived: mapping.includesArchived,
        context: try context(of: mapping)))
    while let page = try await reader.next() {
      try Task.checkCancellation()
      var batch = Batch(mapping: mapping, reason: .need, surroundings: surroundings(for: mapping))
      let links = try await parts.journal.links(
        set: mapping.name, system: mapping.source.system, keys: page.records.map(\.key))
      batch.items = page.records.map {
        Item(source: Source($0), digest: SourceDigest.of($0), isFresh: false, state: nil, link: links[$0.key])
      }
      // Rules may ask for what is read beside a record; what it needs is not made for a matching.
      guard mapping.each != nil else {
        try await admit(&batch)
        try await match(&batch, &report)
        continue
      }
      let list = try await expand(&batch, needing: false)
      for seeds in inParts(list.found) {
        var slice = try await items(seeds, of: batch)
        try await match(&slice, &report)
      }
      for item in batch.items { note(stopped: item, &report) }
    }
    return report
  }

  /// A source record whose items cannot be told.
  private func note(stopped item: Item, _ report: inout MatchReport) {
    switch item.result {
    case .quarantined(let fault), .postponed(let fault):
      report.ambiguous.append(.init(key: item.key, fields: item.source.record.fields, fault: fault))
    case .waiting: report.missing.append(.init(key: item.key, fields: item.source.record.fields))
    default: break
    }
  }

  private func match(_ batch: inout Batch, _ report: inout MatchReport) async throws {
    report.matched += batch.items.count { $0.link != nil }
    try await findMatches(&batch)
    let states = try await parts.journal.states(flow: batch.mapping.name, keys: batch.items.map(\.key))
    var settlement = PageSettlement()
    for item in batch.items where item.link == nil { note(item, states[item.key], batch.mapping, &settlement, &report) }
    try await parts.journal.settle(settlement)
  }

  private func note(
    _ item: Item, _ state: RecordState?, _ mapping: Mapping, _ settlement: inout PageSettlement,
    _ report: inout MatchReport
  ) {
    if let target = item.targetKey {
      report.matched += 1
      settlement.links.append(
        Link(
          set: mapping.name, sourceSystem: mapping.source.system, source: item.key,
          targetSystem: mapping.target.system, target: target,
          isAccepted: !mapping.writesFields))
      // What stopped because nothing was found has found it.
      if var state, state.stage == .quarantined {
        (state.stage, state.target, state.fingerprint) = (.settled, target, nil)
        settlement.states.append(state)
      }
    } else if case .quarantined(let fault) = item.result {
      report.ambiguous.append(.init(key: item.key, fields: item.source.record.fields, fault: fault))
    } else {
      report.missing.append(.init(key: item.key, fields: item.source.record.fields))
    }
  }
}
