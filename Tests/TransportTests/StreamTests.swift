import Foundation
import Testing

@testable import Transport

@Suite("Streamed bodies")
struct StreamTests {
  /// Sends `size` bytes in blocks of 64 KB, counting under key 0 what the system has taken.
  static func largeServer(_ size: Int, sent: Counter) throws -> ScriptedServer {
    try ScriptedServer { _, wire in
      wire.send("HTTP/1.1 200 OK\r\nContent-Length: \(size)\r\n\r\n")
      let block = [UInt8](repeating: 7, count: 64 << 10)
      while sent.count(of: 0) < size {
        let count = min(block.count, size - sent.count(of: 0))
        guard wire.send(Array(block.prefix(count))) else { return wire.close() }
        _ = sent.next(of: 0, by: count)
      }
    }
  }

  @Test("The stream is there when the head is, before the body is complete")
  func headFirst() async throws {
    let gate = Counter()
    let server = try ScriptedServer { _, wire in
      wire.send("HTTP/1.1 200 OK\r\nContent-Length: 6\r\nX-A: b\r\n\r\nabc")
      while gate.count(of: 0) == 0 { Thread.sleep(forTimeInterval: 0.002) }
      wire.send("def")
    }
    let stream = try await HTTPClient.test().stream(HTTPRequest(url: server.url))
    #expect(stream.status == 200)
    #expect(stream.headers["x-a"] == "b")
    #expect(try await stream.next() == Array("abc".utf8))
    _ = gate.next(of: 0)
    #expect(try await stream.next() == Array("def".utf8))
    #expect(try await stream.next() == nil)
    #expect(try await stream.next() == nil)
  }

  @Test("An empty body is an end at once")
  func empty() async throws {
    let server = try ScriptedServer { _, wire in wire.respond(204) }
    let stream = try await HTTPClient.test().stream(HTTPRequest(url: server.url))
    #expect(try await stream.next() == nil)
  }

  @Test("A server of 200 MB gets ahead of a slow reader by a few buffers only, and everything arrives")
  func backPressure() async throws {
    let size = 200 << 20
    let sent = Counter()
    let server = try Self.largeServer(size, sent: sent)
    let stream = try await HTTPClient.test().stream(HTTPRequest(url: server.url))
    var received = 0
    var furthestAhead = 0
    var pauses = 0
    while let piece = try await stream.next() {
      received += piece.count
      if received / (20 << 20) > pauses {
        pauses += 1
        // The reader stops; the server does not, until it has to.
        try await Task.sleep(for: .milliseconds(60))
        furthestAhead = max(furthestAhead, sent.count(of: 0) - received)
      }
    }
    #expect(received == size)
    #expect(pauses == 10)
    // What is held here and in libcurl (below 1 MB), and the system's own buffers for the two sockets (up to 6 and 4 MB on Linux).
    #expect(furthestAhead < 16 << 20)
  }

  @Test("No piece is larger than what may be held")
  func pieces() async throws {
    let server = try Self.largeServer(8 << 20, sent: Counter())
    let stream = try await HTTPClient.test().stream(HTTPRequest(url: server.url))
    while let piece = try await stream.next() {
      #expect((1...HTTPResponseStream.capacity).contains(piece.count))
    }
  }

  @Test("A reader slower than all timeouts is not taken for a silent server")
  func slowReader() async throws {
    let server = try Self.largeServer(32 << 20, sent: Counter())
    let client = HTTPClient.test {
      $0.stallTimeout = .milliseconds(300)
      $0.totalTimeout = .milliseconds(900)
    }
    let stream = try await client.stream(HTTPRequest(url: server.url))
    var received = try await stream.next()?.count ?? 0
    try await Task.sleep(for: .milliseconds(1500))
    received += try await stream.collect(limit: .max).count
    #expect(received == 32 << 20)
  }

  @Test("A server that falls silent after a slow reader's pause is a stall")
  func silentAfterPause() async throws {
    let server = try ScriptedServer { _, wire in
      wire.send("HTTP/1.1 200 OK\r\nContent-Length: 9000000\r\n\r\n")
      wire.send([UInt8](repeating: 7, count: 4_000_000))
      _ = wire.clientCloses(within: 120)
      wire.close()
    }
    let stream = try await HTTPClient.test { $0.stallTimeout = .milliseconds(300) }.stream(HTTPRequest(url: server.url))
    try await Task.sleep(for: .milliseconds(600))
    await #expect { try await stream.collect(limit: .max) } throws: { ($0 as? TransportFailure)?.kind == .stalled }
  }

  @Test("While the reader holds the transfer up, the loop sleeps")
  func idle() async throws {
    let sent = Counter()
    let server = try Self.largeServer(32 << 20, sent: sent)
    let client = HTTPClient.test()
    let stream = try await client.stream(HTTPRequest(url: server.url))
    #expect(await becomesTrue { sent.count(of: 0) > 1 << 20 })
    try await Task.sleep(for: .milliseconds(100))
    let before = client.loop.rounds
    try await Task.sleep(for: .milliseconds(300))
    #expect(client.loop.rounds - before < 20)
    stream.cancel()
  }

  @Test("A body that is cut is handed out as far as it came, and then fails as truncated")
  func cut() async throws {
    let server = try ScriptedServer { _, wire in
      wire.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc")
      wire.close()
    }
    let stream = try await HTTPClient.test { $0.maximumAttempts = 3 }.stream(HTTPRequest(url: server.url))
    #expect(try await stream.next() == Array("abc".utf8))
    for _ in 1...2 {
      await #expect { try await stream.next() } throws: { ($0 as? TransportFailure)?.kind == .truncated }
    }
    #expect(server.requests.count == 1)
  }

  @Test("Collecting stops at the limit")
  func limit() async throws {
    let server = try Self.largeServer(8 << 20, sent: Counter())
    let other = try Self.largeServer(8 << 20, sent: Counter())
    let client = HTTPClient.test()
    let stream = try await client.stream(HTTPRequest(url: server.url))
    await #expect { try await stream.collect(limit: 1 << 20) } throws: { ($0 as? TransportFailure)?.kind == .tooLarge }
    let exact = try await client.stream(HTTPRequest(url: other.url))
    #expect(try await exact.collect(limit: 8 << 20).count == 8 << 20)
  }

  @Test("A stream waits for the head of a retried attempt")
  func retried() async throws {
    let server = try ScriptedServer { request, wire in
      wire.respond(request.connection == 1 ? 503 : 200, ["Connection: close"], "text")
      wire.close()
    }
    let stream = try await HTTPClient.test { $0.maximumAttempts = 2 }.stream(HTTPRequest(url: server.url))
    #expect(stream.status == 200)
    #expect(try await stream.collect(limit: 10) == Array("text".utf8))
  }
}
