import Foundation
import JournalStore
import Mapping
import Records

/// One source record on its way through a page of work. Each stage fills in its part; the first one that ends the record sets `result`.
struct Item: Sendable {
  var source: Source
  var key: RecordKey { source.key }
  /// A digest of the record as the change feed showed it.
  let digest: String
  /// Its watermark is as young as the server's clock: it may change again within that second.
  let isFresh: Bool
  /// What the journal knew of it when the page began.
  var state: RecordState?
  var link: Link?

  /// The mapping's rule lets it in.
  var isAdmitted = true
  var holds: [Hold]?
  /// What was made for it is to go: the source record has no such item any more.
  var isSurplus = false
  /// The index of the item whose document this one shares (several source records, one key).
  var leader: Int?

  var externalKey: ExternalKey?
  var document: Document?
  /// Rows that the gates asked for, by the parent's field.
  var closing: [String: [ChildWrite]] = [:]
  /// What the target said it would compute.
  var foreseen: Record?
  /// The differences that those rows close, by the gate's field.
  var closed: [String: Decimal] = [:]
  var write: Write?
  /// The intents under which unprotected effects were announced.
  var intents: [Int] = []
  /// The document's key at the target, once it is there.
  var targetKey: RecordKey?
  /// As last read from the target.
  var target: Record?
  /// Entries of its lists that are not ours, by field.
  var others: [String: [Value]] = [:]
  /// In a plan: the target will have it once it has made what this run would make.
  var isForeseen = false
  /// It is written without having been looked at before.
  var isUnseen = false
  /// A document was adopted rather than made: it is linked, and not written to.
  var isAdopted = false
  var change: ChangeRule?
  /// The frozen expressions gave something else after its document was taken over: shown to a person.
  var isEditedAfterwards = false
  /// The fields that an update of this page has sent.
  var sent: Set<String> = []

  /// Links beside its own that are to be, and that are not, once it has ended well.
  var furtherLinks: [Link] = []
  var removedLinks: [Link] = []
  /// The names under which the journal's base keeps the further links that there are now; nil: they were not asked for.
  var madeLinks: [String]?
  /// What is put on record for the flows of those links.
  var agreed: [RecordState] = []
  var wasCreated = false
  var wasUpdated = false
  var events: [JournalEvent] = []
  var result: RecordResult?
}

extension Item {
  /// Where the journal's base keeps the digest of the mapping's frozen expressions: no field is called so.
  static let frozenBase = "frozen()"
  /// Where it keeps the digest of an edit that was shown to a person: dismissed, the same edit is not shown again.
  static let shownBase = "shown()"
  /// Where it remembers that all effects were read back once: from then on the target has what the record held.
  static let settledBase = "settled()"

  /// Where it remembers that both sides were taken to say the same when the record was linked.
  static let agreedBase = "agreed()"

  /// Where it counts how often an effect was sent and did not happen.
  static let lostBase = "lost()"

  /// Where it keeps the digest of what the mapping wanted of a field, where the target has more there than that.
  static func meantBase(_ field: String) -> String { "meant(\(field))" }

  /// All its effects were read back in some earlier run, whatever became of it since, except that a change rule has undone them.
  var wasSettled: Bool { state?.base[Self.settledBase] != nil }

  /// It was settled with this very document.
  var isSettledAsWanted: Bool {
    isAdmitted && state?.stage == .settled && state?.fingerprint == document?.fingerprint
  }

  /// It was found at the target, and nobody has accepted that: nothing is written to it, or made for its sake.
  var isProposed: Bool { link?.isAccepted == false || isAdopted && link == nil }

  /// Its record was there before it was linked, and the mapping deletes only what it has made.
  func outlives(_ surplus: Mapping.Surplus) -> Bool {
    surplus == .deleteMade && link?.isAccepted == true && state?.base[Self.agreedBase] != nil
  }

  /// The document of a record that was linked as it was.
  var agreedDocument: Document? { state?.base[Self.agreedBase] == nil ? nil : document }

  /// The document as last read; without fields where it was not.
  var targetOrEmpty: Record { target ?? Record(resource: "", key: "", fields: [:]) }
}
