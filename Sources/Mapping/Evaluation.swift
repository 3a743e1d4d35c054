import Records

/// What became of an expression.
public enum Evaluation<Result: Sendable>: Sendable {
  case value(Result)
  /// Not known yet: hand these in and evaluate again. Never empty, each once, in the order of their occurrence.
  case demands([Demand])
  /// The mapping says that this record is not to be carried over.
  case skip
  /// A record that this one refers to is not linked yet.
  case wait(Demand)
  /// The record cannot be carried over as it is.
  case fault(Fault)

  /// The value, where there is one.
  public var value: Result? { if case .value(let value) = self { value } else { nil } }

  public func map<Other: Sendable>(_ transform: (Result) -> Other) -> Evaluation<Other> {
    switch self {
    case .value(let value): .value(transform(value))
    case .demands(let demands): .demands(demands)
    case .skip: .skip
    case .wait(let demand): .wait(demand)
    case .fault(let fault): .fault(fault)
    }
  }
}
