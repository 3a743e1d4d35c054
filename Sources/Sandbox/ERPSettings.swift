import Foundation

/// How the simulated Odoo's database is set up.
public struct ERPSettings: Sendable {
  public var database: String
  public var users: [ERPUser]
  /// Decimals of the "Product Price" precision: 2 in a fresh database, 6 by the recipe of FACTS-money.
  public var priceDigits: Int
  /// Nil: what the version installs (19 rounds globally, the others a line).
  public var rounding: ERPTaxRounding?
  /// Are the price-included taxes of the French chart active? In a fresh database they are not, nor are 10 %, 5.5 % and 2.1 % excluded.
  public var includedTaxesActive: Bool
  /// Answers `Connection: close`, as Odoo's prefork mode does: the client then closes.
  public var closesConnections: Bool
  /// The database server's clock.
  public var clock: @Sendable () -> Date

  /// A database "erp" with an administrator ("admin", password "admin", key "admin-key") and a technical user ("connector", key
  /// "connector-key").
  public init(
    database: String = "erp",
    users: [ERPUser] = [
      ERPUser(id: 2, login: "admin", password: "admin", apiKeys: ["admin-key"], rights: .everything),
      ERPUser(id: 6, login: "connector", apiKeys: ["connector-key"]),
    ],
    priceDigits: Int = 2, rounding: ERPTaxRounding? = nil, includedTaxesActive: Bool = true,
    closesConnections: Bool = false, clock: @escaping @Sendable () -> Date = { Date() }
  ) {
    self.database = database
    self.users = users
    self.priceDigits = priceDigits
    self.rounding = rounding
    self.includedTaxesActive = includedTaxesActive
    self.closesConnections = closesConnections
    self.clock = clock
  }
}
