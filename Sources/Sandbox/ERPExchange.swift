/// One request that reached the simulated Odoo, with what it called: retries are requests too.
public struct ERPExchange: Sendable, Hashable {
  public var path: String
  /// Calls of the service "common" have none.
  public var model: String?
  public var method: String?
  /// Nil when the connection was closed without an answer.
  public var status: Int?
  /// The exception's class, for an answer that is an error.
  public var failure: String?
  public var bytesIn: Int
  public var bytesOut: Int
}
