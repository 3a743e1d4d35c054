import Engine
import JournalStore
import Records

/// What a sync would do, in `--format json`.
public struct PlanPresentation: Encodable {
  struct Change: Encodable {
    struct Field: Encodable {
      let name: String
      /// Absent for a record that does not exist yet.
      let current: PlainValue?
      let wanted: PlainValue
    }

    let flow: String
    let key: RecordKey
    let kind: PlannedChange.Kind
    let target: String
    let fields: [Field]
    let fault: FaultPresentation?
  }

  let changes: [Change]
  let flows: [String: FlowCounts]

  public init(_ changes: [PlannedChange], flows: [String: FlowCounts], language: Language) {
    self.flows = flows
    self.changes = changes.map { change in
      let fields = change.fields.map {
        Change.Field(name: $0.name, current: $0.current.map(PlainValue.init), wanted: PlainValue($0.wanted))
      }
      return Change(
        flow: change.flow, key: change.key, kind: change.kind, target: change.target, fields: fields,
        fault: change.fault.map {
          FaultPresentation($0.adding(["record": "\(change.flow) \(change.key)"]), language: language)
        })
    }
  }
}
