/// What is done with one request.
public enum FaultAction: Sendable, Hashable {
  /// Forwarded, and its answer delivered, as if nobody stood between.
  case pass
  /// The connection is closed; the server never hears of the request.
  case cutBefore
  /// The server does what it was asked and answers; the connection is closed without a byte of the answer.
  case cutAfter
  /// The answer is begun, and the connection closed after so many bytes of its body.
  case cutBody(after: Int)
  /// The server never hears of the request; this is answered.
  case answer(CannedAnswer)
  /// The server's answer, changed.
  case change(AnswerChange)
  /// The victim is killed with SIGKILL (see `FaultProxy.victim`), and gets no answer.
  case kill(Moment)

  public enum Moment: String, Sendable, Hashable {
    /// The server never hears of the request.
    case beforeForwarding
    /// The server has done what it was asked and has answered.
    case afterAnswer
  }

  /// Whether the server hears of the request.
  public var isForwarded: Bool {
    switch self {
    case .pass, .cutAfter, .cutBody, .change, .kill(.afterAnswer): true
    case .cutBefore, .answer, .kill(.beforeForwarding): false
    }
  }
}
