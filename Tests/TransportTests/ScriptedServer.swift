import Foundation
import Synchronization

/// A server of raw sockets and threads: it answers each request by a script, which may do to the connection whatever it likes.
final class ScriptedServer: Sendable {
  typealias Script = @Sendable (ServedRequest, Wire) -> Void

  private struct State {
    var requests: [ServedRequest] = []
    var connections = 0
    var inFlight = 0
    var mostInFlight = 0
  }

  let port: UInt16
  private let listener: Int32
  private let script: Script
  private let state = Mutex(State())

  /// - Parameters:
  ///   - port: 0 for any.
  ///   - script: called on the connection's thread. Further requests of the connection are read when it returns, unless it closed it.
  init(port: UInt16 = 0, _ script: @escaping Script) throws {
    self.script = script
    (listener, self.port) = try Self.listen(backlog: 64, port: port)
    let thread = Thread { [listener, weak self] in
      while true {
        let connection = accept(listener, nil, nil)
        guard connection >= 0, let self else { break }
        self.serve(connection)
      }
      close(listener)
    }
    thread.start()
  }

  deinit { shutdown(listener, Int32(SHUT_RDWR)) }

  var url: String { "http://127.0.0.1:\(port)" }
  var requests: [ServedRequest] { state.withLock { $0.requests } }
  var connections: Int { state.withLock { $0.connections } }
  var mostInFlight: Int { state.withLock { $0.mostInFlight } }

  /// A port on which nobody listens.
  static func freePort() throws -> UInt16 {
    let (listener, port) = try listen(backlog: 1)
    close(listener)
    return port
  }

  private func serve(_ descriptor: Int32) {
    let number = state.withLock { state in
      state.connections += 1
      return state.connections
    }
    let thread = Thread { [weak self, script] in
      let wire = Wire(descriptor)
      while !wire.isClosed, let request = ServedRequest(reading: wire, connection: number) {
        guard let server = self else { break }
        server.began(request)
        script(request, wire)
        server.ended()
      }
      wire.close()
    }
    thread.start()
  }

  private func began(_ request: ServedRequest) {
    state.withLock { state in
      state.requests.append(request)
      state.inFlight += 1
      state.mostInFlight = max(state.mostInFlight, state.inFlight)
    }
  }

  private func ended() { state.withLock { $0.inFlight -= 1 } }

  static func listen(backlog: Int32, port: UInt16 = 0) throws -> (descriptor: Int32, port: UInt16) {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var yes: Int32 = 1
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        guard bind(descriptor, address, size) == 0, Glibc.listen(descriptor, backlog) == 0 else { return Int32(-1) }
        return getsockname(descriptor, address, &size)
      }
    }
    guard result == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    return (descriptor, UInt16(bigEndian: address.sin_port))
  }
}
