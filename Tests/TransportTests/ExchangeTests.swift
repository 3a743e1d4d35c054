import Foundation
import Logging
import Testing

@testable import Transport

@Suite("One exchange")
struct ExchangeTests {
  @Test("A response comes with its status, its headers in any case, and its body")
  func response() async throws {
    let server = try ScriptedServer { _, wire in wire.respond(201, ["X-Thing: a b "], "hello") }
    let response = try await HTTPClient.test().send(HTTPRequest(url: server.url + "/x"))
    #expect(response.status == 201)
    #expect(response.headers["x-THING"] == "a b")
    #expect(response.text == "hello")
  }

  @Test("Requests one after another share one connection, and the statistics count them")
  func keepAlive() async throws {
    let server = try ScriptedServer { _, wire in wire.respond(200, [], "ok") }
    let client = HTTPClient.test()
    for _ in 0..<20 { _ = try await client.send(HTTPRequest(url: server.url)) }
    #expect(server.connections == 1)
    #expect(client.statistics().requests == 20)
    #expect(client.statistics().retries == 0)
    #expect(client.statistics().bytesIn >= 20 * "HTTP/1.1 200 Word\r\nContent-Length: 2\r\n\r\nok".utf8.count)
    #expect(client.statistics().bytesOut > 20 * 30)
  }

  @Test(
    "The method, the headers and the body arrive as given, whatever the method",
    arguments: ["POST", "PUT", "PATCH", "DELETE"])
  func body(method: String) async throws {
    let server = try ScriptedServer { _, wire in wire.respond() }
    _ = try await HTTPClient.test().send(
      HTTPRequest(
        method: method, url: server.url + "/a?b=c", headers: [("X-Key", "v"), ("X-Empty", "")],
        body: .bytes(Array("<x/>".utf8), contentType: "text/xml"), effect: .write))
    let request = try #require(server.requests.first)
    #expect(request.method == method)
    #expect(request.target == "/a?b=c")
    #expect(request.text == "<x/>")
    #expect(request.headers["content-type"] == "text/xml")
    #expect(request.headers["x-key"] == "v")
    #expect(request.headers["x-empty"] == "")
    #expect(request.headers["user-agent"] == "Passerelle")
    #expect(request.headers["expect"] == nil)
  }

  @Test("A client with a single place changes between two servers: the idle connection makes room")
  func twoServers() async throws {
    let servers = try ["one", "two"].map { name in try ScriptedServer { _, wire in wire.respond(200, [], name) } }
    let client = HTTPClient.test { $0.maximumInFlight = 1 }
    for _ in 0..<3 {
      #expect(try await client.send(HTTPRequest(url: servers[0].url)).text == "one")
      #expect(try await client.send(HTTPRequest(url: servers[1].url)).text == "two")
    }
  }

  @Test("A POST without a body has a length of zero and no content type")
  func emptyBody() async throws {
    let server = try ScriptedServer { _, wire in wire.respond() }
    _ = try await HTTPClient.test().send(HTTPRequest(method: "POST", url: server.url, effect: .write))
    #expect(server.requests.first?.headers["content-length"] == "0")
    #expect(server.requests.first?.headers["content-type"] == nil)
  }

  @Test("A HEAD has no body to wait for")
  func head() async throws {
    let server = try ScriptedServer { _, wire in wire.send("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n") }
    let client = HTTPClient.test { $0.maximumBodySize = 10 }
    let response = try await client.send(HTTPRequest(method: "HEAD", url: server.url))
    #expect(response.body.isEmpty)
    #expect(response.headers["content-length"] == "99")
  }

