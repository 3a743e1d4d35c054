import Console
import Records
import Testing

/// A fault must be what was expected, and must have a sentence and a remedy of its own for operators in both languages.
func expect(
  _ fault: Fault?, _ code: String, _ sentence: String? = nil, _ family: Fault.Family? = nil,
  at location: SourceLocation = #_sourceLocation
) {
  guard let fault else {
    Issue.record("There is no fault where \(code) was expected", sourceLocation: location)
    return
  }
  #expect(fault.code == code, "\(fault)", sourceLocation: location)
  if let sentence { #expect(fault.cause(.english) == sentence, sourceLocation: location) }
  if let family { #expect(fault.family == family, sourceLocation: location) }
  #expect(fault.cause(.english) != fault.message || fault.cause(.french) != fault.message, sourceLocation: location)
  #expect(fault.cause(.french) != fault.cause(.english), "no French: \(fault)", sourceLocation: location)
  #expect(!fault.remedy(.english).isEmpty && !fault.remedy(.french).isEmpty, "\(fault)", sourceLocation: location)
}

extension Bench {
  /// One run, which must end well.
  func completes(road: Road? = nil, at location: SourceLocation = #_sourceLocation) async throws {
    let report = try await sync(road: road)
    #expect(report.end == .done, "\(report.fault?.description ?? "")", sourceLocation: location)
  }
}
