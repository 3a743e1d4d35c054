/// What goes back over the wire: an answer, and what is wrong with its delivery.
struct ShopReply: Sendable {
  var answer: WebserviceAnswer
  var delay: Duration = .zero
  /// After how many bytes of the body the connection ends.
  var cutAfter: Int?
  var hangsUp = false
}

extension LoopbackServer.Answer {
  init(_ reply: ShopReply) {
    self.init(
      status: reply.answer.status, headers: reply.answer.headers.map { ($0.0, $0.1) }, body: reply.answer.body,
      cutAfter: reply.cutAfter, hangsUp: reply.hangsUp)
  }
}
