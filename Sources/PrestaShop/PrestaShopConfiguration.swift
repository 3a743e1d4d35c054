import Foundation
import Records

/// One connection to one shop: an address, a webservice key, and the shop that is meant where one installation holds
/// several.
public struct PrestaShopConfiguration: Sendable {
  /// The shop's base address as its customers use it, without `/api`: "https://shop.example/boutique".
  public var url: String
  /// The webservice key: 32 characters. Never logged.
  public var key: String
  /// Sent with every request as `id_shop`; 1 where the multistore feature is off.
  public var shopID: Int
  /// Language codes by the shop's language id, where the shop's own iso codes are not the ones that mappings use.
  public var languages: [Int: String]
  /// The shortest time between the starts of two requests.
  public var minimumSpacing: Duration
  /// How many requests may be under way at once.
  public var maximumInFlight: Int
  /// Longer addresses are split into several requests: servers refuse them from 8190 bytes on.
  public var maximumURLLength: Int
  /// How many rows a page of a list holds.
  public var pageSize: Int
  public var connectTimeout: Duration
  /// How long the shop may send nothing in the middle of an answer.
  public var stallTimeout: Duration
  public var totalTimeout: Duration
  /// How often one request is tried in all.
  public var maximumAttempts: Int
  /// The longest pause before the second attempt; each later one is twice as long.
  public var retryPause: Duration
  /// Seconds after which a request that got no answer can no longer take effect: at least the server's own limit
  /// (`max_execution_time`).
  public var serverTimeLimit: Int
  /// Hosts to which plain http is allowed, besides loopback.
  public var plainHTTPHosts: Set<String>
  public var certificateAuthorityFile: String?

  public init(
    url: String, key: String, shopID: Int, languages: [Int: String] = [:], minimumSpacing: Duration = .zero,
    maximumInFlight: Int = 2,
    maximumURLLength: Int = 6000, pageSize: Int = 200, connectTimeout: Duration = .seconds(10),
    stallTimeout: Duration = .seconds(60),
    totalTimeout: Duration = .seconds(300), maximumAttempts: Int = 4, retryPause: Duration = .milliseconds(500),
    serverTimeLimit: Int = 120, plainHTTPHosts: Set<String> = [],
    certificateAuthorityFile: String? = nil
  ) {
    self.url = url
    self.key = key
    self.shopID = shopID
    self.languages = languages
    self.minimumSpacing = minimumSpacing
    self.maximumInFlight = max(1, maximumInFlight)
    self.maximumURLLength = maximumURLLength
    self.pageSize = max(1, pageSize)
    self.connectTimeout = connectTimeout
    self.stallTimeout = stallTimeout
    self.totalTimeout = totalTimeout
    self.maximumAttempts = maximumAttempts
    self.retryPause = retryPause
    self.serverTimeLimit = serverTimeLimit
    self.plainHTTPHosts = plainHTTPHosts
    self.certificateAuthorityFile = certificateAuthorityFile
  }

  /// The address of the webservice, without a slash at its end. An address that already ends in `/api` is accepted.
  var apiURL: String {
    var base = url.trimmingCharacters(in: .whitespaces)
    while base.hasSuffix("/") { base.removeLast() }
    return base.hasSuffix("/api") ? base : base + "/api"
  }

  /// Throws SHOP_SETTINGS for what can be seen to be wrong without asking the shop.
  func check() throws(Fault) {
    guard let parts = URLComponents(string: url), let scheme = parts.scheme?.lowercased(),
      ["http", "https"].contains(scheme),
      parts.host?.isEmpty == false
    else {
      throw Fault(
        .configuration, "SHOP_SETTINGS", "\"\(url)\" is not the address of a shop.", context: ["url": url],
        hint: "Give the shop's address as customers see it, with https:// before it.")
    }
    guard parts.user == nil, parts.query == nil else {
      throw Fault(
        .configuration, "SHOP_SETTINGS", "The shop's address must not hold a key or parameters.",
        hint: "Give the address alone; the key has a setting of its own.")
    }
    guard !key.isEmpty else {
      throw Fault(
        .configuration, "SHOP_SETTINGS", "There is no webservice key.",
        hint: "Make one in the shop's back office: Advanced Parameters > Webservice.")
    }
    guard shopID > 0 else {
      throw Fault(
        .configuration, "SHOP_SETTINGS", "The shop's id must be 1 or more.",
        hint: "It is 1 where the multistore feature is off.")
    }
  }
}

extension PrestaShopConfiguration: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// Never the key.
  public var description: String { "PrestaShop at \(url), shop \(shopID)" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: ["url": url, "shopID": shopID]) }
}
