import Foundation
import Testing

@testable import Transport

@Suite("Pacing and retries, as the server sees them")
struct PacedClientTests {
  @Test("Never more than the declared number are in flight, on no more connections than that", arguments: [1, 3])
  func inFlight(limit: Int) async throws {
    let server = try ScriptedServer { _, wire in
      Thread.sleep(forTimeInterval: 0.005)
      wire.respond()
    }
    let client = HTTPClient.test { $0.maximumInFlight = limit }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<40 { group.addTask { _ = try await client.send(HTTPRequest(url: server.url)) } }
      try await group.waitForAll()
    }
    #expect(server.requests.count == 40)
    #expect(server.mostInFlight == limit)
    #expect(server.connections <= limit)
    #expect(client.statistics().waiting > .zero)
  }

  @Test("Requests are spaced as declared, retries included")
  func spacing() async throws {
    let server = try ScriptedServer { request, wire in wire.respond(request.target == "/busy" ? 503 : 200) }
    let client = HTTPClient.test {
      $0.minimumSpacing = .milliseconds(50)
      $0.maximumAttempts = 3
    }
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<6 {
        group.addTask { _ = try? await client.send(HTTPRequest(url: server.url + (number == 2 ? "/busy" : "/"))) }
      }
    }
    let arrivals = server.requests.map(\.arrived).sorted()
    #expect(arrivals.count == 8)
    // The client's spacing is exact; a server's thread may be late in noticing one request and not the next.
    let whole = try #require(arrivals.first).duration(to: try #require(arrivals.last))
    #expect(whole >= .milliseconds(7 * 50 - 30))
    for (earlier, later) in zip(arrivals, arrivals.dropFirst(2)) {
      #expect(earlier.duration(to: later) >= .milliseconds(2 * 50 - 30))
    }
  }

  @Test("A 429 is tried again, also for a write, after Retry-After and not before, and until then nothing else is sent")
  func retryAfter() async throws {
    let server = try ScriptedServer { request, wire in
      request.target == "/first" && request.connection == 1
        ? wire.respond(429, ["Retry-After: 1", "Connection: close"]) : wire.respond(200, [], "done")
      if request.connection == 1 { wire.close() }
    }
    let client = HTTPClient.test { $0.maximumAttempts = 2 }
    let first = Task { try await client.send(FailureTests.write(server.url + "/first")) }
    #expect(await becomesTrue { client.statistics().bytesIn > 0 })
    try await Task.sleep(for: .milliseconds(100))
    let second = Task { try await client.send(HTTPRequest(url: server.url + "/second")) }
    #expect(try await first.value.text == "done")
    _ = try await second.value
    let requests = server.requests
    #expect(requests.map(\.target).filter { $0 == "/first" }.count == 2)
    let begin = try #require(requests.first).arrived
    for request in requests.dropFirst() { #expect(begin.duration(to: request.arrived) >= .milliseconds(990)) }
    #expect(client.statistics().waiting >= .milliseconds(990))
  }

  @Test("A 429 without Retry-After is tried again after the backoff, with the chance that was drawn")
  func backoff() async throws {
    let server = try ScriptedServer { _, wire in wire.respond(429, [], "slow down") }
    let sleeps = Counter()
    let clock = TransportClock(
      sleep: { until in _ = sleeps.next(of: 0, by: ContinuousClock.now.duration(to: until).wholeMilliseconds + 1) },
      random: { UInt64(1) << 63 })
    let configuration = TransportConfiguration.test {
      $0.maximumAttempts = 3
      $0.backoff = Backoff()
    }
    let client = HTTPClient(configuration, logger: .init(label: "test") { _ in LogRecorder() }, clock: clock)
    let response = try await client.send(FailureTests.write(server.url))
    #expect(response.status == 429)
    #expect(response.text == "slow down")
    // Twice the attempts that anything else gets.
    #expect(server.requests.count == 6)
    // 0.5, 1, 2, 4 and 8 s, each less a quarter.
    #expect((11_600...11_631).contains(sleeps.count(of: 0)))
  }

  @Test("A 503 is returned at once to a write, and to a read after the last attempt")
  func unavailable() async throws {
    let server = try ScriptedServer { _, wire in wire.respond(503, [], "maintenance") }
    let client = HTTPClient.test { $0.maximumAttempts = 3 }
    #expect(try await client.send(FailureTests.write(server.url)).status == 503)
    #expect(server.requests.count == 1)
    #expect(try await client.send(HTTPRequest(url: server.url)).text == "maintenance")
    #expect(server.requests.count == 4)
    #expect(try await client.stream(HTTPRequest(url: server.url)).collect(limit: 99) == Array("maintenance".utf8))
    #expect(server.requests.count == 7)
    // The bodies of the responses that were thrown away have been read.
    #expect(server.connections == 1)
  }

  @Test("A server that comes up while we wait gets the write once")
  func comesUp() async throws {
    let place = try ReservedPort()
    let client = HTTPClient.test {
      $0.maximumAttempts = 50
      $0.backoff = Backoff(base: .milliseconds(20), factor: 1, jitter: 0)
    }
    let call = Task { try await client.send(FailureTests.write(place.url)) }
    #expect(await becomesTrue { client.statistics().retries > 1 })
    let server = try ScriptedServer(at: place) { _, wire in wire.respond(200, [], "up") }
    #expect(try await call.value.text == "up")
    #expect(server.requests.count == 1)
    #expect(client.statistics().requests == 1)
  }
}
