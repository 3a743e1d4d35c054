import Records
import Synchronization

/// A source that is one record with a value of each kind for every field that somebody may want to write: no server, and nothing can be
/// written to it.
final class SheetSystem: Connector {
  let system = "sheet"
  private let resource: ResourceSchema
  private let fields = Mutex<[String: Value]>([:])

  /// - Parameter fields: the target's fields; the source's have the same kinds and names with a `v_` before them.
  init(_ fields: [FieldSchema]) {
    let own = [FieldSchema("id", .integer), FieldSchema("code", .text), FieldSchema("changed", .instant)]
    resource = ResourceSchema(
      name: "sheets", fields: own + fields.map { FieldSchema("v_" + $0.name, Self.kind($0.kind)) }, creation: .never,
      update: .never, changeFeed: .init(watermark: "changed", overlap: 0))
  }

  private static func kind(_ kind: FieldSchema.Kind) -> FieldSchema.Kind {
    switch kind {
    case .reference: .integer
    default: kind
    }
  }

  /// What the record is from now on, changed at that moment.
  func set(_ values: [String: Value], at moment: Int) {
    fields.withLock {
      $0 = values
      $0["id"] = 1
      $0["changed"] = .instant(Instant(secondsSince1970: moment))
    }
  }

  private var record: Record { Record(resource: "sheets", key: RecordKey(1), fields: fields.withLock { $0 }) }

  // MARK: Connector

  func describe(_ resources: Set<String>?) -> SystemSchema {
    SystemSchema(system: system, version: "1", resources: ["sheets": resource])
  }

  func examine() -> [Finding] { [] }

  func changes(_ query: ChangeQuery) -> any PageReader {
    let since = query.since.flatMap { Int($0.text) } ?? 0
    let changed = record["changed"].instant?.secondsSince1970 ?? 0
    return OnePage(
      Page(records: changed >= since ? [record] : [], cursor: Cursor(String(changed)), isComplete: true))
  }

  func latest(_ resource: String) -> Cursor? {
    record["changed"].instant.map { Cursor(String($0.secondsSince1970)) }
  }

  func scan(_ query: ScanQuery) -> any PageReader {
    OnePage(Page(records: [record], cursor: nil, isComplete: true))
  }

  func read(_ query: RelatedQuery) -> [Record] { query.values.contains { $0.integer == 1 } ? [record] : [] }
  func find(_ probes: [Probe]) -> [[Record]] { probes.map { _ in [] } }
  func baseline(_ effects: [OpenIntent.Effect]) -> [Baseline] { effects.map { _ in Baseline() } }
  func write(_ writes: [Write]) -> [Outcome] { writes.map { _ in .refused(Self.readOnly) } }
  func perform(_ calls: [ActionCall]) -> [Outcome] { calls.map { _ in .refused(Self.readOnly) } }
  func settle(_ intents: [OpenIntent]) -> [Settlement] { intents.map { _ in .notDone } }
  func foresee(_ writes: [Write], fields: [String]) -> [Result<Record, Fault>]? { nil }

  private static let readOnly = Fault(.record, "READ_ONLY", "A sheet is read only.")

  private final class OnePage: PageReader {
    private let page: Mutex<Page?>

    init(_ page: Page) { self.page = Mutex(page) }

    func next() -> Page? {
      page.withLock { page in
        defer { page = nil }
        return page
      }
    }
  }
}
