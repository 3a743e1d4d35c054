import Foundation

/// One request, as a connector asks for it. Sending it may put it on the wire several times: see `Effect`.
public struct HTTPRequest: Sendable {
  public enum Effect: Sendable, Hashable {
    /// Changes nothing at the server: may be repeated freely.
    case read
    /// Changes something: repeated only if it certainly had no effect.
    case write
  }

  /// "GET", "POST", ...
  public var method: String
  /// Absolute, http or https, without user name and password.
  public var url: String
  public var headers: [(name: String, value: String)]
  public var body: HTTPBody
  public var effect: Effect
  /// What logs and errors call it; never a secret.
  public var label: String

  /// - Parameter label: by default the method and the path, without the query.
  public init(
    method: String = "GET", url: String, headers: [(name: String, value: String)] = [], body: HTTPBody = .none,
    effect: Effect = .read, label: String? = nil
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.effect = effect
    self.label = label ?? method + " " + Self.path(of: url)
  }

  private static func path(of url: String) -> String {
    let bytes = url.utf8
    let afterScheme = url.range(of: "://")?.upperBound ?? bytes.startIndex
    let end = bytes[afterScheme...].firstIndex { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") } ?? bytes.endIndex
    guard let start = bytes[afterScheme..<end].firstIndex(of: UInt8(ascii: "/")) else { return "/" }
    return String(url[start..<end])
  }
}
