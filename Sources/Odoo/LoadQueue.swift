/// Which documents are sent together, and what is tried next after a failure. Pure: the loop around it does the calls.
struct LoadQueue: Sendable {
  /// Indices into the caller's documents.
  private(set) var batches: [[Int]]
  /// How often each batch lost a race.
  private var losses: [[Int]: Int] = [:]

  /// - Parameters:
  ///   - documents: batches hold documents of one shape only, at most `rowLimit` rows of the matrix together (a longer
  ///     document travels alone).
  init(_ documents: [LoadDocument], rowLimit: Int = ModelPages.loadRows) {
    batches = []
    let groups = Dictionary(grouping: documents.indices, by: { documents[$0].shape })
    for group in groups.values.sorted(by: { ($0.first ?? 0) < ($1.first ?? 0) }) {
      var batch: [Int] = []
      var height = 0
      for index in group {
        if !batch.isEmpty, height + documents[index].height > rowLimit {
          batches.append(batch)
          (batch, height) = ([], 0)
        }
        batch.append(index)
        height += documents[index].height
      }
      batches.append(batch)
    }
  }

  mutating func next() -> [Int]? { batches.isEmpty ? nil : batches.removeFirst() }

  /// Sends what is left of a batch whose refused documents were taken out.
  mutating func again(_ rest: [Int]) {
    if !rest.isEmpty { batches.insert(rest, at: 0) }
  }

  /// Sends the same batch again after a lost race; how often that happened to it, this time included.
  mutating func againAfterLoss(_ batch: [Int]) -> Int {
    losses[batch, default: 0] += 1
    batches.insert(batch, at: 0)
    return losses[batch] ?? 1
  }

  mutating func forget(_ batch: [Int]) {
    if batches.first == batch { batches.removeFirst() }
  }

  /// Sends the halves of a batch. False for a single document: it cannot be halved.
  mutating func halve(_ batch: [Int]) -> Bool {
    guard batch.count > 1 else { return false }
    let middle = batch.count / 2
    batches.insert(contentsOf: [Array(batch[..<middle]), Array(batch[middle...])], at: 0)
    return true
  }
}
