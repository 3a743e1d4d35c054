import Foundation
import Synchronization
import Testing

@testable import FaultProxy

@Suite("The proxy between a client and a server", .timeLimit(.minutes(5)))
final class FaultProxyTests {
  let origin: Origin

  init() async throws { origin = try await Origin.start() }
  deinit { origin.stop() }

  private func proxy(_ rules: [FaultPlan.Rule] = [], options: ProxyOptions = ProxyOptions()) async throws -> FaultProxy
  {
    let upstream = Upstream(port: origin.port, ownAddress: "http://shop.example")
    let proxy = FaultProxy(upstream: upstream, plan: FaultPlan(rules), options: options)
    _ = try await proxy.start()
    return proxy
  }

  private func get(_ proxy: FaultProxy, _ path: String = "/echo") async throws -> RawClient.Answer {
    let client = try RawClient(port: proxy.port)
    await client.send("GET", path)
    return try await client.answer()
  }

  /// The log's entry has its end a moment after the client has its answer.
  private func settledLog(_ proxy: FaultProxy) async throws -> RequestLog {
    for _ in 0..<500 where proxy.log.entries.contains(where: { $0.ended == nil }) {
      try await Task.sleep(for: .milliseconds(10))
    }
    return proxy.log
  }

  // MARK: Nothing goes wrong

  @Test("A witness is told of a request before the server hears of it")
  func witness() async throws {
    let proxy = try await proxy()
    let origin = origin
    let seen = Mutex<[String]>([])
    proxy.witness = { number in seen.withLock { $0.append("\(number) after \(origin.asked.count)") } }
    _ = try await get(proxy)
    _ = try await get(proxy)
    #expect(seen.withLock { $0 } == ["1 after 0", "2 after 1"])
    try await proxy.stop()
  }

  @Test(
    "Every method passes with its body, with a length and in chunks", arguments: ["POST", "PUT", "PATCH"],
    [false, true])
  func methods(method: String, chunked: Bool) async throws {
    let proxy = try await proxy()
    let client = try RawClient(port: proxy.port)
    await client.send(method, "/echo?a=1", body: "hello, world", chunked: chunked)
    #expect(try await client.answer().text == "hello, world")
    #expect(origin.asked == ["\(method) /echo?a=1 127.0.0.1:1 12"])
    try await proxy.stop()
  }

  @Test("An answer in chunks arrives whole, and one without a body is one")
  func answers() async throws {
    let proxy = try await proxy()
    let client = try RawClient(port: proxy.port)
    await client.send("GET", "/chunked")
    let answer = try await client.answer()
    #expect(answer.headers["transfer-encoding"] == "chunked")
    #expect(answer.text.split(separator: "\n").count == 200)
    await client.send("HEAD", "/head")
    #expect(try await client.answer(isHead: true).headers["content-length"] == "1234")
    await client.send("GET", "/nothing")
    #expect(try await client.answer().status == 204)
    await client.send("GET", "/echo")
    #expect(try await client.answer().status == 200)
    #expect(proxy.log.entries.map(\.path) == ["/chunked", "/head", "/nothing", "/echo"])
    try await proxy.stop()
  }

  @Test("Ten megabytes pass in both directions")
  func large() async throws {
    let proxy = try await proxy()
    let client = try RawClient(port: proxy.port)
    let body = String(repeating: "0123456789abcdef", count: 640_000)
    await client.send("POST", "/echo", body: body)
    #expect(try await client.answer().body.count == body.utf8.count)
    let log = try await settledLog(proxy)
    #expect(log.entries.map(\.requestBytes) == [body.utf8.count])
    #expect(log.entries.map(\.responseBytes) == [body.utf8.count])
    try await proxy.stop()
  }

  @Test("A client that asks before it sends its body is told to go on")
  func expect() async throws {
    let proxy = try await proxy()
    let client = try RawClient(port: proxy.port)
    await client.sendRaw("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n")
    #expect(try await client.answer().status == 100)
    await client.sendRaw("abc")
    #expect(try await client.answer().text == "abc")
    try await proxy.stop()
  }

  @Test("A server that answers and closes before it has read the body is heard")
  func refusedEarly() async throws {
    let server = try RefusingServer()
    let proxy = FaultProxy(upstream: Upstream(port: server.port))
    let client = try RawClient(port: try await proxy.start())
    await client.send("POST", "/echo", body: String(repeating: "x", count: 20_000_000))
    #expect(try await client.answer().status == 413)
    try await proxy.stop()
  }

  @Test("A connection is kept for many requests, and closed when the client says so")
  func keepAlive() async throws {
    let proxy = try await proxy()
    let client = try RawClient(port: proxy.port)
    for number in 1...50 {
      await client.send("POST", "/echo", body: "\(number)")
      #expect(try await client.answer().text == "\(number)")
    }
    await client.send("GET", "/echo", headers: ["Connection: close"])
    #expect(try await client.answer().status == 200)
    #expect(try await client.rest().isEmpty)
    try await proxy.stop()
  }

