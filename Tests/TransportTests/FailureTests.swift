import Foundation
import Testing

@testable import Transport

@Suite("What goes wrong on the road")
struct FailureTests {
  static func write(_ url: String) -> HTTPRequest {
    HTTPRequest(method: "POST", url: url, body: .bytes(Array("<order/>".utf8), contentType: "text/xml"), effect: .write)
  }

  @Test("A refused connection had no effect, and is tried again for a write too")
  func refused() async throws {
    let client = HTTPClient.test { $0.maximumAttempts = 3 }
    let place = try ReservedPort()
    let failure = await client.failure(of: Self.write(place.url))
    #expect(failure?.kind == .unreachable)
    #expect(failure?.effect == TransportFailure.Effect.none)
    #expect(failure?.attempts == 3)
    #expect(client.statistics().requests == 0)
    #expect(client.statistics().retries == 2)
  }

  @Test("A name that does not exist had no effect")
  func noSuchName() async throws {
    let failure = await HTTPClient.test().failure(of: Self.write("https://no-such-host.invalid/"))
    #expect(failure?.kind == .unreachable)
    #expect(failure?.effect == TransportFailure.Effect.none)
  }

  @Test("A server that does not take the connection is a connect timeout without effect")
  func connectTimeout() async throws {
    // The queue of connections not yet accepted is filled, so that the system ignores further ones.
    let place = try ReservedPort()
    place.listen(backlog: 0)
    let fillers = (0..<4).map { _ in HTTPClient.test { $0.connectTimeout = .seconds(60) } }
    let waiting = fillers.map { client in
      Task { await client.failure(of: HTTPRequest(url: place.url)) }
    }
    defer { for task in waiting { task.cancel() } }
    try await Task.sleep(for: .milliseconds(300))
    let client = HTTPClient.test { $0.connectTimeout = .milliseconds(300) }
    let failure = await client.failure(of: Self.write(place.url))
    #expect(failure?.kind == .connectTimeout)
    #expect(failure?.effect == TransportFailure.Effect.none)
  }

  @Test("A server that accepts and then says nothing in the handshake is a connect timeout without effect")
  func silentHandshake() async throws {
    let place = try ReservedPort()
    place.listen(backlog: 8)
    let client = HTTPClient.test { $0.connectTimeout = .milliseconds(300) }
    let failure = await client.failure(of: Self.write("https://127.0.0.1:\(place.port)/"))
    #expect(failure?.kind == .connectTimeout)
    #expect(failure?.effect == TransportFailure.Effect.none)
  }

  @Test("A server that does not speak TLS is a TLS failure without effect")
  func noTLS() async throws {
    let server = try PlainTalker("HTTP/1.1 400 Bad Request\r\n\r\n")
    let failure = await HTTPClient.test().failure(of: Self.write("https://127.0.0.1:\(server.port)/"))
    #expect(failure?.kind == .tls)
    #expect(failure?.effect == TransportFailure.Effect.none)
  }

  @Test("No answer in time is a stall: unknown for a write and not repeated; repeated for a read")
  func slowHead() async throws {
    let server = try ScriptedServer { request, wire in
      if request.method == "POST" || request.target == "/never" {
        _ = wire.clientCloses(within: 120)
      } else {
        wire.respond()
      }
      if request.method == "POST" { wire.close() }
    }
    let client = HTTPClient.test {
      $0.stallTimeout = .milliseconds(200)
      $0.maximumAttempts = 3
    }
    let write = await client.failure(of: Self.write(server.url))
    #expect(write?.kind == .stalled)
    #expect(write?.effect == .unknown)
    #expect(write?.attempts == 1)
    let read = await client.failure(of: HTTPRequest(url: server.url + "/never"))
    #expect(read?.kind == .stalled)
    #expect(read?.attempts == 3)
    #expect(server.requests.map(\.method) == ["POST", "GET", "GET", "GET"])
  }

  @Test("Silence in the middle of a body is a stall")
  func stallInBody() async throws {
    let server = try ScriptedServer { _, wire in
      wire.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345")
      _ = wire.clientCloses(within: 120)
      wire.close()
    }
    let failure = await HTTPClient.test { $0.stallTimeout = .milliseconds(200) }.failure(
      of: HTTPRequest(url: server.url))
    #expect(failure?.kind == .stalled)
  }

  @Test("A server that keeps trickling is not stalled, but meets the total time")
  func totalTimeout() async throws {
    let server = try ScriptedServer { _, wire in
      wire.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
      while wire.send("x") { Thread.sleep(forTimeInterval: 0.02) }
      wire.close()
    }
    let client = HTTPClient.test {
      $0.stallTimeout = .seconds(10)
      $0.totalTimeout = .milliseconds(400)
    }
    let failure = await client.failure(of: Self.write(server.url))
    #expect(failure?.kind == .totalTimeout)
    #expect(failure?.effect == .unknown)
  }

