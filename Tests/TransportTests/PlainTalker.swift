import Foundation

/// Accepts connections, says its sentence to whatever comes, and closes.
final class PlainTalker: Sendable {
  private let place: ReservedPort

  init(_ sentence: String) throws {
    place = try ReservedPort()
    place.listen(backlog: 8)
    let thread = Thread { [place] in
      while true {
        let connection = accept(place.descriptor, nil, nil)
        guard connection >= 0 else { break }
        let wire = Wire(connection)
        wire.send(sentence)
        _ = wire.clientCloses(within: 5)
        wire.close()
      }
    }
    thread.start()
  }

  var port: UInt16 { place.port }

  deinit { shutdown(place.descriptor, Int32(SHUT_RDWR)) }
}
