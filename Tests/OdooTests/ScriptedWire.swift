import Synchronization
import Transport

@testable import Odoo

/// HTTP answers from a script; remembers the requests.
final class ScriptedWire: Sendable {
  private let log = Mutex<[HTTPRequest]>([])
  private let script: @Sendable (HTTPRequest, JSON?) throws -> (Int, String)

  init(_ script: @escaping @Sendable (HTTPRequest, JSON?) throws -> (Int, String)) { self.script = script }

  var requests: [HTTPRequest] { log.withLock { $0 } }

  func server(
    _ wireProtocol: OdooConfiguration.WireProtocol = .auto, key: String = "secret"
  ) -> OdooServer {
    OdooServer(
      OdooConfiguration(
        url: "https://erp.example/", database: "erp", login: "passerelle", key: key, protocol: wireProtocol),
      exchange: Exchange(
        baseURL: "https://erp.example", transfer: { try self.answer($0) }, open: { try self.pieces($0) }))
  }

  /// The answer in pieces of seven bytes, so that whatever can be cut is cut.
  private func pieces(_ request: HTTPRequest) throws -> Exchange.Download {
    let response = try answer(request)
    let rest = Mutex(response.body[...])
    return Exchange.Download(
      status: response.status, headers: response.headers,
      next: {
        rest.withLock { rest in
          guard !rest.isEmpty else { return nil }
          defer { rest = rest.dropFirst(7) }
          return Array(rest.prefix(7))
        }
      })
  }

  static func document(_ request: HTTPRequest) -> JSON? {
    if case .bytes(let bytes, _) = request.body { try? JSONReader.read(bytes) } else { nil }
  }

  private func answer(_ request: HTTPRequest) throws -> HTTPResponse {
    log.withLock { $0.append(request) }
    let (status, body) = try script(request, Self.document(request))
    return HTTPResponse(status: status, body: Array(body.utf8))
  }
}
