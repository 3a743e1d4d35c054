import Records
import Transport

/// What the answer to a body of several entities means for them.
enum WriteVerdict: Sendable, Hashable {
  /// The answer names them all.
  case applied([RecordKey])
  /// Entities before a bad one may be saved, those after it are not (FACTS a): read them back.
  case failed(Fault)
  /// Nothing was done, whatever was in the body.
  case notDone(Fault)
  case unknown(Fault)

  static func of(_ answer: ShopAnswer, method: String, resource: String, expected: Int) -> WriteVerdict {
    if answer.isSuccess {
      let keys = answer.elements.compactMap { $0.child("id").flatMap { Int($0.text) } }.map { RecordKey($0) }
      if keys.count == expected { return .applied(keys) }
      return .unknown(
        Fault(
          .road, "SHOP_XML_INVALID", "The shop's answer does not name what it wrote.",
          context: ["resource": resource, "method": method, "answer": answer.excerpt],
          hint: "A module changes the webservice's answers."))
    }
    let fault = AnswerFault(method: method, resource: resource, isWrite: true).fault(for: answer)
    switch answer.status {
    // Refused before PrestaShop looked at the body.
    case 300..<400, 401, 403, 405, 429: return .notDone(fault)
    case 400..<500 where fault.family == .record: return .failed(fault)
    case 400..<500 where answer.failure == nil: return .notDone(fault)
    default: return .unknown(fault)
    }
  }

  static func of(_ failure: TransportFailure, resource: String) -> WriteVerdict {
    let fault = RoadFault.fault(for: failure, resource: resource)
    return failure.effect == .none ? .notDone(fault) : .unknown(fault)
  }
}
