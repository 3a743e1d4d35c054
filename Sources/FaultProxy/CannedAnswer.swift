/// An answer that the server never gave.
public struct CannedAnswer: Sendable, Hashable {
  public struct Header: Sendable, Hashable {
    public var name: String
    public var value: String

    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  public var status: Int
  /// Content-Length is added.
  public var headers: [Header]
  public var body: String

  public init(_ status: Int, headers: [Header] = [], body: String = "") {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// A PHP fatal error: 500 without a body.
  public static let serverError = CannedAnswer(500)
  public static let unavailable = CannedAnswer(
    503, headers: [Header("Content-Type", "text/html")], body: "<html><body><h1>Service Unavailable</h1></body></html>")
  /// 200 and nothing in it.
  public static let empty = CannedAnswer(200, headers: [Header("Content-Type", "text/xml;charset=utf-8")])
  /// A page for people where an answer for programs was expected: a lost session, a firewall's check.
  public static let loginPage = CannedAnswer(
    200, headers: [Header("Content-Type", "text/html; charset=utf-8")],
    body:
      "<!doctype html><html><head><title>Sign in</title></head><body><form method=\"post\">"
      + "<input name=\"passwd\"></form></body></html>"
  )

  /// 429, with or without the number of seconds to wait.
  public static func tooManyRequests(retryAfter: Int?) -> CannedAnswer {
    CannedAnswer(429, headers: retryAfter.map { [Header("Retry-After", String($0))] } ?? [])
  }

  public static func movedPermanently(to location: String) -> CannedAnswer {
    CannedAnswer(301, headers: [Header("Location", location)])
  }
}
