import Foundation

/// A client that shows the bytes as they come, on one blocking socket; it waits on threads of its own, so that the
/// proxy's tasks go on.
///
/// Unchecked: each test uses its clients from one task, one call after another.
final class RawClient: @unchecked Sendable {
  struct Answer: Equatable {
    var status: Int
    var headers: [String: String]
    var body: [UInt8]
    var text: String { String(decoding: body, as: UTF8.self) }
  }

  struct Unreachable: Error {}
  /// The connection ended; what had come by then.
  struct Ended: Error { var bytes: [UInt8] }

  private let descriptor: Int32
  private var buffer: [UInt8] = []

  init(port: Int) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let status = withUnsafePointer(to: address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, length) }
    }
    guard status == 0 else { throw Unreachable() }
    // A hang is a failure, not a wait; but hundreds of other tests may be at work on the same two threads.
    var patience = timeval(tv_sec: 120, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
  }

  deinit { close(descriptor) }

  func send(_ method: String, _ path: String, headers: [String] = [], body: String = "", chunked: Bool = false) async {
    var lines = ["\(method) \(path) HTTP/1.1", "Host: 127.0.0.1:1"] + headers
    if chunked {
      lines.append("Transfer-Encoding: chunked")
    } else if !body.isEmpty {
      lines.append("Content-Length: \(body.utf8.count)")
    }
    let half = body.count / 2
    let pieces = [body.prefix(half), body.dropFirst(half)].filter { !$0.isEmpty }
    let framed = pieces.map { String($0.utf8.count, radix: 16) + "\r\n" + $0 + "\r\n" }.joined() + "0\r\n\r\n"
    await sendRaw(lines.joined(separator: "\r\n") + "\r\n\r\n" + (chunked ? framed : body))
  }

  func sendRaw(_ text: String) async {
    _ = try? await blocking { self.write(text) }
  }

  /// The next answer, whole. `isHead`: it has no body whatever its headers say.
  func answer(isHead: Bool = false) async throws -> Answer {
    try await blocking { try self.read(isHead: isHead) }
  }

  /// What comes until the other side closes.
  func rest() async throws -> [UInt8] { try await blocking { self.readToEnd() } }

  private func blocking<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
    try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread { continuation.resume(with: Result { try body() }) }
    }
  }

  private func write(_ text: String) {
    let bytes = Array(text.utf8)
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return }
      sent += count
    }
  }

  private func read(isHead: Bool) throws -> Answer {
    let head = try take(untilAfter: "\r\n\r\n")
    let lines = String(decoding: head, as: UTF8.self).components(separatedBy: "\r\n")
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":") else { continue }
      headers[line[..<colon].lowercased()] = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
    }
    let status = Int(lines[0].split(separator: " ")[1]) ?? 0
    var body: [UInt8] = []
    if isHead || status == 204 || status == 100 {
    } else if headers["transfer-encoding"] == "chunked" {
      while true {
        let line = String(decoding: try take(untilAfter: "\r\n"), as: UTF8.self).trimmingCharacters(
          in: .whitespacesAndNewlines)
        let size = Int(line, radix: 16) ?? 0
        body += try take(size)
        _ = try take(2)
        if size == 0 { break }
      }
    } else {
      body = try take(Int(headers["content-length"] ?? "0") ?? 0)
    }
    return Answer(status: status, headers: headers, body: body)
  }

  private func readToEnd() -> [UInt8] {
    do {
      while true { try more() }
    } catch {
      defer { buffer = [] }
      return buffer
    }
  }

  private func take(_ count: Int) throws -> [UInt8] {
    while buffer.count < count { try more() }
    defer { buffer.removeFirst(count) }
    return Array(buffer.prefix(count))
  }

  private func take(untilAfter mark: String) throws -> [UInt8] {
    while true {
      if let range = Data(buffer).range(of: Data(mark.utf8)) { return try take(range.upperBound) }
      try more()
    }
  }

  private func more() throws {
    var chunk = [UInt8](repeating: 0, count: 65_536)
    let count = recv(descriptor, &chunk, chunk.count, 0)
    guard count > 0 else { throw Ended(bytes: buffer) }
    buffer += chunk.prefix(count)
  }
}
