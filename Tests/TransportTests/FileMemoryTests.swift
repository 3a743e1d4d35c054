import Foundation
import Testing

@testable import Transport

/// Other tests run beside these in the same process: what is looked for is larger than all of them together.
@Suite("Memory does not grow with files", .serialized)
struct FileMemoryTests {
  private static let size = 640 << 20
  private static let allowed = 320 << 20

  @Test("A file that is sent is never whole in memory")
  func upload() async throws {
    let server = try DrainingServer(answering: 0)
    let path = FileManager.default.temporaryDirectory.appending(path: "sparse-\(UUID().uuidString)").path
    var file = try FileWriter(path)
    try file.write([0x89])
    file.finish()
    // It takes no room on the disk.
    try #require(truncate(path, Self.size) == 0)
    let before = DrainingServer.residentMemory()
    try #require(before > 0)
    let response = try await HTTPClient.test().send(
      HTTPRequest(
        method: "POST", url: server.url,
        body: .multipart([MultipartPart(name: "image", filename: "a.png", file: path)]), effect: .write))
    #expect(response.status == 200)
    #expect(server.received > Self.size)
    #expect(server.peak - before < Self.allowed)
    try FileManager.default.removeItem(atPath: path)
  }

  @Test("A body that is saved is never whole in memory")
  func save() async throws {
    let server = try DrainingServer(answering: Self.size)
    let before = DrainingServer.residentMemory()
    let stream = try await HTTPClient.test().stream(HTTPRequest(url: server.url))
    #expect(try await stream.save(to: "/dev/null") == Self.size)
    #expect(server.peak > 0)
    #expect(server.peak - before < Self.allowed)
  }
}
