import Foundation
import Testing

@testable import Transport

@Suite("TLS", .enabled(if: TLSServer.isAvailable, "needs the openssl command"))
struct TLSTests {
  @Test("A certificate of our own authority file is trusted, and the system's authorities are not needed")
  func trusted() async throws {
    let server = try await TLSServer()
    let client = HTTPClient.test { $0.certificateAuthorityFile = server.authorityFile }
    let response = try await client.send(HTTPRequest(url: "https://localhost:\(server.port)/"))
    #expect(response.status == 200)
    #expect(!response.body.isEmpty)
  }

  @Test("A certificate of an unknown authority is a TLS failure without effect, not tried again, even on loopback")
  func untrusted() async throws {
    let server = try await TLSServer()
    let client = HTTPClient.test { $0.maximumAttempts = 3 }
    let failure = await client.failure(of: FailureTests.write("https://localhost:\(server.port)/"))
    #expect(failure?.kind == .tls)
    #expect(failure?.effect == TransportFailure.Effect.none)
    #expect(failure?.attempts == 1)
    #expect(client.statistics().requests == 0)
  }

  @Test("A certificate for another name is a TLS failure")
  func otherName() async throws {
    let server = try await TLSServer()
    let client = HTTPClient.test { $0.certificateAuthorityFile = server.authorityFile }
    let failure = await client.failure(of: FailureTests.write("https://127.0.0.1:\(server.port)/"))
    #expect(failure?.kind == .tls)
    #expect(failure?.effect == TransportFailure.Effect.none)
  }

  @Test("An authority file that cannot be read is a TLS failure that says so")
  func noFile() async throws {
    let server = try await TLSServer()
    let client = HTTPClient.test { $0.certificateAuthorityFile = "/no/such/file.pem" }
    let failure = await client.failure(of: HTTPRequest(url: "https://localhost:\(server.port)/"))
    #expect(failure?.kind == .tls)
    #expect(failure?.message.contains("/no/such/file.pem") == true)
  }
}
