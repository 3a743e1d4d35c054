import Records

/// Records that fail one after the other with one code are not so many bad records but one bad setting.
/// Twenty in a row pause the flow.
public struct FaultStreak: Sendable {
  public static let limit = 20

  private var code: String?
  /// One record that is tried again and again is still one.
  private var keys: Set<RecordKey> = []

  public init() {}

  /// Takes in how a record ended (nil: well) and returns the fault that pauses the flow, once the streak is too long.
  public mutating func append(_ fault: Fault?, key: RecordKey, flow: String) -> Fault? {
    guard let fault else {
      self = FaultStreak()
      return nil
    }
    if fault.code != code { keys = [] }
    keys.insert(key)
    code = fault.code
    guard keys.count >= Self.limit else { return nil }
    return Fault(
      .configuration, "SAME_FAULT_REPEATED", "\(keys.count) records of \(flow) in a row failed with \(fault.code).",
      context: ["flow": flow, "code": fault.code, "last": fault.message],
      hint: "This is a setting rather than the records: mend it, then sync again. \(fault.hint)")
  }
}
