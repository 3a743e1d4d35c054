import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import Records
import ServiceLifecycle

/// An HTTP/1.1 server on 127.0.0.1 that answers from a function and counts every request: what both simulated systems listen with.
struct LoopbackServer: Sendable {
  struct Call: Sendable {
    var method: String
    /// Path and query, as sent.
    var target: String
    /// By lower-case name; "host" included.
    var headers: [String: String]
    var body: [UInt8]

    var path: String { String(target.prefix { $0 != "?" }) }
    var query: String { String(target.dropFirst(path.count + 1)) }
  }

  struct Answer: Sendable {
    var status: Int
    var headers: [(String, String)]
    var body: [UInt8]
    /// After how many bytes of the body the connection ends.
    var cutAfter: Int?
    /// The connection ends without a byte.
    var hangsUp = false
  }

  private struct Interrupted: Error {}

  private let service: ServiceGroup
  private let task: Task<Void, any Error>
  let port: Int

  /// Returns once the server listens; port 0 takes a free one. Throws `SANDBOX_PORT` when it cannot.
  static func start(
    _ name: String, port: Int, log: RequestLog, answering: @escaping @Sendable (Call) async throws -> Answer
  ) async throws -> LoopbackServer {
    var logger = Logger(label: "sandbox.\(name)")
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
    let service = group(of: server, logger: logger)
    let task = Task {
      defer { continuation.finish() }
      try await service.run()
    }
    for await bound in ports { return LoopbackServer(service: service, task: task, port: bound) }
    _ = try await task.value
    throw Fault(.configuration, "SANDBOX_PORT", "The simulated \(name) could not listen on port \(port).")
  }

  /// A server that is cancelled at once drops connections that it has accepted and not taken yet, and NIO traps on those: so it is asked to
  /// end, and only what lasts longer than a moment is cut.
  private static func group(of server: any Service, logger: Logger) -> ServiceGroup {
    var configuration = ServiceGroupConfiguration(services: [server], logger: logger)
    configuration.maximumGracefulShutdownDuration = .milliseconds(200)
    return ServiceGroup(configuration: configuration)
  }

  func stop() async {
    await service.triggerGracefulShutdown()
    _ = try? await task.value
  }

  private static func serve(
    _ request: Request, _ writer: consuming ResponseWriter, log: RequestLog,
    answering: @Sendable (Call) async throws -> Answer
  ) async throws {
    var headers: [String: String] = [:]
    for field in request.headers { headers[field.name.canonicalName] = field.value }
    headers["host"] = request.head.authority ?? headers["host"]
    var call = Call(method: request.method.rawValue, target: request.head.path ?? "/", headers: headers, body: [])
    let token = log.begin(method: call.method, path: call.path, query: call.query)
    var status: Int?
    defer { log.end(token, status: status) }
    var request = request
    call.body = Array(buffer: try await request.collectBody(upTo: 256 << 20))
    let answer = try await answering(call)
    if answer.hangsUp { throw Interrupted() }
    status = answer.status
    try await writer.write(response: head(answer), body: body(answer, isHead: request.method == .head))
  }

  private static func head(_ answer: Answer) -> HTTPResponse {
    var head = HTTPResponse(status: .init(code: answer.status))
    for (name, value) in answer.headers {
      if let name = HTTPField.Name(name) { head.headerFields.append(HTTPField(name: name, value: value)) }
    }
    return head
  }

  private static func body(_ answer: Answer, isHead: Bool) -> ResponseBody {
    let bytes = isHead ? [] : answer.body
    guard let cut = answer.cutAfter, cut < bytes.count else {
      return ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
    }
    return ResponseBody(contentLength: bytes.count) { writer in
      try await writer.write(ByteBuffer(bytes: bytes[..<cut]))
      throw Interrupted()
    }
  }
}
