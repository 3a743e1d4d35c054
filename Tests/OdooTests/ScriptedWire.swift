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
      exchange: Exchange(baseURL: "https://erp.example", transfer: { try self.answer($0) }))
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
