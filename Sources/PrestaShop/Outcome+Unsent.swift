import Records

extension Outcome {
  /// What an error means that came before anything was sent: the road's is tried again, any other stops the record.
  static func unsent(_ error: any Error) -> Outcome {
    guard let fault = error as? Fault else { return .notApplied(Fault(.road, "CANCELLED", "\(error)")) }
    return fault.family == .road ? .notApplied(fault) : .refused(fault)
  }
}
