import Mapping
import Records

/// A page of source records of one mapping, worked on together so that each stage is one request for all of them.
struct Batch: Sendable {
  enum Reason: Sendable {
    /// The change feed showed them.
    case feed
    /// The journal asks for them: released from waiting, begun and not finished, replayed.
    case due
    /// Another record needs them, whether or not the mapping's own rule lets them in.
    case need
    /// Everything is compared, whatever the journal remembers.
    case comparison

    /// Whether a record that was settled just so may be passed over without a look at the target. Not when something else than the source
    /// made it due: the target may have changed by itself.
    var trustsJournal: Bool { self == .feed || self == .need }
  }

  let mapping: Mapping
  let reason: Reason
  var items: [Item] = []
  var surroundings: Surroundings

  /// The items that no stage has ended yet.
  var open: [Int] { items.indices.filter { items[$0].result == nil } }
  /// The open items that have a document of their own.
  var leaders: [Int] { open.filter { items[$0].leader == nil } }

  /// Whether what was settled just so is passed over. Not where the target has the record of its own accord: it may have changed it by itself
  /// since. And a mapping that writes nothing has only its actions, which depend on the target.
  var mayPassOver: Bool {
    reason.trustsJournal && mapping.find.isEmpty && (mapping.writesFields || mapping.steps.isEmpty)
  }

  mutating func end(_ index: Int, _ result: RecordResult) {
    items[index].result = result
  }

  /// Only what is about the record itself is put aside; the road and a setting concern the run.
  mutating func quarantine(_ index: Int, _ fault: Fault) {
    items[index].result = fault.family == .record ? .quarantined(fault) : .postponed(fault)
  }
}
