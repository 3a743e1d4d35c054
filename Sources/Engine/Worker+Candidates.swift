import Mapping
import Records

/// Records of the target that a match rule found.
extension Worker {
  /// Of what was found for each of these source records, what the mapping takes. A source record for which something was found and nothing is
  /// taken is ended here where the mapping says why.
  func fitting(
    _ batch: inout Batch, _ indexes: [Int], _ found: [[Record]]
  ) async throws -> [(index: Int, value: [Record])] {
    let keys = indexes.map { batch.items[$0].key }
    let own = Dictionary(zip(keys, found), uniquingKeysWith: { first, _ in first })
    return try await evaluate(&batch, indexes) { evaluator, item in
      Self.fitting(own[item.key] ?? [], item, evaluator)
    }
  }

  private static func fitting(_ found: [Record], _ item: Item, _ evaluator: Evaluator) -> Evaluation<[Record]> {
    var taken: [Record] = []
    var refusal: Fault?
    for record in found {
      switch evaluator.fits(item.source, target: record) {
      case .value(true): taken.append(record)
      case .value(false): continue
      case .fault(let fault):
        let context = [
          "record": "\(evaluator.mapping.source.resource) \(item.key)", "found": "\(record.resource) \(record.key)",
        ]
        refusal = refusal ?? fault.adding(context)
      case .demands(let demands): return .demands(demands)
      case .wait(let demand): return .wait(demand)
      case .skip: return .skip
      }
    }
    if taken.isEmpty, let refusal { return .fault(refusal) }
    return .value(taken)
  }
}
