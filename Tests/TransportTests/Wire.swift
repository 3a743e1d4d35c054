import Foundation
import Synchronization

/// The server's end of one connection.
final class Wire: Sendable {
  private struct State {
    var isClosed = false
    var unread: [UInt8] = []
  }

  private let descriptor: Int32
  private let state = Mutex(State())

  init(_ descriptor: Int32) { self.descriptor = descriptor }

  var isClosed: Bool { state.withLock { $0.isClosed } }

  /// - Returns: false when the client has gone.
  @discardableResult
  func send(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  @discardableResult
  func send(_ text: String) -> Bool { send(Array(text.utf8)) }

  /// A whole response with its length.
  func respond(_ status: Int = 200, _ headers: [String] = [], body: [UInt8]) {
    let lines = ["HTTP/1.1 \(status) Word", "Content-Length: \(body.count)"] + headers
    send(Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body)
  }

  func respond(_ status: Int = 200, _ headers: [String] = [], _ text: String = "") {
    respond(status, headers, body: Array(text.utf8))
  }

  func close() {
    let wasOpen = state.withLock { state in
      defer { state.isClosed = true }
      return !state.isClosed
    }
    if wasOpen { Glibc.close(descriptor) }
  }

  /// Closes so that the client's system gets a reset, not an end.
  func reset() {
    var linger = linger(l_onoff: 1, l_linger: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<Glibc.linger>.size))
    close()
  }

  /// - Returns: whether the client closed the connection within that time.
  func clientCloses(within seconds: Int) -> Bool {
    var descriptors = [pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)]
    guard poll(&descriptors, 1, Int32(seconds * 1000)) == 1 else { return false }
    var byte: UInt8 = 0
    return recv(descriptor, &byte, 1, 0) <= 0
  }

  /// - Returns: up to the first blank line, and without it; nil at the end.
  func readHead() -> String? {
    while true {
      let head = state.withLock { state -> [UInt8]? in
        guard let end = state.unread.firstRange(of: [13, 10, 13, 10]) else { return nil }
        defer { state.unread.removeSubrange(..<end.upperBound) }
        return Array(state.unread[..<end.lowerBound])
      }
      if let head { return String(decoding: head, as: UTF8.self) }
      guard readMore() else { return nil }
    }
  }

  func read(_ count: Int) -> [UInt8]? {
    while state.withLock({ $0.unread.count }) < count { guard readMore() else { return nil } }
    return state.withLock { state in
      defer { state.unread.removeFirst(count) }
      return Array(state.unread.prefix(count))
    }
  }

  private func readMore() -> Bool {
    var block = [UInt8](repeating: 0, count: 64 << 10)
    let count = recv(descriptor, &block, block.count, 0)
    guard count > 0 else { return false }
    state.withLock { $0.unread += block.prefix(count) }
    return true
  }
}
