import JournalStore
import Mapping
import Records

/// Moves every kind of record the same way, as the mappings say. It knows no system and no kind of record.
public struct Engine: Sendable {
  private let parts: EngineParts

  public init(_ parts: EngineParts) { self.parts = parts }

  /// Brings flows up to date.
  /// - Parameter flows: names of mappings; empty: all of them, in the order of what needs what.
  /// - Returns: what was done, and what stopped the run where something did. A fault of one record never does.
  /// - Throws: `Fault` of the journal, or of family `configuration` before anything was read; `MappingErrors` of files that do not fit both
  ///   systems, before any record was read.
  public func sync(_ flows: [String]) async throws -> RunReport {
    try await lockedRun(try choose(flows)) { worker, mapping in try await worker.run(mapping) }
  }

  /// Recovers a lost journal: every record that the mappings are about is read again and looked up under its key. What the target has is
  /// linked; nothing is made twice.
  public func rebuild() async throws -> RunReport {
    try await lockedRun(parts.mappings.mappings) { worker, mapping in try await worker.reread(mapping) }
  }

  private func lockedRun(_ mappings: [Mapping], _ body: (Worker, Mapping) async throws -> Void) async throws
    -> RunReport
  {
    try await parts.journal.lock()
    ContentFolder.removeLeftovers()
    do {
      let report = try await run(mappings, body)
      await parts.journal.unlock()
      return report
    } catch {
      await parts.journal.unlock()
      throw error
    }
  }

  private func run(_ mappings: [Mapping], _ body: (Worker, Mapping) async throws -> Void) async throws -> RunReport {
    let run = try await parts.journal.beginRun(at: parts.clock())
    var worker: Worker?
    var fault: Fault?
    do {
      let schemas = try await schemas()
      try demandFitting(schemas)
      let made = Worker(parts: parts, mode: .sync, schemas: schemas, flows: mappings)
      worker = made
      try await parts.journal.watch(Worker.watches(of: parts.mappings.mappings))
      for mapping in mappings { try await body(made, mapping) }
      // What later flows have touched in earlier ones by making links or taking them away.
      for mapping in mappings where mapping.watchesLinks {
        try await made.noteTouchedByLinks(mapping)
        try await made.takeUpDue(mapping)
      }
    } catch let errors as MappingErrors {
      let wrong = Self.wrong(errors)
      try await parts.journal.endRun(run, at: parts.clock(), end: .configuration, flows: [:], fault: wrong)
      throw errors
    } catch let stopped as Fault {
      fault = stopped
    } catch is CancellationError {
      fault = Fault(.road, "RUN_CUT", "The run was told to stop.", hint: "The next run goes on where it stopped.")
    }
    if fault == nil { fault = await worker?.unfinished }
    let flows = await worker?.counts ?? [:]
    let end: Run.End = fault.map { $0.family == .configuration ? .configuration : .incomplete } ?? .done
    try await parts.journal.endRun(run, at: parts.clock(), end: end, flows: flows, fault: fault)
    return RunReport(run: run, end: end, flows: flows, fault: fault)
  }

  /// What a sync would do, field by field. Nothing is written, neither at the target nor in the journal.
  public func plan(_ flows: [String]) async throws -> (changes: [PlannedChange], counts: [String: FlowCounts]) {
    let mappings = try choose(flows)
    let worker = Worker(parts: parts, mode: .plan, schemas: try await schemas(), flows: mappings)
    for mapping in mappings { try await worker.run(mapping) }
    return (await worker.planned, await worker.counts)
  }

  /// What certain records would become, whether or not the mapping's rule lets them in. Nothing is written.
  public func preview(_ flow: String, keys: [RecordKey]) async throws -> [Preview] {
    guard let mapping = try choose([flow]).first else { throw unknown(flow) }
    return try await Worker(parts: parts, mode: .plan, schemas: try await schemas(), flows: [mapping]).preview(
      mapping, keys: keys)
  }

