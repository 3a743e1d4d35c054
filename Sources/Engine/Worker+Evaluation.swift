import JournalStore
import Mapping
import Records

extension Worker {
  /// How often an evaluation may ask for more: links, then table rows, then columns found through other tables.
  private static let roundLimit = 12
  /// So many records tell first what they ask for: most of a page ask for the same tables and links, and then need no second round.
  private static let scouts = 20

  func surroundings(for mapping: Mapping) -> Surroundings {
    var surroundings = Surroundings(now: started)
    surroundings.settings = mapping.settings.merging(parts.settings) { _, own in own }
    for other in parts.mappings.mappings {
      let counterpart = other.source.system == mapping.source.system ? other.target : other.source
      surroundings.keyFields[other.name] = schemas[counterpart.system]?.resources[counterpart.resource]?.keyFields
    }
    return surroundings
  }

  /// What the source's server is told with every read; what has no value is left out.
  func context(of mapping: Mapping) throws -> [String: Value] {
    guard !mapping.context.isEmpty else { return [:] }
    let evaluator = Evaluator(mapping: mapping, set: parts.mappings, surroundings: surroundings(for: mapping))
    return try settled(evaluator.context(), "context", of: mapping).filter { $0.value != .null }
  }

  /// What depends on settings alone.
  func settled<T>(_ evaluation: Evaluation<T>, _ key: String, of mapping: Mapping) throws -> T {
    switch evaluation {
    case .value(let value): return value
    case .fault(let fault): throw fault
    case .demands, .wait, .skip:
      throw Fault(
        .configuration, "CONTEXT_NOT_CONSTANT", "`\(key)` of \(mapping.name) depends on more than settings.",
        context: ["mapping": mapping.name], hint: "Use setting(...) and constants under `\(key)`.")
    }
  }

  /// Evaluates `body` for the items at `indexes`, fetching what the evaluations ask for (links from the journal, table rows and columns
  /// through the connectors) for all items together. Items that end on the way (a fault, a missing link) are ended here and left out of the answer.
  func evaluate<T: Sendable>(
    _ batch: inout Batch, _ indexes: [Int], _ body: (Evaluator, Item) -> Evaluation<T>
  ) async throws -> [(index: Int, value: T)] {
    guard indexes.count > 2 * Self.scouts else { return try await evaluateTogether(&batch, indexes, body) }
    return try await evaluateTogether(&batch, Array(indexes.prefix(Self.scouts)), body)
      + evaluateTogether(&batch, Array(indexes.dropFirst(Self.scouts)), body)
  }

  private func evaluateTogether<T: Sendable>(
    _ batch: inout Batch, _ indexes: [Int], _ body: (Evaluator, Item) -> Evaluation<T>
  ) async throws -> [(index: Int, value: T)] {
    var values: [Int: T] = [:]
    var pending = indexes
    for _ in 0..<Self.roundLimit where !pending.isEmpty {
      let evaluator = Evaluator(mapping: batch.mapping, set: parts.mappings, surroundings: batch.surroundings)
      var demands: Set<Demand> = []
      var asking: [Int] = []
      for index in pending {
        switch body(evaluator, batch.items[index]) {
        case .value(let value): values[index] = value
        case .demands(let more):
          demands.formUnion(more)
          asking.append(index)
        case .skip: batch.end(index, .closed)
        case .wait(.link(let set, let key)):
          batch.end(index, .waiting(set: set, system: batch.mapping.source.system, awaited: key))
        case .wait(let demand): batch.quarantine(index, Self.unmet(demand, batch.mapping))
        case .fault(let fault): batch.quarantine(index, fault)
        }
      }
      pending = asking
      if !demands.isEmpty { try await satisfy(demands, of: batch.mapping, &batch.surroundings) }
    }
    for index in pending {
      batch.quarantine(
        index,
        Fault(
          .record, "MAPPING_ENDLESS", "The mapping asks for one table row after the other.",
          context: ["mapping": batch.mapping.name],
          hint: "Look for tables that look each other up."))
    }
    return indexes.compactMap { index in values[index].map { (index, $0) } }
  }

  private static func unmet(_ demand: Demand, _ mapping: Mapping) -> Fault {
    Fault(
      .record, "NEED_UNMET", "The mapping needs something that is not there: \(demand).",
      context: ["mapping": mapping.name],
      hint: "Look at the mapping's tables and links.")
  }

  /// Fetches what evaluations asked for, and records what does not exist as known to be absent.
  private func satisfy(_ demands: Set<Demand>, of mapping: Mapping, _ surroundings: inout Surroundings) async throws {
    var links: [String: Set<RecordKey>] = [:]
    var held: [String: Set<RecordKey>] = [:]
    var rest: [Demand] = []
    for demand in demands {
      switch demand {
      case .link(let set, let key): links[set, default: []].insert(key)
      case .held(let set, let key): held[set, default: []].insert(key)
      case .row, .column, .table: rest.append(demand)
      }
    }
    for (set, keys) in links {
      let found = try await parts.journal.links(set: set, system: mapping.source.system, keys: Array(keys))
      for key in keys {
        let counterpart = found[key].map { $0.sourceSystem == mapping.source.system ? $0.target : $0.source }
        surroundings.link(set, key, to: counterpart ?? provisional[set]?[key])
        if found[key]?.isAccepted == false { surroundings.unaccepted[set, default: []].insert(key) }
      }
    }
    for (set, items) in held {
      let sums = try await parts.journal.held(set: set, system: mapping.source.system, items: Array(items))
      for item in items { surroundings.held[set, default: [:]][item] = sums[item] ?? 0 }
    }
    if !rest.isEmpty { try await book.satisfy(rest, &surroundings) }
  }
}
