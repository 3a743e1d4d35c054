import Engine
import Records

/// How a complete comparison went, in `--format json`.
public struct VerifyPresentation: Encodable {
  struct Row: Encodable {
    struct Field: Encodable {
      let name: String
      /// Absent where the target has no record.
      let current: PlainValue?
      let wanted: PlainValue
    }

    let key: RecordKey
    /// Absent where the target has nothing for it.
    let target: RecordKey?
    let fields: [Field]
    let actions: [String]
    let fault: FaultPresentation?
    let isGone: Bool
    let isOther: Bool
  }

  let flow: String
  let compared: Int
  let equal: Int
  let differing: Int
  let faulty: Int
  let left: Int
  let gone: Int
  let others: Int
  /// Absent where it began at the first record.
  let resumedAfter: RecordKey?
  let isComplete: Bool
  /// Absent when nothing cut it.
  let fault: FaultPresentation?
  /// As many as were asked for.
  let differences: [Row]

  public init(_ report: VerifyReport, shown: [Difference], language: Language) {
    flow = report.flow
    compared = report.compared
    equal = report.equal
    differing = report.differing
    faulty = report.faulty
    left = report.left
    gone = report.gone
    others = report.others
    resumedAfter = report.resumedAfter
    isComplete = report.isComplete
    fault = report.fault.map { FaultPresentation($0, language: language) }
    differences = shown.map { difference in
      Row(
        key: difference.key, target: difference.target,
        fields: difference.fields.map {
          Row.Field(name: $0.name, current: $0.current.map(PlainValue.init), wanted: PlainValue($0.wanted))
        }, actions: difference.actions,
        fault: difference.fault.map {
          FaultPresentation($0.adding(["record": "\(difference.flow) \(difference.key)"]), language: language)
        }, isGone: difference.isGone, isOther: difference.isOther)
    }
  }
}