  @Test("A connection that was idle is good for another request")
  func idle() async throws {
    let proxy = try await proxy()
    let client = try RawClient(port: proxy.port)
    for _ in 1...2 {
      await client.send("GET", "/echo")
      #expect(try await client.answer().status == 200)
      try await Task.sleep(for: ServerConnection.trust + .milliseconds(100))
    }
    try await proxy.stop()
  }

  @Test("Requests open at once are counted, with when they came and what they were")
  func counted() async throws {
    let proxy = try await proxy()
    let port = proxy.port
    try await withThrowingTaskGroup { group in
      for _ in 1...3 {
        group.addTask {
          let client = try RawClient(port: port)
          await client.send("GET", "/slow")
          #expect(try await client.answer().text == "slow")
        }
      }
      try await group.waitForAll()
    }
    let log = try await settledLog(proxy)
    #expect(log.count == 3)
    #expect((1...3).contains(log.mostInFlight))
    #expect(
      log.entries.allSatisfy {
        $0.method == "GET" && $0.path == "/slow" && $0.upstreamStatus == 200 && $0.deliveredStatus == 200
      })
    #expect(log.entries.allSatisfy { ($0.ended ?? .zero) - $0.arrived >= .milliseconds(200) })
    try await proxy.stop()
  }

  @Test("A server that is not there is a closed connection")
  func unreachable() async throws {
    let proxy = FaultProxy(upstream: Upstream(port: 1))
    let port = try await proxy.start()
    let client = try RawClient(port: port)
    await client.send("GET", "/")
    #expect(try await client.rest().isEmpty)
    #expect(try await settledLog(proxy).entries.map(\.upstreamStatus) == [nil])
    try await proxy.stop()
  }

  @Test("A stopped proxy takes no more connections, and cuts those that are open")
  func stopped() async throws {
    let proxy = try await proxy()
    let client = try RawClient(port: proxy.port)
    await client.send("GET", "/echo")
    #expect(try await client.answer().status == 200)
    try await proxy.stop()
    #expect(try await client.rest().isEmpty)
    #expect(throws: RawClient.Unreachable.self) { try RawClient(port: proxy.port) }
  }

  // MARK: Hosts and addresses

  @Test("The server's own host is sent where the options say so")
  func host() async throws {
    let proxy = try await proxy(options: ProxyOptions(host: .fixed("shop.example")))
    #expect(try await get(proxy).status == 200)
    #expect(origin.asked == ["GET /echo shop.example 0"])
    try await proxy.stop()
  }

  @Test(
    "The server's own address in a Location and in a body becomes the proxy's, only where the options say so",
    arguments: [true, false])
  func addresses(rewrites: Bool) async throws {
    let proxy = try await proxy(options: ProxyOptions(rewritesLocations: rewrites, rewritesBodies: rewrites))
    let address = rewrites ? "http://127.0.0.1:\(proxy.port)" : "http://shop.example"
    #expect(try await get(proxy, "/moved").headers["location"] == address + "/elsewhere?a=1")
    #expect(try await get(proxy, "/xml").text == "<shop href=\"\(address)/api/1\">é€</shop>")
    try await proxy.stop()
  }

  // MARK: Faults

  @Test("Cut before: the server never hears of it")
  func cutBefore() async throws {
    let proxy = try await proxy([.init(.request(2), .cutBefore)])
    let client = try RawClient(port: proxy.port)
    await client.send("POST", "/echo", body: "1")
    #expect(try await client.answer().text == "1")
    await client.send("POST", "/echo", body: "2")
    #expect(try await client.rest().isEmpty)
    #expect(origin.asked.count == 1)
    #expect(try await settledLog(proxy).entries[1].upstreamStatus == nil)
    try await proxy.stop()
  }

  @Test("Cut after: the server has done it, and the client hears nothing")
  func cutAfter() async throws {
    let proxy = try await proxy([.init(.request(1), .cutAfter)])
    let client = try RawClient(port: proxy.port)
    await client.send("POST", "/echo", body: "1")
    #expect(try await client.rest().isEmpty)
    #expect(origin.asked == ["POST /echo 127.0.0.1:1 1"])
    let entry = try await settledLog(proxy).entries[0]
    #expect(entry.upstreamStatus == 200)
    #expect(entry.deliveredStatus == nil)
    try await proxy.stop()
  }

  @Test("Cut in the body: so many bytes of it, and no end", arguments: ["/echo", "/chunked"], [0, 7])
  func cutBody(path: String, bytes: Int) async throws {
    let proxy = try await proxy([.init(.always, .cutBody(after: bytes))])
    let client = try RawClient(port: proxy.port)
    await client.send("GET", path, body: path == "/echo" ? "0123456789" : "")
    let received = try await client.rest()
    let split = try #require(Data(received).range(of: Data("\r\n\r\n".utf8)))
    let body = received[split.upperBound...]
    if path == "/echo" {
      #expect(String(decoding: body, as: UTF8.self) == String("0123456789".prefix(bytes)))
    } else {
      #expect(!body.suffix(5).elementsEqual("0\r\n\r\n".utf8))
      #expect(try await settledLog(proxy).entries[0].responseBytes == bytes)
    }
    try await proxy.stop()
  }

  @Test("A delay is waited before the server is asked")
  func delay() async throws {
    let proxy = try await proxy([.init(delay: .milliseconds(150))])
    let start = ContinuousClock.now
    #expect(try await get(proxy).status == 200)
    #expect(ContinuousClock.now - start >= .milliseconds(150))
    try await proxy.stop()
  }

  @Test(
    "Answers that the server never gave are given, and the connection goes on",
    arguments: [
      CannedAnswer.serverError, .unavailable, .empty, .loginPage, .tooManyRequests(retryAfter: 7),
      .tooManyRequests(retryAfter: nil),
      .movedPermanently(to: "http://shop.example/"),
    ])
  func canned(answer: CannedAnswer) async throws {
    let proxy = try await proxy([.init(.request(1), .answer(answer))])
    let client = try RawClient(port: proxy.port)
    await client.send("POST", "/echo", body: "abc", chunked: true)
    let received = try await client.answer()
    #expect(received.status == answer.status)
    #expect(received.text == answer.body)
    #expect(received.headers["retry-after"] == answer.headers.first { $0.name == "Retry-After" }?.value)
    #expect(received.headers["location"] == answer.headers.first { $0.name == "Location" }?.value)
    #expect(origin.asked.isEmpty)
    await client.send("POST", "/echo", body: "next")
    #expect(try await client.answer().text == "next")
    try await proxy.stop()
  }

  @Test("A server's answer is changed on its way, and complete as changed")
  func changed() async throws {
    let original = "<shop href=\"http://shop.example/api/1\">é€</shop>"
    let proxy = try await proxy([
      .init(.request(1), .change(.notice)), .init(.request(2), .change(.byteOrderMark)),
      .init(.request(3), .change(.script)),
      .init(.request(4), .change(.contentType("text/xml;charset=iso-8859-1"))), .init(.request(5), .change(.latin1)),
    ])
    let client = try RawClient(port: proxy.port)
    func next() async throws -> RawClient.Answer {
      await client.send("GET", "/xml", headers: ["Accept-Encoding: gzip"])
      return try await client.answer()
    }
    let notice = try await next()
    #expect(notice.text.hasPrefix("<br />\n<b>Notice</b>") && notice.text.hasSuffix(original))
    #expect(notice.headers["content-type"] == "text/xml;charset=utf-8")
    #expect(try await Array(next().body.prefix(3)) == [0xEF, 0xBB, 0xBF])
    let script = try await next()
    #expect(script.text.hasPrefix(original) && script.text.hasSuffix("</script>"))
    let wrong = try await next()
    #expect(wrong.text == original && wrong.headers["content-type"] == "text/xml;charset=iso-8859-1")
    #expect(try await next().body.contains(0xE9))
    let unchanged = try await next()
    #expect(unchanged.headers["content-type"] == "text/xml;packed")
    try await proxy.stop()
  }

  @Test("A cut gzip is announced as gzip, begins as one and cannot be unpacked to its end")
  func gzipCut() async throws {
    let proxy = try await proxy([.init(.always, .change(.gzipCut))])
    let answer = try await get(proxy, "/xml")
    #expect(answer.headers["content-encoding"] == "gzip")
    #expect(answer.headers["content-length"] == String(answer.body.count))
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).gz")
    try Data(answer.body).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", "gzip -dc '\(file.path)' 2>&1 >/dev/null"]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    #expect(said.contains("unexpected end of file"))
    try await proxy.stop()
  }

  @Test(
    "The victim is killed before the server hears of the request, or once it has answered",
    arguments: [FaultAction.Moment.beforeForwarding, .afterAnswer])
  func kill(moment: FaultAction.Moment) async throws {
    let victim = Process()
    victim.executableURL = URL(fileURLWithPath: "/bin/sleep")
    victim.arguments = ["60"]
    try victim.run()
    let proxy = try await proxy([.init(.request(2), .kill(moment))])
    proxy.victim = victim.processIdentifier
    #expect(try await get(proxy).status == 200)
    #expect(victim.isRunning)
    let client = try RawClient(port: proxy.port)
    await client.send("POST", "/echo", body: "2")
    #expect(try await client.rest().isEmpty)
    victim.waitUntilExit()
    #expect(victim.terminationReason == .uncaughtSignal)
    #expect(victim.terminationStatus == SIGKILL)
    #expect(origin.asked.count == (moment == .beforeForwarding ? 1 : 2))
    try await proxy.stop()
  }

  @Test("Another plan may be played later; its requests are counted anew and the log goes on")
  func play() async throws {
    let proxy = try await proxy([.init(.request(1), .answer(.serverError))])
    #expect(try await get(proxy).status == 500)
    proxy.play(FaultPlan([.init(.request(2), .answer(.unavailable))]))
    #expect(try await get(proxy).status == 200)
    #expect(try await get(proxy).status == 503)
    #expect(proxy.log.entries.map(\.number) == [1, 2, 3])
    try await proxy.stop()
  }
}
