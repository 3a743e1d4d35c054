import Foundation
import Records

/// What one source record would become: the document, and what the target would compute of it. Nothing was written.
public struct Preview: Sendable {
  public struct Amount: Sendable {
    public var field: String
    public var expected: Decimal
    /// What the target computes for the document as mapped; nil: it cannot foresee.
    public var foreseen: Decimal?
    /// The closing row's amount; 0: none was needed.
    public var closed: Decimal
  }

  public var key: RecordKey
  public var write: Write?
  public var amounts: [Amount]
  /// Why it would not be carried over.
  public var fault: Fault?
}