  @Test(
    "A connection that ends before the head is complete is closed, effect unknown",
    arguments: ["", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n", "HTTP/1.1 100 Continue\r\n\r\n"])
  func noAnswer(beginning: String) async throws {
    let server = try ScriptedServer { _, wire in
      wire.send(beginning)
      wire.close()
    }
    let failure = await HTTPClient.test { $0.maximumAttempts = 3 }.failure(of: Self.write(server.url))
    #expect(failure?.kind == .closed)
    #expect(failure?.effect == .unknown)
    #expect(failure?.attempts == 1)
    #expect(server.requests.count == 1)
  }

  @Test("A reset without an answer is closed, effect unknown")
  func reset() async throws {
    let server = try ScriptedServer { _, wire in wire.reset() }
    let failure = await HTTPClient.test().failure(of: Self.write(server.url))
    #expect(failure?.kind == .closed)
    #expect(failure?.effect == .unknown)
  }

  static let cuts: [(name: String, bytes: String)] = [
    ("fewer bytes than announced", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345"),
    ("no byte of those announced", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n"),
    ("inside of a chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\na\r\n12345"),
    ("between two chunks", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n12345\r\n"),
    ("in the last chunk's mark", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n12345\r\n0"),
    ("a chunk's length is no number", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n12345\r\n"),
  ]

  @Test("A cut body is truncated, never a success", arguments: cuts.indices, [false, true])
  func cut(index: Int, byReset: Bool) async throws {
    let cut = Self.cuts[index]
    let server = try ScriptedServer { _, wire in
      wire.send(cut.bytes)
      // Time for the client to read what was sent: a reset throws away what has not been read.
      if byReset { Thread.sleep(forTimeInterval: 0.1) }
      if byReset { wire.reset() } else { wire.close() }
    }
    let client = HTTPClient.test { $0.maximumAttempts = 2 }
    let write = await client.failure(of: Self.write(server.url))
    #expect(write?.kind == .truncated, "\(cut.name)")
    #expect(write?.effect == .unknown)
    #expect(write?.attempts == 1)
    let read = await client.failure(of: HTTPRequest(url: server.url))
    #expect(read?.kind == .truncated, "\(cut.name)")
    #expect(read?.attempts == 2)
  }

  @Test("A read whose body was cut is asked for again, and the whole one is returned")
  func cutOnce() async throws {
    let server = try ScriptedServer { request, wire in
      guard request.connection == 1 else { return wire.respond(200, [], "whole") }
      wire.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwh")
      wire.close()
    }
    let client = HTTPClient.test { $0.maximumAttempts = 2 }
    #expect(try await client.send(HTTPRequest(url: server.url)).text == "whole")
    #expect(client.statistics().retries == 1)
  }

  @Test("A status without HTTP before it is no answer")
  func notHTTP() async throws {
    let server = try ScriptedServer { _, wire in
      wire.send("hello there, this is not what you think\r\n\r\n")
      wire.close()
    }
    let failure = await HTTPClient.test().failure(of: Self.write(server.url))
    #expect(failure?.kind == .closed)
    #expect(failure?.effect == .unknown)
  }

  @Test("Plain http is refused, except to loopback and to hosts allowed by name")
  func plainHTTP() async throws {
    let client = HTTPClient.test {
      $0.plainHTTPHosts = ["Allowed.invalid"]
      $0.maximumAttempts = 5
    }
    for url in [
      "http://shop.example/", "HTTP://shop.example:8080/", "http://127.0.0.1.example/", "http://not-allowed.invalid/",
    ] {
      let failure = await client.failure(of: HTTPRequest(url: url))
      #expect(failure?.kind == .plainHTTPRefused, "\(url)")
      #expect(failure?.effect == TransportFailure.Effect.none)
    }
    let allowed = await HTTPClient.test { $0.plainHTTPHosts = ["Allowed.invalid"] }
      .failure(of: HTTPRequest(url: "http://allowed.invalid/"))
    #expect(allowed?.kind == .unreachable)
  }

  @Test(
    "What cannot be sent is refused before anything is sent",
    arguments: [
      HTTPRequest(url: "ftp://127.0.0.1/"), HTTPRequest(url: "file:///etc/hosts"), HTTPRequest(url: "/relative"),
      HTTPRequest(url: "https://user:word@127.0.0.1/"), HTTPRequest(url: "https://key@127.0.0.1/"),
      HTTPRequest(url: "http://127.0.0.1/a b"), HTTPRequest(url: "http://127.0.0.1/\r\nX: y"), HTTPRequest(url: ""),
      HTTPRequest(method: "GET /x HTTP/1.1\r\nA:", url: "http://127.0.0.1/"),
      HTTPRequest(url: "http://127.0.0.1/", headers: [("X", "a\r\nY: b")]),
      HTTPRequest(url: "http://127.0.0.1/", headers: [("X: a\r\nY", "b")]),
      HTTPRequest(method: "POST", url: "http://127.0.0.1/", body: .bytes([], contentType: "a\nb: c")),
      HTTPRequest(
        method: "POST", url: "http://127.0.0.1/", body: .multipart([MultipartPart(name: "a\r\nb", bytes: [])])),
    ])
  func badURL(request: HTTPRequest) async throws {
    let failure = await HTTPClient.test { $0.maximumAttempts = 5 }.failure(of: request)
    #expect(failure?.kind == .badURL)
    #expect(failure?.effect == TransportFailure.Effect.none)
  }

  @Test("A secret in the URL does not reach the failure, nor does one in the label")
  func secrets() async throws {
    let client = HTTPClient.test { $0.secrets = ["K3Y/with+signs"] }
    let place = try ReservedPort()
    let failure = try #require(
      await client.failure(
        of: HTTPRequest(url: place.url + "?ws_key=K3Y%2Fwith%2Bsigns", label: "K3Y/with+signs")))
    #expect(!"\(failure)".contains("K3Y"))
    let response = client.redact("Authorization: Basic SzNZL3dpdGgrc2lnbnM6")
    #expect(response == "Authorization: Basic [redacted]")
  }
}
