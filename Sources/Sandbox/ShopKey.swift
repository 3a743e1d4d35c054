/// A webservice key and what it may do.
public struct ShopKey: Sendable {
  public enum Method: String, Sendable, CaseIterable {
    case get = "GET"
    case put = "PUT"
    case post = "POST"
    case patch = "PATCH"
    case delete = "DELETE"
    case head = "HEAD"
  }

  /// 32 characters, sent as the user name of HTTP Basic authentication.
  public var text: String
  public var isActive: Bool
  /// What is allowed by resource; nil allows every method on every resource.
  public var rights: [String: Set<Method>]?
  /// The shops it was granted for; nil for all.
  public var shopIDs: Set<Int>?

  public init(_ text: String, isActive: Bool = true, rights: [String: Set<Method>]? = nil, shopIDs: Set<Int>? = nil) {
    self.text = text
    self.isActive = isActive
    self.rights = rights
    self.shopIDs = shopIDs
  }

  /// The key of a shop nobody configured: all rights.
  public static let everything = ShopKey("PASSERELLEPASSERELLEPASSERELLE00")

  func allows(_ resource: String) -> Bool { rights.map { !($0[resource] ?? []).isEmpty } ?? true }

  func allows(_ method: Method, on resource: String) -> Bool {
    rights.map { ($0[resource] ?? []).contains(method) } ?? true
  }
}
