import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import Records

/// The HTTP side of a simulated shop: loopback only, keep-alive, answers from a function.
struct ShopServer: Sendable {
  typealias Answering = @Sendable (WebserviceRequest) async -> ShopReply

  private struct Interrupted: Error {}

  private let task: Task<Void, any Error>
  let port: Int

  /// Returns once the server listens. Throws `SANDBOX_PORT` when it cannot.
  static func start(port: Int, log: RequestLog, answering: @escaping Answering) async throws -> ShopServer {
    var logger = Logger(label: "sandbox.shop")
    logger.logLevel = .critical
    let (ports, continuation) = AsyncStream<Int>.makeStream()
    let server = try HTTPServerBuilder.http1().buildServer(
      configuration: ServerConfiguration(address: .hostname("127.0.0.1", port: port)),
      eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: logger
    ) { request, writer, _ in
      try await serve(request, writer, log: log, answering: answering)
    } onServerRunning: { channel in
      continuation.yield(channel.localAddress?.port ?? port)
    }
    let task = Task {
      defer { continuation.finish() }
      try await server.run()
    }
    for await bound in ports { return ShopServer(task: task, port: bound) }
    _ = try await task.value
    throw Fault(.configuration, "SANDBOX_PORT", "The simulated shop could not listen on port \(port).")
  }

  func stop() async {
    task.cancel()
    _ = try? await task.value
  }

  private static func serve(
    _ request: Request, _ writer: consuming ResponseWriter, log: RequestLog, answering: Answering
  ) async throws {
    let target = request.head.path ?? "/"
    let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    let token = log.begin(
      method: request.method.rawValue, path: String(parts.first ?? ""), query: parts.count > 1 ? String(parts[1]) : "")
    var status: Int?
    defer { log.end(token, status: status) }
    var request = request
    let body = try await request.collectBody(upTo: 256 << 20)
    var headers: [String: String] = [:]
    for field in request.headers { headers[field.name.canonicalName] = field.value }
    headers["host"] = request.head.authority ?? headers["host"]
    let reply = await answering(
      WebserviceRequest(method: request.method.rawValue, target: target, headers: headers, body: Array(buffer: body)))
    if reply.delay > .zero { try await Task.sleep(for: reply.delay) }
    if reply.hangsUp { throw Interrupted() }
    status = reply.answer.status
    try await writer.write(response: head(reply.answer), body: responseBody(reply, isHead: request.method == .head))
  }

  private static func head(_ answer: WebserviceAnswer) -> HTTPResponse {
    var head = HTTPResponse(status: .init(code: answer.status))
    for (name, value) in answer.headers {
      if let name = HTTPField.Name(name) { head.headerFields.append(HTTPField(name: name, value: value)) }
    }
    return head
  }

  private static func responseBody(_ reply: ShopReply, isHead: Bool) -> ResponseBody {
    let bytes = isHead ? [] : reply.answer.body
    guard let cut = reply.cutAfter, cut < bytes.count else { return ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)) }
    return ResponseBody(contentLength: bytes.count) { writer in
      try await writer.write(ByteBuffer(bytes: bytes[..<cut]))
      throw Interrupted()
    }
  }
}
