import Foundation
import Synchronization

/// A server that keeps nothing: it throws the body of one request away as it comes, and answers with as many zeros as it is told. All the
/// while it looks at how much memory this process takes.
final class DrainingServer: Sendable {
  private let place: ReservedPort
  private let answerSize: Int
  private let seen = Mutex((received: 0, peak: 0))

  init(answering answerSize: Int) throws {
    place = try ReservedPort()
    self.answerSize = answerSize
    place.listen(backlog: 1)
    let thread = Thread { [self] in
      let connection = accept(place.descriptor, nil, nil)
      guard connection >= 0 else { return }
      serve(connection)
      close(connection)
    }
    thread.start()
  }

  deinit { shutdown(place.descriptor, Int32(SHUT_RDWR)) }

  var url: String { "http://127.0.0.1:\(place.port)" }
  /// Bytes of the request's body.
  var received: Int { seen.withLock { $0.received } }
  /// The most memory that was resident, in bytes.
  var peak: Int { seen.withLock { $0.peak } }

  /// In bytes, of the whole process.
  static func residentMemory() -> Int {
    let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
    let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
  }

  private func serve(_ connection: Int32) {
    var block = [UInt8](repeating: 0, count: 1 << 20)
    var head: [UInt8] = []
    var length: Int?
    var count = 0
    while length.map({ count < $0 }) ?? true {
      let read = recv(connection, &block, block.count, 0)
      guard read > 0 else { return }
      if length == nil {
        head += block.prefix(read)
        guard let end = head.firstRange(of: Array("\r\n\r\n".utf8)) else { continue }
        length = Self.length(String(decoding: head[..<end.lowerBound], as: UTF8.self))
        count = head.count - end.upperBound
      } else {
        count += read
      }
      look(count)
    }
    answer(connection)
  }

  private func answer(_ connection: Int32) {
    let head = Array("HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: \(answerSize)\r\n\r\n".utf8)
    _ = send(connection, head, head.count, Int32(MSG_NOSIGNAL))
    let block = [UInt8](repeating: 0, count: 1 << 20)
    var rest = answerSize
    while rest > 0 {
      let sent = send(connection, block, min(rest, block.count), Int32(MSG_NOSIGNAL))
      guard sent > 0 else { return }
      rest -= sent
      look(nil)
    }
  }

  private func look(_ count: Int?) {
    let now = Self.residentMemory()
    seen.withLock { seen in
      if let count { seen.received = count }
      seen.peak = max(seen.peak, now)
    }
  }

  private static func length(_ head: String) -> Int {
    let line = head.split(separator: "\r\n").first { $0.lowercased().hasPrefix("content-length:") }
    return line.flatMap { Int($0.split(separator: " ").last ?? "") } ?? 0
  }
}
