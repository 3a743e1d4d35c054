/// What goes back over the wire: an answer, and what is wrong with its delivery.
struct ShopReply: Sendable {
  var answer: WebserviceAnswer
  var delay: Duration = .zero
  /// After how many bytes of the body the connection ends.
  var cutAfter: Int?
  var hangsUp = false
}