  @Test("The parts of a multipart body arrive with their names, types and bytes")
  func multipart() async throws {
    let server = try ScriptedServer { request, wire in wire.respond(200, [], body: request.body) }
    let image: [UInt8] = [0xff, 0xd8, 0, 13, 10, 0x2d, 0x2d]
    let response = try await HTTPClient.test().send(
      HTTPRequest(
        method: "POST", url: server.url,
        body: .multipart([
          MultipartPart(name: "image", filename: "a \"b\".jpg", contentType: "image/jpeg", bytes: image),
          MultipartPart(name: "note", bytes: Array("text".utf8)),
        ]), effect: .write))
    let type = try #require(server.requests.first?.headers["content-type"])
    let boundary = try #require(type.split(separator: "boundary=").last)
    #expect(type.hasPrefix("multipart/form-data; boundary="))
    #expect(
      response.text.contains("name=\"image\"; filename=\"a %22b%22.jpg\"")
        || response.text.contains("filename=\"a \\\"b\\\".jpg\""))
    #expect(response.text.contains("Content-Type: image/jpeg\r\n"))
    #expect(response.body.firstRange(of: Array("\r\n\r\n".utf8) + image + Array("\r\n--\(boundary)".utf8)) != nil)
    #expect(response.text.contains("name=\"note\"\r\n\r\ntext\r\n--\(boundary)--"))
  }

  @Test("A redirect is reported, never followed", arguments: [301, 302, 303, 307, 308])
  func redirect(status: Int) async throws {
    let server = try ScriptedServer { _, wire in wire.respond(status, ["Location: /elsewhere"], "moved") }
    let response = try await HTTPClient.test().send(HTTPRequest(url: server.url + "/here"))
    #expect(response.status == status)
    #expect(response.headers["location"] == "/elsewhere")
    #expect(server.requests.map(\.target) == ["/here"])
  }

  @Test("A status of 417 does not make the request be sent again")
  func expectationFailed() async throws {
    let server = try ScriptedServer { _, wire in wire.respond(417) }
    let large = [UInt8](repeating: 65, count: 3 << 20)
    let response = try await HTTPClient.test().send(
      HTTPRequest(method: "POST", url: server.url, body: .bytes(large, contentType: "text/plain"), effect: .write))
    #expect(response.status == 417)
    #expect(server.requests.count == 1)
  }

  @Test("An informational head is not the response")
  func informational() async throws {
    let server = try ScriptedServer { _, wire in
      wire.send("HTTP/1.1 103 Early Hints\r\nX-A: early\r\n\r\n")
      wire.respond(200, ["X-A: late"], "body")
    }
    let response = try await HTTPClient.test().send(HTTPRequest(url: server.url))
    #expect(response.status == 200)
    #expect(response.headers["x-a"] == "late")
  }

  @Test("Trailers after a chunked body are no headers, and the body is whole")
  func trailers() async throws {
    let server = try ScriptedServer { _, wire in
      wire.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\nX-T: 1\r\n\r\n")
    }
    let response = try await HTTPClient.test().send(HTTPRequest(url: server.url))
    #expect(response.text == "abcde")
    #expect(response.headers["x-t"] == nil)
  }

  @Test("A body up to the limit is read, one byte more is too large, announced or not")
  func tooLarge() async throws {
    let server = try ScriptedServer { request, wire in
      let body = String(repeating: "a", count: request.target == "/limit" ? 1000 : 1001)
      if request.target == "/unannounced" {
        wire.send("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + body)
        wire.close()
      } else {
        wire.respond(200, [], body)
      }
    }
    let client = HTTPClient.test { $0.maximumBodySize = 1000 }
    #expect(try await client.send(HTTPRequest(url: server.url + "/limit")).body.count == 1000)
    for path in ["/announced", "/unannounced"] {
      let failure = await client.failure(of: HTTPRequest(url: server.url + path))
      #expect(failure?.kind == .tooLarge)
      #expect(failure?.attempts == 1)
    }
  }

  @Test("A proxy of the environment is not asked for loopback")
  func proxy() async throws {
    // In a process of its own: the environment cannot be changed safely beside other threads.
    await #expect(processExitsWith: .success) {
      setenv("http_proxy", "http://127.0.0.1:1", 1)
      let server = try ScriptedServer { _, wire in wire.respond(200, [], "direct") }
      let response = try await HTTPClient.test().send(HTTPRequest(url: server.url))
      exit(response.text == "direct" ? EXIT_SUCCESS : EXIT_FAILURE)
    }
  }

  @Test("A line is logged for each attempt: label, status, time, bytes; never a secret")
  func log() async throws {
    let server = try ScriptedServer { _, wire in wire.respond(200, [], "12345") }
    let log = LogRecorder()
    var logger = Logger(label: "test") { _ in log }
    logger.logLevel = .debug
    let client = HTTPClient(.test { $0.secrets = ["S3cretKey"] }, logger: logger)
    _ = try await client.send(HTTPRequest(url: server.url, label: "read S3cretKey"))
    let line = try #require(log.lines.first)
    #expect(line.hasPrefix("read [redacted]: 200, "))
    #expect(line.contains(" ms, "))
    #expect(line.hasSuffix(" bytes"))
  }
}
