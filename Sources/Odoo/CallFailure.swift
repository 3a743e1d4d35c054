import Records

/// Why a call has no result, and what is certain about its effect. Every call is one transaction at the server
/// (FACTS-odoo a).
struct CallFailure: Error, Sendable, Hashable {
  enum Consequence: Sendable, Hashable {
    /// The server rolled everything back, or never got the call.
    case nothing
    /// The call may have been committed, or may yet be.
    case unknown
  }

  var fault: Fault
  var consequence: Consequence
  /// Another transaction was faster: the same call may succeed at once.
  var lostRace: Bool
  /// The server was there, and something behind it or before it was not: a read may be sent again after a pause. (What the transport
  /// repeats itself is not marked so.)
  var mayPass: Bool
  /// The answer did not come although the server was there: a smaller call may fit its limits.
  var wantsSmallerBatch: Bool

  init(
    _ fault: Fault, _ consequence: Consequence = .nothing, lostRace: Bool = false, mayPass: Bool = false,
    wantsSmallerBatch: Bool = false
  ) {
    self.fault = fault
    self.consequence = consequence
    self.lostRace = lostRace
    self.mayPass = mayPass
    self.wantsSmallerBatch = wantsSmallerBatch
  }

  /// Whether the server judged what it was sent, so that a part of the batch may be the cause.
  var isRefusal: Bool { fault.family == .record && consequence == .nothing }

  /// What this failure means for one record of the call.
  var outcome: Outcome {
    switch (consequence, fault.family) {
    case (.unknown, _): .unknown(fault)
    case (.nothing, .record): .refused(fault)
    case (.nothing, .road), (.nothing, .configuration): .notApplied(fault)
    }
  }
}
