/// A user that may call the RPC.
public struct ERPUser: Sendable, Hashable {
  public var id: Int
  public var login: String
  /// Nil for a technical user that has API keys only.
  public var password: String?
  public var apiKeys: Set<String>
  public var rights: ERPRights

  public init(
    id: Int, login: String, password: String? = nil, apiKeys: Set<String> = [], rights: ERPRights = .connector
  ) {
    self.id = id
    self.login = login
    self.password = password
    self.apiKeys = apiKeys
    self.rights = rights
  }
}
