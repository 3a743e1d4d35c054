import JournalStore
import Mapping
import Records

/// Links that a record makes beside its own, in the sets of other mappings.
extension Worker {
  /// Finds which further links the records that ended well make, and which there are that are not to be any more.
  func noteFurtherLinks(_ batch: inout Batch) async throws {
    guard !batch.mapping.links.isEmpty else { return }
    let made = batch.items.indices.filter { index in
      let item = batch.items[index]
      return item.result?.isGood == true && item.document != nil && item.targetKey != nil && !item.isAdopted
        && item.isAdmitted && !item.isPassedOver
    }
    // A rule may ask for any field of the document; what ended well without a look at it was not read.
    if batch.mapping.linksUseTarget { try await readTargets(&batch, made.filter { batch.items[$0].target == nil }) }
    // The results are put aside: a link that waits or fails ends its record anew.
    let results = batch.items.map(\.result)
    for index in made { batch.items[index].result = nil }
    let wanted = try await evaluate(&batch, made, { $0.links($1.source, target: $1.linkTarget($0.mapping)) })
    for index in made where batch.items[index].result == nil { batch.items[index].result = results[index] }
    try await note(wanted, &batch)
  }

  /// The further links of records that are to go.
  func noteLinkEnds(_ batch: inout Batch, _ indexes: [Int]) async throws {
    guard !batch.mapping.links.isEmpty else { return }
    let ends = try await evaluate(&batch, indexes, { $0.linkEnds($1.source, target: $1.linkTarget($0.mapping)) })
    try await note(ends, &batch)
  }

  private func note(_ found: [(index: Int, value: [FurtherLink])], _ batch: inout Batch) async throws {
    let former = found.map { batch.items[$0.index].formerLinks(besides: $0.value) }
    let existing = try await existing(found.flatMap(\.value) + former.flatMap(\.self), of: batch.mapping)
    for ((index, links), former) in zip(found, former) {
      note(links, besides: existing, of: index, &batch)
      // Only what still leads to the same source record is ours to end.
      batch.items[index].removedLinks += former.compactMap { end in
        existing[end.set]?[end.target].flatMap { link in
          (link.sourceSystem == batch.mapping.source.system ? link.source : link.target) == end.source ? link : nil
        }
      }
      batch.items[index].madeLinks = links.filter { $0.source != nil }.map(Item.linkBase)
    }
  }

  /// The links that there are of these links' target records, by set.
  private func existing(_ links: [FurtherLink], of mapping: Mapping) async throws -> [String: [RecordKey: Link]] {
    var existing: [String: [RecordKey: Link]] = [:]
    for (set, links) in Dictionary(grouping: links, by: \.set) {
      existing[set] = try await parts.journal.links(
        set: set, system: mapping.target.system, keys: links.map(\.target).uniqued())
    }
    return existing
  }

  private func note(
    _ links: [FurtherLink], besides existing: [String: [RecordKey: Link]], of index: Int, _ batch: inout Batch
  ) {
    for further in links {
      let existing = existing[further.set]?[further.target]
      var link = further.source.map { Self.link(further, $0, batch.mapping, parts.mappings) }
      // What is accepted once is not proposed again.
      if further.standing == .proposed, let existing, existing.isAccepted, existing.leads(as: link) {
        link?.isAccepted = true
      }
      guard existing != link else { continue }
      if let existing { batch.items[index].removedLinks.append(existing) }
      guard let link else { continue }
      batch.items[index].furtherLinks.append(link)
      if further.standing == .settled { batch.items[index].agreed += agreement(on: link) }
    }
  }

  /// A set of another mapping may lead the other way round.
  private static func link(
    _ further: FurtherLink, _ source: RecordKey, _ mapping: Mapping, _ mappings: MappingSet
  ) -> Link {
    let target = further.target
    let isReversed = mappings[further.set].map { $0.source.system == mapping.target.system } ?? false
    return Link(
      set: further.set, sourceSystem: isReversed ? mapping.target.system : mapping.source.system,
      source: isReversed ? target : source,
      targetSystem: isReversed ? mapping.source.system : mapping.target.system,
      target: isReversed ? source : target, isAccepted: further.standing != .proposed)
  }

  /// What the set's own mapping finds on record when it first comes to a record that it is to take as it is.
  private func agreement(on link: Link) -> [RecordState] {
    guard let mapping = parts.mappings[link.set], mapping.writesFields else { return [] }
    return [
      RecordState(
        flow: link.set, key: link.source, stage: .settled, sourceDigest: "", target: link.target,
        base: [Item.agreedBase: "1"])
    ]
  }
}

extension Link {
  fileprivate func leads(as other: Link?) -> Bool { source == other?.source && target == other?.target }
}

extension Item {
  /// The journal knows that the document is as wanted, the further links included.
  fileprivate var isPassedOver: Bool {
    if case .unchanged = result { target == nil && isSettledAsWanted } else { false }
  }

  /// Where the journal's base keeps that the record has made such a link.
  fileprivate static func linkBase(_ link: FurtherLink) -> String { linkBase(link.set) + link.target.description }

  private static func linkBase(_ set: String) -> String { "\(RecordState.furtherLinkBase)\(set))" }

  /// Links that the record made for a document that has been made anew since, under another key.
  fileprivate func formerLinks(besides wanted: [FurtherLink]) -> [FurtherLink] {
    let keys = Set(wanted.map(\.target))
    return wanted.filter { $0.source != nil }.flatMap { link in
      let prefix = Self.linkBase(link.set)
      return (state?.base ?? [:]).keys.filter { $0.hasPrefix(prefix) }.sorted()
        .map { RecordKey(text: String($0.dropFirst(prefix.count))) }.filter { !keys.contains($0) }
        .map { FurtherLink(set: link.set, source: link.source, target: $0) }
    }
  }

  /// The document as the expressions of links see it: its key is known even where nothing was read.
  fileprivate func linkTarget(_ mapping: Mapping) -> Record {
    var record = target ?? Record(resource: mapping.target.resource, key: targetKey ?? "", fields: [:])
    if let key = targetKey, record["id"] == .null { record.fields["id"] = key.value }
    return record
  }
}

extension RecordResult {
  /// The document is as it shall be.
  var isGood: Bool {
    switch self {
    case .created, .updated, .unchanged: true
    default: false
    }
  }
}
