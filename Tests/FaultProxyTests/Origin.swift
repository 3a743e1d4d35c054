import Hummingbird
import NIOCore
import NIOPosix
import Synchronization

@testable import FaultProxy

/// A server to stand behind the proxy, and what it was asked.
final class Origin: Sendable {
  let port: Int
  private let task: Task<Void, any Error>
  private let seen: Asked

  final class Asked: Sendable {
    let lines = Mutex<[String]>([])
  }

  private init(port: Int, task: Task<Void, any Error>, seen: Asked) {
    self.port = port
    self.task = task
    self.seen = seen
  }

  /// "METHOD path host bytes", in the order of arrival.
  var asked: [String] { seen.lines.withLock { $0 } }

  func stop() { task.cancel() }

  static func start() async throws -> Origin {
    let seen = Asked()
    let (ports, promise) = AsyncStream<Int>.makeStream()
    let application = Application(
      router: router(seen), configuration: .init(address: .hostname("127.0.0.1", port: 0)),
      onServerRunning: { channel in promise.yield(channel.localAddress?.port ?? 0) })
    let task = Task { try await application.run() }
    var port = 0
    for await given in ports {
      port = given
      break
    }
    return Origin(port: port, task: task, seen: seen)
  }

  private static func router(_ seen: Asked) -> Router<BasicRequestContext> {
    let router = Router()
    @Sendable func note(_ request: Request) async throws -> ByteBuffer {
      let body = try await request.body.collect(upTo: 100_000_000)
      let line = "\(request.method) \(request.uri.string) \(request.head.authority ?? "-") \(body.readableBytes)"
      seen.lines.withLock { $0.append(line) }
      return body
    }
    for method in [HTTPRequest.Method.get, .put, .patch, .post] {
      router.on("/echo", method: method) { request, _ in
        let body = try await note(request)
        return Response(status: .ok, headers: [.contentType: "text/plain"], body: .init(byteBuffer: body))
      }
    }
    router.on("/head", method: .head) { request, _ in
      _ = try await note(request)
      return Response(status: .ok, headers: [.contentType: "text/plain", .contentLength: "1234"])
    }
    router.get("/xml") { request, _ in
      _ = try await note(request)
      let type = request.headers[.acceptEncoding] == nil ? "text/xml;charset=utf-8" : "text/xml;packed"
      return Response(
        status: .ok, headers: [.contentType: type],
        body: .init(byteBuffer: ByteBuffer(string: "<shop href=\"http://shop.example/api/1\">é€</shop>")))
    }
    router.get("/chunked") { request, _ in
      _ = try await note(request)
      return Response(
        status: .ok,
        body: .init { writer in
          for number in 1...200 {
            try await writer.write(ByteBuffer(string: "\(number) " + String(repeating: "x", count: 5000) + "\n"))
          }
          try await writer.finish(nil)
        })
    }
    router.get("/moved") { request, _ in
      _ = try await note(request)
      return Response(status: .found, headers: [.location: "http://shop.example/elsewhere?a=1"])
    }
    router.get("/slow") { request, _ in
      _ = try await note(request)
      try await Task.sleep(for: .milliseconds(200))
      return Response(status: .ok, body: .init(byteBuffer: ByteBuffer(string: "slow")))
    }
    router.get("/nothing") { request, _ in
      _ = try await note(request)
      return Response(status: .noContent)
    }
    return router
  }
}
