import Records
import Transport

/// Does `delete` for the records of one resource, several in a request. What is gone already is as wanted; an answer that was lost is looked
/// at afterwards. A product whose default combination goes gets the first of those that are left: the shop itself shows that one from then
/// on and flags none.
struct RemovalPerformer: Sendable {
  let connector: PrestaShopConnector

  /// One that is removed costs the shop far more than one that is written: 0.4 s a category, 0.3 s a product (8.2.1, 1.6.1).
  private static let bodySize = 20

  /// - Parameter calls: of one resource, each of another record.
  func perform(_ calls: [ActionCall]) async -> [Outcome] {
    do {
      let resource = try await connector.store.resource(calls[0].resource)
      let present = try await present(resource, calls.map(\.key))
      let bereft = present.values.filter { $0["default_on"].bool == true }.compactMap { $0["id_product"].integer }
      var outcomes: [RecordKey: Outcome] = [:]
      for call in calls where present[call.key] == nil { outcomes[call.key] = .unchanged(call.key) }
      try await remove(calls.map(\.key).filter { present[$0] != nil }, of: resource, &outcomes)
      if !bereft.isEmpty { try? await appointDefaults(of: Set(bereft)) }
      return calls.map { outcomes[$0.key] ?? .notApplied(Self.unsent) }
    } catch {
      return calls.map { _ in .unsent(error) }
    }
  }

  /// Those of the removals among some effects whose records are still there.
  func remaining(of effects: [OpenIntent.Effect]) async throws -> Set<ActionCall> {
    let calls = effects.compactMap { effect -> ActionCall? in
      guard case .action(let call) = effect, call.action == ResourceSchema.Action.delete else { return nil }
      return ActionCall(resource: call.resource, key: call.key, action: call.action)
    }
    var remaining: Set<ActionCall> = []
    for (name, members) in Dictionary(grouping: calls, by: \.resource) {
      let present = try await present(try await connector.store.resource(name), members.map(\.key))
      remaining.formUnion(members.filter { present[$0.key] != nil })
    }
    return remaining
  }

  private static let unsent = Fault(.road, "CANCELLED", "The removal was not sent.")

  private func present(_ resource: ShopResource, _ keys: [RecordKey]) async throws -> [RecordKey: Record] {
    let fields = resource.name == "combinations" ? ["id_product", "default_on"] : ["id"]
    let rows = try await connector.read(
      RelatedQuery(resource: resource.name, field: "id", values: keys.map(\.value), fields: fields))
    return Dictionary(rows.map { ($0.key, $0) }) { first, _ in first }
  }

  private func remove(
    _ keys: [RecordKey], of resource: ShopResource, _ outcomes: inout [RecordKey: Outcome]
  ) async throws {
    var open = stride(from: 0, to: keys.count, by: Self.bodySize).map {
      Array(keys[$0..<min($0 + Self.bodySize, keys.count)])
    }
    var stop: Fault?
    while !open.isEmpty {
      let body = open.removeFirst()
      if let stop {
        for key in body { outcomes[key] = .notApplied(stop) }
        continue
      }
      let verdict = await send(body, resource)
      if case .applied = verdict {
        for key in body { outcomes[key] = .applied(key) }
        continue
      }
      if case .notDone(let fault) = verdict {
        stop = fault
        for key in body { outcomes[key] = .notApplied(fault) }
        continue
      }
      let left = try await present(resource, body)
      for key in body where left[key] == nil { outcomes[key] = .applied(key) }
      let rest = body.filter { left[$0] != nil }
      if case .unknown(let fault) = verdict {
        stop = fault
        for key in rest { outcomes[key] = .unknown(fault) }
      } else if body.count > 1 {
        open = rest.map { [$0] } + open
      } else if let key = rest.first {
        outcomes[key] = Self.kept(key, resource, verdict)
      }
    }
  }

  /// The shop keeps one that was sent alone: it says so with status 500 and its code 88.
  private static func kept(_ key: RecordKey, _ resource: ShopResource, _ verdict: WriteVerdict) -> Outcome {
    let fault: Fault? =
      switch verdict {
      case .failed(let fault), .broken(let fault): fault
      case .applied, .notDone, .unknown: nil
      }
    let context = (fault?.context ?? [:]).merging(["resource": resource.name, "record": key.description]) { _, new in
      new
    }
    return .refused(
      Fault(
        .record, "SHOP_KEEPS_RECORD", "The shop does not remove this record.", context: context,
        hint: "Look at it in the back office: something there may hold it, or the shop's own code forbids it."))
  }

  /// An answer of a removal has no document.
  private func send(_ keys: [RecordKey], _ resource: ShopResource) async -> WriteVerdict {
    do throws(TransportFailure) {
      let ids = "[" + keys.map(\.description).joined(separator: ",") + "]"
      let answer = try await connector.client.send("DELETE", resource.serverName, parameters: [("id", ids)])
      if answer.status == 200, answer.errors.isEmpty, answer.failure?.kind == .empty || answer.failure == nil {
        return .applied(keys)
      }
      return WriteVerdict.of(answer, method: "DELETE", resource: resource.name, expected: keys.count)
    } catch {
      return WriteVerdict.of(error, resource: resource.name)
    }
  }

  private func appointDefaults(of products: Set<Int>) async throws {
    let rows = try await connector.read(
      RelatedQuery(
        resource: "combinations", field: "id_product", values: products.sorted().map(Value.integer),
        fields: ["id_product", "default_on"]))
    let calls = Dictionary(grouping: rows) { $0["id_product"].integer ?? 0 }.compactMap {
      product, rows -> ActionCall? in
      guard !rows.contains(where: { $0["default_on"].bool == true }), let first = rows.map(\.key).min() else {
        return nil
      }
      return ActionCall(
        resource: "products", key: RecordKey(product), action: DefaultCombination.name,
        parameters: ["id_product_attribute": first.value])
    }
    _ = await DefaultPerformer(connector: connector).perform(calls.sorted { $0.key < $1.key })
  }
}
