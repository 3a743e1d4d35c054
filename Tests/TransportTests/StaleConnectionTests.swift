import Foundation
import Testing

@testable import Transport

/// libcurl repeats a request by itself when a kept-alive connection turns out to be dead: here it must not.
@Suite("A kept-alive connection that dies")
struct StaleConnectionTests {
  /// Answers the first request of a connection, reads the second one and closes without an answer: the server may have acted on it.
  static func server(byReset: Bool = false) throws -> ScriptedServer {
    let served = Counter()
    return try ScriptedServer { request, wire in
      if served.next(of: request.connection) == 1 {
        wire.respond(200, [], "first")
      } else if byReset {
        wire.reset()
      } else {
        wire.close()
      }
    }
  }

  static let bodies: [HTTPBody] = [
    .none, .bytes(Array("<order/>".utf8), contentType: "text/xml"),
    .bytes([UInt8](repeating: 65, count: 2 << 20), contentType: "text/plain"),
    .multipart([MultipartPart(name: "image", filename: "a.jpg", contentType: "image/jpeg", bytes: [1, 2, 3])]),
  ]

  @Test(
    "A write is not sent twice: its effect is unknown", arguments: bodies.indices,
    [("POST", false), ("PUT", false), ("DELETE", false), ("POST", true)])
  func write(body: Int, how: (method: String, byReset: Bool)) async throws {
    let server = try Self.server(byReset: how.byReset)
    let client = HTTPClient.test { $0.maximumAttempts = 4 }
    _ = try await client.send(HTTPRequest(url: server.url + "/warm"))
    let failure = await client.failure(
      of: HTTPRequest(method: how.method, url: server.url + "/write", body: Self.bodies[body], effect: .write))
    #expect(failure?.kind == .closed)
    #expect(failure?.effect == .unknown)
    #expect(failure?.attempts == 1)
    #expect(server.requests.map(\.target) == ["/warm", "/write"])
    #expect(server.requests.map(\.connection) == [1, 1])
    #expect(client.statistics().requests == 2)
  }

  @Test("A read is repeated at once on a new connection, and counted as what it is: a second request")
  func read() async throws {
    let server = try Self.server()
    let client = HTTPClient.test {
      $0.maximumInFlight = 1
      $0.maximumAttempts = 2
      $0.backoff = Backoff(base: .seconds(3600), cap: .seconds(3600))
    }
    for path in ["/a", "/b"] {
      #expect(try await client.send(HTTPRequest(url: server.url + path)).text == "first")
    }
    #expect(server.requests.map(\.target) == ["/a", "/b", "/b"])
    #expect(client.statistics().requests == 3)
    #expect(client.statistics().retries == 1)
  }

  @Test("A connection that the server closed while it was idle is not used, and nothing fails")
  func closedWhileIdle() async throws {
    let closed = Counter()
    let server = try ScriptedServer { request, wire in
      wire.respond(200, [], "ok")
      wire.close()
      _ = closed.next(of: 0)
    }
    let client = HTTPClient.test()
    for number in 1...3 {
      _ = try await client.send(FailureTests.write(server.url))
      #expect(await becomesTrue { closed.count(of: 0) == number })
      // The end has to arrive at our side, too.
      try await Task.sleep(for: .milliseconds(20))
    }
    #expect(server.requests.count == 3)
    #expect(server.connections == 3)
  }

  @Test("A write does not use a connection that has been idle for three seconds; a read does")
  func idle() async throws {
    let server = try ScriptedServer { _, wire in wire.respond() }
    let client = HTTPClient.test { $0.longestIdleBeforeWrite = TransportConfiguration().longestIdleBeforeWrite }
    _ = try await client.send(HTTPRequest(url: server.url))
    try await Task.sleep(for: .milliseconds(3100))
    _ = try await client.send(HTTPRequest(url: server.url))
    #expect(server.connections == 1)
    try await Task.sleep(for: .milliseconds(3100))
    _ = try await client.send(FailureTests.write(server.url))
    #expect(server.connections == 2)
  }
}
