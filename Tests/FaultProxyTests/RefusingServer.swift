import Foundation

/// A server that reads the beginning of one request, says that it is too large, and reads no further; it closes a moment later.
final class RefusingServer: Sendable {
  struct Unavailable: Error {}

  let port: Int

  init() throws {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isListening = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { socketAddress in
        bind(listener, socketAddress, length) == 0 && listen(listener, 1) == 0
          && getsockname(listener, socketAddress, &length) == 0
      }
    }
    guard isListening else { throw Unavailable() }
    port = Int(in_port_t(bigEndian: address.sin_port))
    Thread.detachNewThread {
      let connection = accept(listener, nil, nil)
      var beginning = [UInt8](repeating: 0, count: 1000)
      recv(connection, &beginning, beginning.count, 0)
      let answer = Array("HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".utf8)
      send(connection, answer, answer.count, Int32(MSG_NOSIGNAL))
      usleep(300_000)
      close(connection)
      close(listener)
    }
  }
}
