import Records
import Testing

/// What the connectors rely on, stated once and checked against simulated and real servers alike: a behaviour that only
/// the simulated ones have is a defect of theirs.
///
/// One test at a time: on a real server they share its articles and orders.
enum Contract {
  @Suite("What the connector relies on in every shop", .serialized) struct Shop {}
  @Suite("What the connector relies on in every Odoo", .serialized) struct ERP {}

  /// Runs something that has to fail with a fault of this code.
  static func expectFault(
    _ code: String, family: Fault.Family? = nil, sourceLocation: SourceLocation = #_sourceLocation,
    _ work: () async throws -> Void
  ) async {
    let fault = await #expect(throws: Fault.self, sourceLocation: sourceLocation) { try await work() }
    #expect(fault?.code == code, "\(fault.map(\.description) ?? "nothing")", sourceLocation: sourceLocation)
    if let family { #expect(fault?.family == family, sourceLocation: sourceLocation) }
  }
}
