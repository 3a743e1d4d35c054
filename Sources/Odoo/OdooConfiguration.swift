import Foundation
import Records

/// One connection to one Odoo database, as a technical user with an API key and no password (FACTS-odoo a).
public struct OdooConfiguration: Sendable {
  public enum WireProtocol: String, Sendable, Hashable, Codable, CaseIterable {
    /// JSON-2 where the server has it (Odoo 19), else JSON-RPC.
    case auto
    case jsonRPC = "json-rpc"
    case json2 = "json-2"
  }

  /// The server's address, without a path: "https://erp.example".
  public var url: String
  public var database: String
  /// The technical user's login. JSON-2 does not need it.
  public var login: String
  /// The API key (or, with JSON-RPC, a password). Never logged.
  public var key: String
  public var wireProtocol: WireProtocol
  /// The company whose records are meant, where the technical user works for several: a product has a tax of each. Nil: all of them.
  public var company: Int?
  /// The shortest time between the starts of two requests.
  public var minimumSpacing: Duration
  /// How many requests may be under way at once. An Odoo with two workers serves two.
  public var maximumInFlight: Int
  /// Hosts to which plain http is allowed, besides loopback.
  public var plainHTTPHosts: Set<String>
  public var connectTimeout: Duration
  /// How long the server may be silent; it is silent while it works.
  public var stallTimeout: Duration
  public var totalTimeout: Duration
  /// How often one request is tried in all.
  public var maximumAttempts: Int
  /// The longest pause before the second attempt; each later one is twice as long.
  public var retryPause: Duration
  /// Seconds after which a request that got no answer can no longer take effect: Odoo's `limit_time_real` and some
  /// more.
  public var serverTimeLimit: Int
  /// Seconds read again before a cursor. A transaction that runs longer than this may be missed until the next complete
  /// pass, so it is raised together with the server's time limits (FACTS-odoo i).
  public var overlap: Int
  public var certificateAuthorityFile: String?

  public init(
    url: String, database: String, login: String, key: String, protocol wireProtocol: WireProtocol = .auto,
    company: Int? = nil, minimumSpacing: Duration = .zero, maximumInFlight: Int = 2, plainHTTPHosts: Set<String> = [],
    connectTimeout: Duration = .seconds(10), stallTimeout: Duration = .seconds(150),
    totalTimeout: Duration = .seconds(300), maximumAttempts: Int = 4, retryPause: Duration = .milliseconds(500),
    serverTimeLimit: Int = 150, overlap: Int = 300, certificateAuthorityFile: String? = nil
  ) {
    self.url = url
    self.database = database
    self.login = login
    self.key = key
    self.wireProtocol = wireProtocol
    self.company = company
    self.minimumSpacing = minimumSpacing
    self.maximumInFlight = max(1, maximumInFlight)
    self.plainHTTPHosts = plainHTTPHosts
    self.connectTimeout = connectTimeout
    self.stallTimeout = stallTimeout
    self.totalTimeout = totalTimeout
    self.maximumAttempts = max(1, maximumAttempts)
    self.retryPause = retryPause
    self.serverTimeLimit = serverTimeLimit
    self.overlap = overlap
    self.certificateAuthorityFile = certificateAuthorityFile
  }

  /// The address without a slash at its end.
  var baseURL: String {
    var base = url.trimmingCharacters(in: .whitespaces)
    while base.hasSuffix("/") { base.removeLast() }
    return base
  }

  /// Throws ERP_SETTINGS for what can be seen to be wrong without asking the server.
  func check() throws(Fault) {
    guard let parts = URLComponents(string: baseURL), let scheme = parts.scheme?.lowercased(),
      ["http", "https"].contains(scheme), parts.host?.isEmpty == false
    else {
      throw Self.wrong("\"\(url)\" is not the address of an Odoo server.", "Give it with https:// before it.")
    }
    guard parts.user == nil, parts.query == nil, parts.path.isEmpty else {
      throw Self.wrong(
        "The Odoo server's address must hold neither a path nor a key.",
        "Give scheme and host alone, for example https://erp.example.")
    }
    guard !database.isEmpty else {
      throw Self.wrong("No database is named.", "Name the Odoo database of this connection.")
    }
    guard !key.isEmpty else {
      throw Self.wrong(
        "There is no API key.", "Make one in Odoo: Preferences > Account Security > New API Key, as the technical user."
      )
    }
    guard !login.isEmpty || wireProtocol == .json2 else {
      throw Self.wrong("No login is given.", "Give the technical user's login.")
    }
  }

  private static func wrong(_ message: String, _ hint: String) -> Fault {
    Fault(.configuration, "ERP_SETTINGS", message, hint: hint)
  }
}
