import CCurl
import Testing

@testable import Transport

@Suite("How a failure is named")
struct FailureClassifierTests {
  @Test("Before a request is begun, every failure is without effect", arguments: 1...100)
  func beforeSending(code: UInt32) {
    #expect(FailureClassifier(wasSent: false).classify(CURLcode(code), detail: "").effect == .none)
  }

  @Test("After it, every failure is of unknown effect but one: the system took not one byte", arguments: 0...100)
  func afterSending(code: UInt32) {
    let failure = FailureClassifier(wasSent: true, requestBytes: 0).classify(CURLcode(code), detail: "")
    #expect((failure.effect == .none) == (CURLcode(code) == CURLE_SEND_ERROR))
    let partly = FailureClassifier(wasSent: true, requestBytes: 1).classify(CURLcode(code), detail: "")
    #expect(partly.effect == .unknown)
    let answered = FailureClassifier(wasSent: true, hasHead: true).classify(CURLcode(code), detail: "")
    #expect(answered.effect == .unknown)
    #expect(answered.kind == .truncated)
  }

  @Test("A resend that was stopped is a dead connection of unknown effect, whatever the code")
  func stale() {
    let failure = FailureClassifier(wasSent: true, wasStoppedBeforeResend: true).classify(CURLE_SEND_ERROR, detail: "")
    #expect(failure.kind == .closed)
    #expect(failure.effect == .unknown)
    #expect(failure.isStaleConnection)
  }

  @Test(
    "What stands in the way of a connection has its own kind",
    arguments: [
      (CURLE_COULDNT_RESOLVE_HOST, TransportFailure.Kind.unreachable, false),
      (CURLE_COULDNT_CONNECT, .unreachable, false),
      (CURLE_OPERATION_TIMEDOUT, .connectTimeout, false), (CURLE_SSL_CONNECT_ERROR, .tls, false),
      (CURLE_PEER_FAILED_VERIFICATION, .tls, true), (CURLE_SSL_CACERT_BADFILE, .tls, true),
      (CURLE_URL_MALFORMAT, .badURL, true),
    ])
  func kinds(code: CURLcode, kind: TransportFailure.Kind, isPermanent: Bool) {
    let failure = FailureClassifier(wasSent: false).classify(code, detail: "in libcurl's words")
    #expect(failure.kind == kind)
    #expect(failure.isPermanent == isPermanent)
    #expect(failure.message.contains("in libcurl's words"))
  }
}
