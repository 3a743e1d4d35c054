import Foundation
import Testing

@testable import Transport

@Suite("Cancellation")
struct CancellationTests {
  /// Notes under key 1 that a request came, and under key 2 that the client closed the connection.
  static func silentServer(_ seen: Counter, beginning: String = "") throws -> ScriptedServer {
    try ScriptedServer { _, wire in
      wire.send(beginning)
      _ = seen.next(of: 1)
      if wire.clientCloses(within: 120) { _ = seen.next(of: 2) }
      wire.close()
    }
  }

  @Test(
    "A cancelled task ends its exchange: the server sees the connection close, the caller a failure of unknown effect")
  func send() async throws {
    let seen = Counter()
    let server = try Self.silentServer(seen)
    let client = HTTPClient.test { $0.maximumAttempts = 3 }
    let task = Task { await client.failure(of: FailureTests.write(server.url)) }
    #expect(await becomesTrue { seen.count(of: 1) == 1 })
    task.cancel()
    let failure = await task.value
    #expect(failure?.kind == .cancelled)
    #expect(failure?.effect == .unknown)
    #expect(await becomesTrue { seen.count(of: 2) == 1 })
    #expect(server.requests.count == 1)
  }

  @Test("A cancelled task that waits for a stream's next piece ends the transfer")
  func next() async throws {
    let seen = Counter()
    let server = try Self.silentServer(seen, beginning: "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n")
    let stream = try await HTTPClient.test().stream(HTTPRequest(url: server.url))
    let task = Task { try await stream.next() }
    #expect(await becomesTrue { seen.count(of: 1) == 1 })
    task.cancel()
    await #expect { try await task.value } throws: { ($0 as? TransportFailure)?.kind == .cancelled }
    #expect(await becomesTrue { seen.count(of: 2) == 1 })
  }

  @Test("A stream that nobody holds any more ends its transfer and gives its place back")
  func letGo() async throws {
    let seen = Counter()
    let server = try Self.silentServer(seen, beginning: "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n")
    let client = HTTPClient.test { $0.maximumInFlight = 1 }
    for number in 1...3 {
      _ = try await client.stream(HTTPRequest(url: server.url))
      #expect(await becomesTrue { seen.count(of: 2) == number })
    }
  }

  @Test("A task cancelled before or while it waits for its turn sends nothing, and the next one gets the turn")
  func waiting() async throws {
    let seen = Counter()
    let server = try ScriptedServer { request, wire in
      if request.target == "/first" { while seen.count(of: 0) == 0 { Thread.sleep(forTimeInterval: 0.002) } }
      wire.respond()
    }
    let client = HTTPClient.test { $0.maximumInFlight = 1 }
    let first = Task { try await client.send(HTTPRequest(url: server.url + "/first")) }
    #expect(await becomesTrue { server.requests.count == 1 })
    let second = Task { await client.failure(of: FailureTests.write(server.url + "/second")) }
    try await Task.sleep(for: .milliseconds(20))
    let third = Task { try await client.send(HTTPRequest(url: server.url + "/third")) }
    second.cancel()
    let failure = await second.value
    #expect(failure?.kind == .cancelled)
    #expect(failure?.effect == TransportFailure.Effect.none)
    _ = seen.next(of: 0)
    _ = try await (first.value, third.value)
    #expect(server.requests.map(\.target) == ["/first", "/third"])
  }

  @Test("A task cancelled between two attempts does not wait for the second")
  func backoff() async throws {
    let server = try ScriptedServer { _, wire in wire.respond(503) }
    let client = HTTPClient.test {
      $0.maximumAttempts = 2
      $0.backoff = Backoff(base: .seconds(3600), cap: .seconds(3600))
    }
    let task = Task { await client.failure(of: HTTPRequest(url: server.url)) }
    #expect(await becomesTrue { server.requests.count == 1 })
    try await Task.sleep(for: .milliseconds(20))
    task.cancel()
    #expect(await task.value?.kind == .cancelled)
  }

  @Test("Shutting down ends what is under way and refuses what comes after")
  func shutdown() async throws {
    let seen = Counter()
    let server = try Self.silentServer(seen)
    let client = HTTPClient.test { $0.maximumInFlight = 2 }
    let tasks = (0..<4).map { _ in Task { await client.failure(of: HTTPRequest(url: server.url)) } }
    #expect(await becomesTrue { seen.count(of: 1) == 2 })
    await client.shutdown()
    for task in tasks { #expect(await task.value?.kind == .cancelled) }
    #expect(await client.failure(of: HTTPRequest(url: server.url))?.kind == .cancelled)
    #expect(await becomesTrue { seen.count(of: 2) == 2 })
    await client.shutdown()
  }

  @Test("A client that nobody holds any more closes its connections")
  func clientLetGo() async throws {
    let seen = Counter()
    let server = try ScriptedServer { _, wire in
      wire.respond()
      if wire.clientCloses(within: 120) { _ = seen.next(of: 2) }
      wire.close()
    }
    _ = try await HTTPClient.test().send(HTTPRequest(url: server.url))
    #expect(await becomesTrue { seen.count(of: 2) == 1 })
  }

  @Test("Many calls cancelled at any moment leave no place taken")
  func storm() async throws {
    let server = try ScriptedServer { _, wire in wire.respond(200, [], String(repeating: "x", count: 5000)) }
    let client = HTTPClient.test { $0.maximumInFlight = 3 }
    for round in 0..<40 {
      let tasks = (0..<6).map { _ in Task { _ = try? await client.send(HTTPRequest(url: server.url)) } }
      for _ in 0..<(round * 3) { await Task.yield() }
      for task in tasks { task.cancel() }
      for task in tasks { await task.value }
    }
    for _ in 0..<6 { #expect(try await client.send(HTTPRequest(url: server.url)).status == 200) }
  }
}
