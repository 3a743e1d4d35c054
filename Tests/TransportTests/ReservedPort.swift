import Foundation

/// A port of loopback that is ours, so that nobody else takes it, but on which nobody listens until `listen`: connections are refused.
final class ReservedPort: Sendable {
  let port: UInt16
  let descriptor: Int32

  init() throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let (descriptor, result) = withUnsafeMutablePointer(to: &address) { [descriptor] pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        guard bind(descriptor, address, size) == 0 else { return (descriptor, Int32(-1)) }
        return (descriptor, getsockname(descriptor, address, &size))
      }
    }
    port = UInt16(bigEndian: address.sin_port)
    guard result == 0 else {
      close(descriptor)
      throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
    }
  }

  deinit { close(descriptor) }

  var url: String { "http://127.0.0.1:\(port)/" }

  /// - Parameter backlog: how many connections the system takes before anybody accepts them.
  func listen(backlog: Int32) { Glibc.listen(descriptor, backlog) }
}
