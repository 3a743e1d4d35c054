/// An HTTP request as far as Odoo looks at it.
struct RPCRequest: Sendable {
  var method: String
  /// Without a query.
  var path: String
  var authorization: String?
  /// `X-Odoo-Database`.
  var database: String?
  var body: [UInt8]
}

extension RPCRequest {
  init(_ call: LoopbackServer.Call) {
    self.init(
      method: call.method, path: call.path, authorization: call.headers["authorization"],
      database: call.headers["x-odoo-database"], body: call.body)
  }
}
