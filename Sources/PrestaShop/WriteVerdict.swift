import Records
import Transport

/// What the answer to a body of several entities means for them.
enum WriteVerdict: Sendable, Hashable {
  /// The answer names them all.
  case applied([RecordKey])
  /// The shop judged one of them and refused it. Entities before a bad one may be saved, those after it are not
  /// (FACTS a): read them back.
  case failed(Fault)
  /// The shop ended its work on the body, and did not say with what result: read them back.
  case broken(Fault)
  /// Nothing was done, whatever was in the body.
  case notDone(Fault)
  /// The request may still be at work.
  case unknown(Fault)

  static func of(_ answer: ShopAnswer, method: String, resource: String, expected: Int) -> WriteVerdict {
    if answer.isSuccess {
      let keys = answer.elements.compactMap { $0.child("id").flatMap { Int($0.text) } }.map { RecordKey($0) }
      if keys.count == expected { return .applied(keys) }
      return .broken(
        Fault(
          .road, "SHOP_XML_INVALID", "The shop's answer does not name what it wrote.",
          context: ["resource": resource, "method": method, "answer": answer.excerpt],
          hint: "A module changes the webservice's answers."))
    }
    let fault = AnswerFault(method: method, resource: resource, isWrite: true).fault(for: answer)
    switch answer.status {
    // Refused before PrestaShop looked at the body.
    case 300..<400, 401, 403, 405, 429: return .notDone(fault)
    case 400... where fault.family == .record: return .failed(fault)
    case 400..<500 where answer.failure == nil: return .notDone(fault)
    // Said by a gateway, while PHP may go on behind it.
    case 502...504: return .unknown(fault)
    default: return .broken(fault)
    }
  }

  static func of(_ failure: TransportFailure, resource: String) -> WriteVerdict {
    let fault = RoadFault.fault(for: failure, resource: resource)
    return failure.effect == .none ? .notDone(fault) : .unknown(fault)
  }

  /// What became of the one record that was sent, where sending it again is not harmless.
  func outcome(_ key: (RecordKey) -> RecordKey = { $0 }) -> Outcome {
    switch self {
    case .applied(let keys): keys.first.map { .applied(key($0)) } ?? .unknown(Self.unnamed)
    case .failed(let fault): .refused(fault)
    case .notDone(let fault): .notApplied(fault)
    case .broken(let fault), .unknown(let fault): .unknown(fault)
    }
  }

  private static let unnamed = Fault(
    .road, "SHOP_XML_INVALID", "The shop's answer does not name what it wrote.",
    hint: "A module changes the webservice's answers.")
}
