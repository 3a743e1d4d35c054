import Foundation

/// How a simulated shop is set up. The defaults are a French shop that sells in euros and dollars, in English and
/// French.
public struct ShopSettings: Sendable {
  /// How row totals are rounded (`PS_ROUND_TYPE`): the raw values are PrestaShop's.
  public enum RoundType: Int, Sendable, CaseIterable {
    case item = 1
    case line = 2
    case total = 3
  }

  /// How a number is rounded (`PS_PRICE_ROUND_MODE`): the raw values are PrestaShop's.
  public enum RoundMode: Int, Sendable, CaseIterable {
    case up = 0
    case down = 1
    case halfUp = 2
    case halfDown = 3
    case halfEven = 4
    case halfOdd = 5
  }

  /// The zone of every date that the shop shows or reads; none of them carries an offset.
  public var timeZone: TimeZone
  public var roundType: RoundType
  public var roundMode: RoundMode
  public var keys: [ShopKey]
  /// The shops of the one group; the first is the one that the address belongs to.
  public var shopIDs: [Int]
  /// `ps_shop_group.share_stock`: stock rows then belong to the group and not to a shop.
  public var sharesStock: Bool
  public var name: String
  /// What the `Host` header must be (with the port), else the shop answers 302 to its front page. Nil accepts every
  /// host.
  public var domain: String?
  /// Language codes by id, in the order of the ids.
  public var languages: [(id: Int, code: String)]
  /// Which language messages of validation and new rows prefer.
  public var defaultLanguage: Int
  public var clock: ShopClock
  /// How long each answer takes; nothing by default.
  public var latency: Duration
  /// How long the shop says that it works on a request.
  public var pace: ShopPace

  /// Three languages, for a catalogue in every one of them: English, French (the default) and German.
  public static let threeLanguages: [(id: Int, code: String)] = [(1, "en"), (2, "fr"), (3, "de")]

  public init(
    timeZone: TimeZone = TimeZone(identifier: "Europe/Paris") ?? .gmt, roundType: RoundType = .line,
    roundMode: RoundMode = .halfUp,
    keys: [ShopKey] = [.everything], shopIDs: [Int] = [1], sharesStock: Bool = false, name: String = "Passerelle",
    domain: String? = nil,
    languages: [(id: Int, code: String)] = [(1, "en"), (2, "fr")], defaultLanguage: Int = 2,
    clock: ShopClock = ShopClock(),
    latency: Duration = .zero, pace: ShopPace = ShopPace()
  ) {
    self.timeZone = timeZone
    self.roundType = roundType
    self.roundMode = roundMode
    self.keys = keys
    self.shopIDs = shopIDs
    self.sharesStock = sharesStock
    self.name = name
    self.domain = domain
    self.languages = languages
    self.defaultLanguage = defaultLanguage
    self.clock = clock
    self.latency = latency
    self.pace = pace
  }
}
