import JournalStore
import Records

/// "This record there is that record here", in `--format json`.
public struct LinkPresentation: Encodable {
  struct Side: Encodable {
    let system: String
    let key: RecordKey
  }

  let flow: String
  let source: Side
  let target: Side
  /// False: found there rather than made by us, and nothing is written to it until it is accepted.
  let isAccepted: Bool

  public init(_ link: Link) {
    flow = link.set
    source = Side(system: link.sourceSystem, key: link.source)
    target = Side(system: link.targetSystem, key: link.target)
    isAccepted = link.isAccepted
  }
}
