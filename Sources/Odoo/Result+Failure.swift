import Records

extension Result where Failure == Fault {
  /// What is wrong with a request before it is sent has certainly no effect.
  func orFailure() throws(CallFailure) -> Success {
    switch self {
    case .success(let value): return value
    case .failure(let fault): throw CallFailure(fault)
    }
  }

  init(_ body: () throws(Fault) -> Success) {
    do throws(Fault) { self = .success(try body()) } catch { self = .failure(error) }
  }
}
