import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import Records

/// The HTTP side of the simulated Odoo: loopback only, answers from a function.
struct RPCServer: Sendable {
  typealias Answering = @Sendable (RPCRequest) async -> RPCAnswer

  private struct Interrupted: Error {}

  private let task: Task<Void, any Error>
  let port: Int

  /// Returns once the server listens. Throws `SANDBOX_PORT` when it cannot.
  static func start(port: Int, log: RequestLog, answering: @escaping Answering) async throws -> RPCServer {
    var logger = Logger(label: "sandbox.erp")
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
    for await bound in ports { return RPCServer(task: task, port: bound) }
    _ = try await task.value
    throw Fault(.configuration, "SANDBOX_PORT", "The simulated Odoo could not listen on port \(port).")
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
    let answer = await answering(
      RPCRequest(
        method: request.method.rawValue, path: String(parts.first ?? ""),
        authorization: request.headers[.authorization],
        database: HTTPField.Name("X-Odoo-Database").flatMap { request.headers[$0] }, body: Array(buffer: body)))
    if case .none = answer.delivery { throw Interrupted() }
    status = answer.status
    try await writer.write(
      response: head(answer), body: responseBody(answer, isHead: request.method == .head))
  }

  private static func head(_ answer: RPCAnswer) -> HTTPResponse {
    var head = HTTPResponse(status: .init(code: answer.status))
    let fields = [("Server", "Werkzeug/3.0.1 Python/3.11.7"), ("Content-Type", answer.contentType)] + answer.headers
    for (name, value) in fields {
      if let name = HTTPField.Name(name) { head.headerFields.append(HTTPField(name: name, value: value)) }
    }
    return head
  }

  private static func responseBody(_ answer: RPCAnswer, isHead: Bool) -> ResponseBody {
    let bytes = isHead ? [] : answer.body
    guard case .truncated = answer.delivery else { return ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)) }
    return ResponseBody(contentLength: bytes.count) { writer in
      try await writer.write(ByteBuffer(bytes: bytes.prefix(bytes.count / 2)))
      throw Interrupted()
    }
  }
}
