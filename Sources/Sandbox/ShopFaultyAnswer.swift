import Foundation

/// Applies faults: some before the shop looks at the request, some to the answer it gave.
enum ShopFaultyAnswer {
  static func reply(
    to request: WebserviceRequest, with faults: [ShopFault], by state: inout ShopState
  ) -> ShopReply {
    var request = request
    for fault in faults { prepare(fault, &request, &state) }
    for fault in faults {
      if let refused = refusal(fault, state) { return refused }
    }
    var reply = ShopReply(answer: WebserviceEngine.answer(request, by: &state))
    for fault in faults { spoil(fault, &reply) }
    return reply
  }

  private static func prepare(_ fault: ShopFault, _ request: inout WebserviceRequest, _ state: inout ShopState) {
    switch fault {
    case .ignoresFilters:
      request.query.removeAll { $0.name.hasPrefix("filter[") }
    case .crashesAfterSaving(let count): request.savesAtMost = count
    case .keyRevoked:
      for index in state.settings.keys.indices where state.settings.keys[index].text == request.key {
        state.settings.keys[index].isActive = false
      }
    case .upgraded(let version):
      if version != state.version { try? state.upgrade(to: version) }
    default: break
    }
  }

  /// The faults that keep the request from taking effect.
  private static func refusal(_ fault: ShopFault, _ state: ShopState) -> ShopReply? {
    let version = state.version
    switch fault {
    case .loginPage:
      return .init(
        answer: .text(
          200, "<!doctype html>\n<html><body><form id=\"login_form\"><input name=\"passwd\"></form></body></html>\n",
          version: version))
    case .emptyBody: return .init(answer: .text(200, "", version: version))
    case .unauthorized(let text): return .init(answer: .text(401, text, version: version))
    case .serverError(let code, let message):
      var answer = WebserviceAnswer(status: 500, body: WebserviceDocument.errors([(code, message)]))
      answer.headers = [("Content-Type", "text/xml;charset=utf-8"), ("PSWS-Version", version.rawValue)]
      return .init(answer: answer)
    case .serverCrash(afterDoingIt: false): return .init(answer: .text(500, "", version: version))
    case .maintenance:
      return .init(
        answer: .text(503, "<!doctype html>\n<html><head><title>Maintenance</title></head></html>\n", version: version))
    case .moved(let address):
      var answer = WebserviceAnswer.text(301, "", version: version)
      answer.headers.append(("Location", address))
      return .init(answer: answer)
    case .tooManyRequests(let seconds):
      var answer = WebserviceAnswer.text(429, "Too Many Requests\n", version: version)
      if let seconds { answer.headers.append(("Retry-After", String(seconds))) }
      return .init(answer: answer)
    case .hangUp(afterDoingIt: false): return .init(answer: WebserviceAnswer(status: 200), hangsUp: true)
    default: return nil
    }
  }

  private static func spoil(_ fault: ShopFault, _ reply: inout ShopReply) {
    switch fault {
    case .noticeBefore:
      reply.answer.body.insert(
        contentsOf:
          "<br />\n<b>Notice</b>:  Undefined index: x in <b>/var/www/modules/m/m.php</b> on line <b>12</b><br />\n"
          .utf8, at: 0)
    case .byteOrderMark: reply.answer.body.insert(contentsOf: [0xEF, 0xBB, 0xBF], at: 0)
    case .blanksBefore: reply.answer.body.insert(contentsOf: "\n\n  ".utf8, at: 0)
    case .scriptAfter: reply.answer.body.append(contentsOf: "<script>window.seen=1;</script>\n".utf8)
    case .cutBody(let bytes): reply.cutAfter = bytes
    case .answersInstead(let status, let body):
      reply.answer = WebserviceAnswer(
        status: status, headers: [("Content-Type", "text/html; charset=utf-8")], body: Array(body.utf8))
    case .serverCrash: reply.answer = WebserviceAnswer(status: 500)
    case .latin1: encodeLatin1(&reply.answer)
    case .slow(let duration): reply.delay += duration
    case .hangUp: reply.hangsUp = true
    default: break
    }
  }

  private static func encodeLatin1(_ answer: inout WebserviceAnswer) {
    let text = String(decoding: answer.body, as: UTF8.self)
    answer.body = text.unicodeScalars.map { $0.value < 256 ? UInt8($0.value) : UInt8(ascii: "?") }
    for index in answer.headers.indices where answer.headers[index].name == "Content-Type" {
      answer.headers[index].value = "text/xml;charset=iso-8859-1"
    }
  }
}
