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

  private let place: ReservedPort
  private let script: Script
  private let state = Mutex(State())

  /// - Parameters:
  ///   - place: nil for any port.
  ///   - script: called on the connection's thread. Further requests of the connection are read when it returns, unless it closed it.
  init(at place: ReservedPort? = nil, _ script: @escaping Script) throws {
    let place = try place ?? ReservedPort()
    self.place = place
    self.script = script
    place.listen(backlog: 64)
    let thread = Thread { [place, weak self] in
      while true {
        let connection = accept(place.descriptor, nil, nil)
        guard connection >= 0, let self else { break }
        self.serve(connection)
      }
    }
    thread.start()
  }

  /// Ends the waiting thread, which holds the port till then.
  deinit { shutdown(place.descriptor, Int32(SHUT_RDWR)) }

  var url: String { "http://127.0.0.1:\(place.port)" }
  var requests: [ServedRequest] { state.withLock { $0.requests } }
  var connections: Int { state.withLock { $0.connections } }
  var mostInFlight: Int { state.withLock { $0.mostInFlight } }

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
}