  /// Goes through every record of a mapping's source and looks for its counterpart by the mapping's `match` rules, writing nothing
  /// to either system. What matches is linked; the links are accepted (their targets may be written) only when `accept` says so.
  public func match(_ flow: String, accept: Bool) async throws -> MatchReport {
    guard let mapping = try choose([flow]).first else { throw unknown(flow) }
    try await parts.journal.lock()
    do {
      let worker = Worker(parts: parts, mode: .sync, schemas: try await schemas(), flows: [mapping])
      try await parts.journal.watch(Worker.watches(of: parts.mappings.mappings))
      var report = try await worker.matchAll(mapping)
      if accept { report.accepted = try await parts.journal.accept(set: flow, at: parts.clock()) }
      await parts.journal.unlock()
      return report
    } catch {
      await parts.journal.unlock()
      throw error
    }
  }

  /// Compares everything of one flow, in bounded memory: what each source record should be at the target with what is there. Nothing is written
  /// to either system; what differs is due, so that the next sync sets it right. Syncs may run meanwhile. A comparison that was cut goes on
  /// where it stopped, unless `restart` says otherwise.
  /// - Parameter onDifference: told of each difference as it is found.
  /// - Throws: `Fault` of the journal or of family `configuration`; `MappingErrors`. A road that fails cuts the comparison: see the report.
  public func verify(
    _ flow: String, restart: Bool = false, onDifference: @escaping @Sendable (Difference) -> Void
  ) async throws -> VerifyReport {
    guard let mapping = try choose([flow]).first else { throw unknown(flow) }
    let schemas = try await schemas()
    try demandFitting(schemas)
    parts.observer?.began(flow: flow)
    let worker = Worker(parts: parts, mode: .plan, schemas: schemas, flows: [mapping])
    let report = try await worker.verify(mapping, restart: restart, onDifference: onDifference)
    parts.observer?.ended(flow: flow, counts: FlowCounts(read: report.compared))
    return report
  }

  /// A wrong mapping file is refused before any record is read or written.
  private func demandFitting(_ schemas: [String: SystemSchema]) throws(MappingErrors) {
    let errors = diagnostics(schemas).filter { $0.severity == .error }
    if !errors.isEmpty { throw MappingErrors(diagnostics: errors) }
  }

  private static func wrong(_ errors: MappingErrors) -> Fault {
    let first = errors.diagnostics.first
    return Fault(
      .configuration, "MAPPING_WRONG", first?.message ?? "A mapping file is wrong.",
      context: ["diagnostic": first?.description ?? ""],
      hint: "`passerelle lint` shows every place.")
  }

  /// Checks the mappings against what both systems say of themselves.
  public func check() async throws -> [Diagnostic] {
    diagnostics(try await schemas())
  }

  private func diagnostics(_ schemas: [String: SystemSchema]) -> [Diagnostic] {
    let settings = parts.mappings.check(settings: parts.settings)
    return (settings + parts.mappings.check(schemas: schemas, settings: Set(parts.settings.keys)))
      .sorted()
  }

  /// What both systems are, from the journal where it was asked within the last day.
  public func schemas() async throws -> [String: SystemSchema] {
    try await SchemaBook(parts: parts).schemas { schemas in
      diagnostics(schemas).allSatisfy { $0.severity != .error }
    }
  }

  private func choose(_ flows: [String]) throws -> [Mapping] {
    for flow in flows where parts.mappings[flow] == nil { throw unknown(flow) }
    return flows.isEmpty ? parts.mappings.mappings : parts.mappings.mappings.filter { flows.contains($0.name) }
  }

  private func unknown(_ flow: String) -> Fault {
    Fault(
      .configuration, "FLOW_UNKNOWN", "There is no flow \(flow).", context: ["flow": flow],
      hint: "Known here: \(parts.mappings.mappings.map(\.name).joined(separator: ", ")).")
  }
}
