import Foundation
import Mapping
import Records

extension Worker {
  /// Asks the target what it would compute for each document, before anything is written. Where it cannot foresee, the draft is asked later.
  func passGates(_ batch: inout Batch) async throws {
    let asked = batch.leaders.filter {
      batch.items[$0].write != nil && batch.items[$0].document?.gates.isEmpty == false
    }
    guard !asked.isEmpty else { return }
    let writes = asked.compactMap { index in batch.items[index].write.map { foreseeable($0, batch.items[index]) } }
    let fields = batch.mapping.gates.map(\.field).uniqued()
    guard let foreseen = try await connector(batch.mapping.target.system).foresee(writes, fields: fields) else {
      return
    }
    for (index, answer) in zip(asked, foreseen) {
      switch answer {
      case .failure(let fault): batch.quarantine(index, fault)
      case .success(let record):
        batch.items[index].foreseen = record
        try await judge(&batch, index, record)
      }
    }
  }

  /// Judges the amounts of one document, foreseen or read back; adds the rows that close a small difference.
  /// - Returns: true when the document as it stands meets every gate.
  @discardableResult
  func judge(_ batch: inout Batch, _ index: Int, _ record: Record) async throws -> Bool {
    var passes = true
    for (gate, expected, within) in batch.items[index].document?.gates ?? [] {
      let decision = GateDecision(
        field: gate.field, actual: record[gate.field], expected: expected, within: within,
        alreadyClosed: batch.items[index].closed[gate.field] ?? 0, closes: gate.close != nil, code: gate.code)
      switch decision {
      case .pass: break
      case .refuse(let fault):
        batch.quarantine(index, fault.adding(["record": "\(batch.mapping.source.resource) \(batch.items[index].key)"]))
        return false
      case .close(let difference):
        passes = false
        try await close(&batch, index, gate, difference)
      }
    }
    return passes
  }

  private func close(_ batch: inout Batch, _ index: Int, _ gate: Gate, _ difference: Decimal) async throws {
    guard let close = gate.close,
      let row = try await evaluate(&batch, [index], { $0.closing(gate, difference: difference, $1.source) }).first?
        .value
    else { return }
    batch.items[index].closed[gate.field] = difference
    var rows = (batch.items[index].closing[close.child] ?? []).filter { $0.key != row.key }
    if difference != 0 { rows.append(row) }
    batch.items[index].closing[close.child] = rows
    if let document = batch.items[index].document {
      batch.items[index].write?.children[close.child] = (document.children[close.child] ?? []) + rows
    }
  }

  /// A plan shows documents that refer to records not made yet: their amounts are asked without those references.
  private func foreseeable(_ write: Write, _ item: Item) -> Write {
    guard mode == .plan else { return write }
    var write = write
    write.fields = write.fields.mapValues { value in
      if case .text(let text) = value, text.hasPrefix(Self.provisionalPrefix) { .null } else { value }
    }
    return write
  }
}
