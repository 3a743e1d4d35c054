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
