import Foundation

/// Accepts connections, says its sentence to whatever comes, and closes.
final class PlainTalker: Sendable {
  let port: UInt16
  private let listener: Int32

  init(_ sentence: String) throws {
    (listener, port) = try ScriptedServer.listen(backlog: 8)
    let thread = Thread { [listener] in
      while true {
        let connection = accept(listener, nil, nil)
        guard connection >= 0 else { break }
        let wire = Wire(connection)
        wire.send(sentence)
        _ = wire.clientCloses(within: 5)
        wire.close()
      }
      close(listener)
    }
    thread.start()
  }

  deinit { shutdown(listener, Int32(SHUT_RDWR)) }
}
