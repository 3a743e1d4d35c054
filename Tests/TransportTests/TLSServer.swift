import Foundation

/// A TLS server made of the `openssl` command, with a certificate for "localhost" that is its own authority. It answers any GET with
/// a page about the connection.
final class TLSServer: Sendable {
  struct Unavailable: Error {}

  let port: UInt16
  let authorityFile: String
  private let folder: URL
  private let process: Process

  static let openssl = ["/usr/bin/openssl", "/usr/local/bin/openssl", "/opt/homebrew/bin/openssl"]
    .first { FileManager.default.isExecutableFile(atPath: $0) }
  static var isAvailable: Bool { openssl != nil }

  init() async throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("tls-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let (key, certificate) = (folder.path + "/key.pem", folder.path + "/certificate.pem")
    authorityFile = certificate
    let maker = try Self.start([
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj",
      "/CN=localhost",
      "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", certificate,
    ])
    maker.waitUntilExit()
    // Set free just before it is taken; another program could take it in between, and then the server does not come up.
    port = try ReservedPort().port
    process = try Self.start(["s_server", "-accept", "\(port)", "-key", key, "-cert", certificate, "-www", "-quiet"])
    for _ in 0..<1000 where process.isRunning {
      if Self.accepts(port) { return }
      try await Task.sleep(for: .milliseconds(5))
    }
    throw Unavailable()
  }

  deinit {
    process.terminate()
    try? FileManager.default.removeItem(at: folder)
  }

  private static func start(_ arguments: [String]) throws -> Process {
    guard let openssl else { throw Unavailable() }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: openssl)
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }

  private static func accepts(_ port: UInt16) -> Bool {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
  }
}
