import Testing

@testable import Transport

@Suite("Compressed bodies")
struct CompressionTests {
  static let text = Array((0..<20_000).map { "<id>\($0)</id>" }.joined().utf8)

  static func server(_ encoding: String, _ body: [UInt8]) throws -> ScriptedServer {
    try ScriptedServer { request, wire in
      guard request.headers["accept-encoding"]?.contains("gzip") == true else { return wire.respond(406) }
      wire.respond(200, ["Content-Encoding: \(encoding)"], body: body)
    }
  }

  @Test("gzip is asked for and inflated, read whole or streamed")
  func gzip() async throws {
    let server = try Self.server("gzip", Gzip.compress(Self.text))
    let client = HTTPClient.test()
    #expect(try await client.send(HTTPRequest(url: server.url)).body == Self.text)
    #expect(try await client.stream(HTTPRequest(url: server.url)).collect(limit: .max) == Self.text)
    #expect(client.statistics().bytesIn < Self.text.count)
  }

  @Test("deflate is inflated, in capital letters too")
  func deflate() async throws {
    let server = try Self.server("Deflate", Gzip.compress(Self.text, windowBits: 15))
    #expect(try await HTTPClient.test().send(HTTPRequest(url: server.url)).body == Self.text)
  }

  @Test(
    "Compressed data cut anywhere are truncated, though the length is right",
    arguments: [1, 9, 10, 11, 500, -9, -8, -1])
  func cut(at place: Int) async throws {
    let whole = Gzip.compress(Self.text)
    let server = try Self.server("gzip", Array(place < 0 ? whole.dropLast(-place) : whole.prefix(place)))
    let failure = await HTTPClient.test().failure(of: HTTPRequest(url: server.url))
    #expect(failure?.kind == .truncated)
    let stream = try await HTTPClient.test().stream(HTTPRequest(url: server.url))
    await #expect(throws: TransportFailure.self) { try await stream.collect(limit: .max) }
  }

  @Test("Damaged compressed data are truncated, not garbage")
  func damaged() async throws {
    var bytes = Gzip.compress(Self.text)
    bytes[bytes.count - 6] ^= 1
    let server = try Self.server("gzip", bytes)
    #expect(await HTTPClient.test().failure(of: HTTPRequest(url: server.url))?.kind == .truncated)
    let plain = try Self.server("gzip", Array("<prestashop/>".utf8))
    #expect(await HTTPClient.test().failure(of: HTTPRequest(url: plain.url))?.kind == .truncated)
  }

  @Test("An empty body said to be compressed is an empty body")
  func empty() async throws {
    let server = try Self.server("gzip", [])
    #expect(try await HTTPClient.test().send(HTTPRequest(url: server.url)).body.isEmpty)
  }

  @Test("Several members are one body, and filling after the last one is left out")
  func members() async throws {
    let members = Gzip.compress(Array("one".utf8)) + Gzip.compress(Array("two".utf8))
    let server = try Self.server("gzip", members + [0, 0, 0])
    #expect(try await HTTPClient.test().send(HTTPRequest(url: server.url)).text == "onetwo")
  }

  @Test("Little data that inflate to more than the limit are too large")
  func bomb() async throws {
    let server = try Self.server("gzip", Gzip.compress([UInt8](repeating: 0, count: 20 << 20)))
    let client = HTTPClient.test { $0.maximumBodySize = 1 << 20 }
    #expect(await client.failure(of: HTTPRequest(url: server.url))?.kind == .tooLarge)
    let stream = try await client.stream(HTTPRequest(url: server.url))
    let first = try #require(try await stream.next())
    #expect(first.count <= BodyDecoder.pieceSize)
    await #expect { try await stream.collect(limit: 1 << 20) } throws: { ($0 as? TransportFailure)?.kind == .tooLarge }
  }

  @Test("Pieces come out the same, however the input is cut", arguments: [1, 7, 1000, 100_000])
  func pieces(size: Int) throws {
    let input = Gzip.compress(Self.text) + Gzip.compress(Array("end".utf8))
    var decoder = BodyDecoder(encoding: "gzip")
    var output: [UInt8] = []
    for start in stride(from: 0, to: input.count, by: size) {
      decoder.feed(Array(input[start..<min(start + size, input.count)]))
      while let piece = try decoder.next() { output += piece }
    }
    try decoder.finish()
    #expect(output == Self.text + Array("end".utf8))
  }
}
