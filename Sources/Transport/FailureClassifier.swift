import CCurl

/// Names a failure by what libcurl says and by how far the request had come. Pure.
///
/// "Certainly no effect" is claimed in two cases only: no request was begun on any connection, or the first attempt to send failed
/// with not one byte taken by the system. A server can act on a request whose answer is lost, so all else is unknown.
struct FailureClassifier {
  /// libcurl was about to send the request: a connection stood.
  var wasSent: Bool
  /// libcurl was about to send it a second time and was stopped: the first connection was a kept-alive one that ended without a byte
  /// of an answer.
  var wasStoppedBeforeResend = false
  /// Bytes of the request that the system has taken, head included.
  var requestBytes = 0
  /// The response's head was complete.
  var hasHead = false

  /// - Parameter detail: libcurl's own words, may be empty.
  func classify(_ code: CURLcode, detail: String) -> AttemptFailure {
    let words = detail.isEmpty ? String(cString: curl_easy_strerror(code)) : detail
    if wasStoppedBeforeResend {
      return AttemptFailure(
        kind: .closed, effect: .unknown, message: "The server closed a kept-alive connection without an answer.",
        isStaleConnection: true)
    }
    return wasSent ? afterSending(code, words) : beforeSending(code, words)
  }

  private func beforeSending(_ code: CURLcode, _ words: String) -> AttemptFailure {
    switch code {
    case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL, CURLE_LOGIN_DENIED:
      AttemptFailure(kind: .badURL, effect: .none, message: "The URL cannot be used: \(words).", isPermanent: true)
    case CURLE_OPERATION_TIMEDOUT:
      AttemptFailure(kind: .connectTimeout, effect: .none, message: "No connection in time: \(words).")
    case CURLE_SSL_CONNECT_ERROR:
      AttemptFailure(kind: .tls, effect: .none, message: "The TLS handshake failed: \(words).")
    case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS,
      CURLE_SSL_PINNEDPUBKEYNOTMATCH:
      AttemptFailure(
        kind: .tls, effect: .none, message: "The server's certificate is not trusted: \(words).", isPermanent: true)
    case CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CRL_BADFILE, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
      CURLE_SSL_ENGINE_NOTFOUND,
      CURLE_SSL_ENGINE_SETFAILED, CURLE_SSL_ENGINE_INITFAILED, CURLE_USE_SSL_FAILED:
      AttemptFailure(kind: .tls, effect: .none, message: "TLS is not set up rightly: \(words).", isPermanent: true)
    default:
      AttemptFailure(kind: .unreachable, effect: .none, message: "The server cannot be reached: \(words).")
    }
  }

  private func afterSending(_ code: CURLcode, _ words: String) -> AttemptFailure {
    if hasHead {
      return AttemptFailure(kind: .truncated, effect: .unknown, message: "The body ended early: \(words).")
    }
    // CURLE_OK is met here if the connection ended in the middle of a head: libcurl does not mind.
    let words = code == CURLE_OK ? "The head of the response was cut" : words
    let nothingLeft = code == CURLE_SEND_ERROR && requestBytes == 0
    return AttemptFailure(
      kind: .closed, effect: nothingLeft ? .none : .unknown,
      message: "The connection ended without an answer: \(words).")
  }
}
