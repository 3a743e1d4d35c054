import Records

/// Removes records (`unlink`), in batches that are taken apart where Odoo refuses one of them.
struct RecordRemoval: Sendable {
  let rpc: any OdooRPC
  let context: CallContext
  let reader: RecordReader

  /// One outcome a call, in order.
  func remove(_ calls: [ActionCall]) async -> [Outcome] {
    var outcomes: [String: [Int: Outcome]] = [:]
    for (resource, group) in Dictionary(grouping: calls, by: \.resource).sorted(by: { $0.key < $1.key }) {
      outcomes[resource] = await remove(resource, group.compactMap { $0.key.value.integer }.uniqued())
    }
    return calls.map { call in
      call.key.value.integer.flatMap { outcomes[call.resource]?[$0] } ?? .unchanged(call.key)
    }
  }

  /// Unchanged where the record was gone.
  func remove(_ resource: String, _ ids: [Int]) async -> [Int: Outcome] {
    var outcomes: [Int: Outcome] = [:]
    for chunk in ids.chunked(ModelPages.actions) {
      do throws(CallFailure) {
        let present = try await existing(resource, chunk)
        for id in chunk where !present.contains(id) { outcomes[id] = .unchanged(RecordKey(id)) }
        for (id, outcome) in await unlink(resource, chunk.filter(present.contains)) { outcomes[id] = outcome }
      } catch {
        for id in chunk { outcomes[id] = error.outcome }
      }
    }
    return outcomes
  }

  func existing(_ resource: String, _ ids: [Int]) async throws(CallFailure) -> Set<Int> {
    Set(try await reader.read(resource, ids: ids, fields: []).compactMap(\.id))
  }

  private func unlink(_ resource: String, _ ids: [Int]) async -> [Int: Outcome] {
    guard !ids.isEmpty else { return [:] }
    do throws(CallFailure) {
      _ = try await rpc.call(OdooCall(resource, "unlink", ids: ids, context: context.base, effect: .write))
      return Dictionary(uniqueKeysWithValues: ids.map { ($0, .applied(RecordKey($0))) })
    } catch {
      guard ids.count > 1, error.isRefusal else {
        return Dictionary(uniqueKeysWithValues: ids.map { ($0, error.outcome) })
      }
    }
    var outcomes: [Int: Outcome] = [:]
    for id in ids { outcomes.merge(await unlink(resource, [id])) { first, _ in first } }
    return outcomes
  }
}
