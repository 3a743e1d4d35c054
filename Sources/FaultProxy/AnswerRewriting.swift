import Foundation
import NIOCore
import NIOHTTP1

/// What changes in an answer besides where it ends: the planned change, and the server's own address.
struct AnswerRewriting {
  let own: String
  let ours: String
  let options: ProxyOptions
  let change: AnswerChange?

  init(proxy: FaultProxy, change: AnswerChange?) {
    own = proxy.upstream.ownAddress ?? "http://\(proxy.upstream.host):\(proxy.upstream.port)"
    ours = "http://127.0.0.1:\(proxy.port)"
    options = proxy.options
    self.change = change
  }

  func needsWholeBody(_ answer: HTTPResponseHead) -> Bool {
    switch change {
    case nil, .contentType: rewritesBody(of: answer)
    default: true
    }
  }

  func head(_ answer: HTTPResponseHead) -> HTTPResponseHead {
    var answer = answer
    if options.rewritesLocations, let location = answer.headers.first(name: "Location"), location.hasPrefix(own) {
      answer.headers.replaceOrAdd(name: "Location", value: ours + location.dropFirst(own.count))
    }
    switch change {
    case .contentType(let type): answer.headers.replaceOrAdd(name: "Content-Type", value: type)
    case .gzipCut: answer.headers.replaceOrAdd(name: "Content-Encoding", value: "gzip")
    default: break
    }
    return answer
  }

  func body(_ body: ByteBuffer, of answer: HTTPResponseHead) -> ByteBuffer {
    var bytes = Array(body.readableBytesView)
    if rewritesBody(of: answer) {
      bytes = Array(String(decoding: bytes, as: UTF8.self).replacing(own, with: ours).utf8)
    }
    return ByteBuffer(bytes: change?.applied(to: bytes) ?? bytes)
  }

  private func rewritesBody(of answer: HTTPResponseHead) -> Bool {
    let type = answer.headers.first(name: "Content-Type") ?? ""
    let isText = ["text/", "json", "xml"].contains { type.contains($0) }
    return options.rewritesBodies && isText && !answer.headers.contains(name: "Content-Encoding")
  }
}
