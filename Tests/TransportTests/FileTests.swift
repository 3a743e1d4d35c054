import Foundation
import Testing

@testable import Transport

@Suite("Files on their way")
struct FileTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "transport-\(UUID().uuidString)")

  init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

  private func path(_ name: String, _ bytes: [UInt8]? = nil) throws -> String {
    let url = folder.appending(path: name)
    if let bytes { try Data(bytes).write(to: url) }
    return url.path
  }

  private func upload(_ path: String, to server: ScriptedServer) -> HTTPRequest {
    HTTPRequest(
      method: "POST", url: server.url,
      body: .multipart([MultipartPart(name: "image", filename: "p.png", contentType: "image/png", file: path)]),
      effect: .write)
  }

  @Test("A part that is a file arrives with its bytes, and with the name that was given instead of its own")
  func upload() async throws {
    let server = try ScriptedServer { _, wire in wire.respond() }
    let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let path = try path("secret-name", bytes)
    #expect(try await HTTPClient.test().send(upload(path, to: server)).status == 200)
    let request = try #require(server.requests.first)
    #expect(request.text.contains("name=\"image\"; filename=\"p.png\""))
    #expect(!request.text.contains("secret-name"))
    #expect(request.text.contains("Content-Type: image/png\r\n"))
    #expect(request.headers["content-length"] == String(request.body.count))
    #expect(request.headers["expect"] == nil)
    #expect(request.body.firstRange(of: bytes) != nil)
    try FileManager.default.removeItem(at: folder)
  }

  @Test("A file that cannot be read stops the request before anything is sent", arguments: ["missing", "folder"])
  func unreadable(_ name: String) async throws {
    let server = try ScriptedServer { _, wire in wire.respond() }
    try FileManager.default.createDirectory(at: folder.appending(path: "folder"), withIntermediateDirectories: true)
    let client = HTTPClient.test { $0.maximumAttempts = 3 }
    let failure = await client.failure(of: upload(try path(name), to: server))
    #expect(failure?.kind == .badFile)
    #expect(failure?.effect == TransportFailure.Effect.none)
    #expect(failure?.message.contains(name) == true)
    #expect(server.requests.isEmpty)
    #expect(client.statistics().requests == 0)
    try FileManager.default.removeItem(at: folder)
  }

  @Test("An upload whose answer is lost is not sent again, and its effect is unknown")
  func lostAnswer() async throws {
    let server = try ScriptedServer { _, wire in wire.reset() }
    let client = HTTPClient.test { $0.maximumAttempts = 4 }
    let failure = await client.failure(of: upload(try path("a", [1, 2, 3]), to: server))
    #expect(failure?.effect == .unknown)
    #expect(server.requests.count == 1)
    try FileManager.default.removeItem(at: folder)
  }

  @Test("An upload that the server turns away with 429 is sent again, whole")
  func throttled() async throws {
    let bytes = [UInt8](repeating: 7, count: 200_000)
    let server = try ScriptedServer { request, wire in
      wire.respond(request.headers["x-none"] == nil && request.connection == 1 ? 429 : 200, ["Connection: close"])
      wire.close()
    }
    let client = HTTPClient.test { $0.maximumAttempts = 4 }
    #expect(try await client.send(upload(try path("a", bytes), to: server)).status == 200)
    #expect(server.requests.count == 2)
    #expect(server.requests.last?.body.firstRange(of: bytes) != nil)
    try FileManager.default.removeItem(at: folder)
  }

  @Test("A body that is saved is in the file, readable by its owner alone")
  func save() async throws {
    let bytes = (0..<700_000).map { UInt8(truncatingIfNeeded: $0 &* 17) }
    let server = try ScriptedServer { _, wire in wire.respond(body: bytes) }
    let path = try path("picture", [9, 9])
    try FileManager.default.removeItem(atPath: path)
    let stream = try await HTTPClient.test().stream(HTTPRequest(url: server.url))
    #expect(try await stream.save(to: path) == bytes.count)
    #expect(try Array(Data(contentsOf: URL(filePath: path))) == bytes)
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    try FileManager.default.removeItem(at: folder)
  }

  @Test("A body that is cut, or longer than allowed, leaves no file behind", arguments: [true, false])
  func unsaved(isCut: Bool) async throws {
    let server = try ScriptedServer { _, wire in
      guard isCut else { return wire.respond(body: [UInt8](repeating: 1, count: 5000)) }
      wire.send("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\nabc")
      wire.close()
    }
    let path = try path("picture")
    let stream = try await HTTPClient.test().stream(HTTPRequest(url: server.url))
    let failure = await #expect(throws: TransportFailure.self) { _ = try await stream.save(to: path, limit: 4000) }
    #expect(failure?.kind == (isCut ? .truncated : .tooLarge))
    #expect(!FileManager.default.fileExists(atPath: path))
    try FileManager.default.removeItem(at: folder)
  }

  @Test("A place that cannot be written to is told as such")
  func noPlace() async throws {
    let server = try ScriptedServer { _, wire in wire.respond(body: [1]) }
    let stream = try await HTTPClient.test().stream(HTTPRequest(url: server.url))
    let path = try path("none/picture")
    let failure = await #expect(throws: FileFailure.self) { _ = try await stream.save(to: path) }
    #expect(failure?.code == ENOENT)
    #expect(failure?.path == path)
    try FileManager.default.removeItem(at: folder)
  }
}
