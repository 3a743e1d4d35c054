import NIOCore
import NIOHTTP1

/// One request with its fate.
struct Exchange {
  typealias Answers = NIOAsyncChannelOutboundWriter<HTTPServerResponsePart>

  let head: HTTPRequestHead
  let fate: FaultSchedule.Fate

  // MARK: Without the server

  /// Answers, cuts or kills without the server. Returns whether the client's connection goes on.
  static func alone(_ exchange: Exchange, _ proxy: FaultProxy, _ requests: RequestReader, _ answers: Answers)
    async throws -> Bool
  {
    let number = exchange.fate.number
    defer { proxy.end(number) }
    try await Task.sleep(for: exchange.fate.delay)
    if case .kill = exchange.fate.action {
      proxy.killVictim()
      throw ClientConnection.Cut()
    }
    try await exchange.allow(answers)
    while let piece = try await requests.body() { proxy.note(number) { $0.requestBytes += piece.readableBytes } }
    guard case .answer(let canned) = exchange.fate.action else { throw ClientConnection.Cut() }
    var headers = HTTPHeaders(canned.headers.map { ($0.name, $0.value) })
    headers.replaceOrAdd(name: "Content-Length", value: String(canned.body.utf8.count))
    let head = HTTPResponseHead(
      version: .http1_1, status: HTTPResponseStatus(statusCode: canned.status), headers: headers)
    try await exchange.deliver(head, [ByteBuffer(string: canned.body)], proxy, answers)
    return exchange.head.isKeepAlive
  }

  // MARK: With the server

  /// Forwards the request and does with the answer what the fate says. Returns whether both connections go on.
  func forward(over link: ServerConnection.Link, _ proxy: FaultProxy, _ requests: RequestReader, _ answers: Answers)
    async throws -> Bool
  {
    defer { proxy.end(fate.number) }
    try await Task.sleep(for: fate.delay)
    try await allow(answers)
    try await send(over: link, proxy, requests)
    let answer = try await link.answers.head()
    proxy.note(fate.number) { $0.upstreamStatus = Int(answer.status.code) }
    let rewriting = AnswerRewriting(proxy: proxy, change: change)
    let rewritten = rewriting.head(answer)
    switch fate.action {
    case .cutAfter:
      _ = try await link.answers.wholeBody()
      throw ClientConnection.Cut()
    case .kill:
      _ = try await link.answers.wholeBody()
      proxy.killVictim()
      throw ClientConnection.Cut()
    case .cutBody(let limit):
      try await stream(rewritten, over: link, cutAfter: limit, proxy, answers)
    case _ where rewriting.needsWholeBody(answer) && hasBody(answer):
      let body = rewriting.body(try await link.answers.wholeBody(), of: answer)
      var head = rewritten
      head.headers.remove(name: "Transfer-Encoding")
      head.headers.replaceOrAdd(name: "Content-Length", value: String(body.readableBytes))
      try await deliver(head, [body], proxy, answers)
    default:
      try await stream(rewritten, over: link, cutAfter: nil, proxy, answers)
    }
    return head.isKeepAlive && answer.isKeepAlive
  }

  private var change: AnswerChange? { if case .change(let change) = fate.action { change } else { nil } }

  /// A client that waits for permission to send its body gets it from us: the server is not asked.
  private func allow(_ answers: Answers) async throws {
    guard head.headers.contains(name: "Expect") else { return }
    try await answers.write(.head(HTTPResponseHead(version: .http1_1, status: .continue)))
  }

  private func send(over link: ServerConnection.Link, _ proxy: FaultProxy, _ requests: RequestReader) async throws {
    var forwarded = head
    forwarded.headers.remove(name: "Expect")
    if case .fixed(let host) = proxy.options.host { forwarded.headers.replaceOrAdd(name: "Host", value: host) }
    if change?.asksForPlainText == true || proxy.options.rewritesBodies {
      forwarded.headers.remove(name: "Accept-Encoding")
    }
    try await link.requests.write(.head(forwarded))
    var isListening = true
    while let piece = try await requests.body() {
      proxy.note(fate.number) { $0.requestBytes += piece.readableBytes }
      guard isListening else { continue }
      // A server that refuses a long body answers and closes before it has read it: the answer is what counts.
      do { try await link.requests.write(.body(.byteBuffer(piece))) } catch { isListening = false }
    }
    if isListening { try? await link.requests.write(.end(nil)) }
  }

  // MARK: The way back

  private func hasBody(_ answer: HTTPResponseHead) -> Bool {
    head.method != .HEAD && answer.status.mayHaveResponseBody
  }

  private func stream(
    _ answer: HTTPResponseHead, over link: ServerConnection.Link, cutAfter limit: Int?, _ proxy: FaultProxy,
    _ answers: Answers
  ) async throws {
    try await answers.write(.head(framed(answer)))
    proxy.note(fate.number) { $0.deliveredStatus = Int(answer.status.code) }
    var left = limit ?? Int.max
    while let piece = try await link.answers.body() {
      guard let part = piece.getSlice(at: piece.readerIndex, length: min(left, piece.readableBytes)) else { continue }
      left -= part.readableBytes
      proxy.note(fate.number) { $0.responseBytes += part.readableBytes }
      try await answers.write(.body(.byteBuffer(part)))
      if left == 0 { break }
    }
    guard limit == nil else { throw ClientConnection.Cut() }
    try await answers.write(.end(nil))
  }

  private func deliver(_ answer: HTTPResponseHead, _ body: [ByteBuffer], _ proxy: FaultProxy, _ answers: Answers)
    async throws
  {
    try await answers.write(.head(framed(answer)))
    proxy.note(fate.number) { $0.deliveredStatus = Int(answer.status.code) }
    for piece in body where hasBody(answer) && piece.readableBytes > 0 {
      proxy.note(fate.number) { $0.responseBytes += piece.readableBytes }
      try await answers.write(.body(.byteBuffer(piece)))
    }
    try await answers.write(.end(nil))
  }

  /// How the body ends must be said: chunked, where the server would have closed its connection instead. An answer that
  /// has no body must not be said to be chunked, or an end of it would be written.
  private func framed(_ answer: HTTPResponseHead) -> HTTPResponseHead {
    var answer = answer
    if !hasBody(answer) {
      answer.headers.remove(name: "Transfer-Encoding")
    } else if !answer.headers.contains(name: "Content-Length"), !answer.headers.contains(name: "Transfer-Encoding") {
      answer.headers.add(name: "Transfer-Encoding", value: "chunked")
    }
    answer.version = .http1_1
    return answer
  }
}
