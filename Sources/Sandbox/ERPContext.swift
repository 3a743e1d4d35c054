import Foundation

/// The `context` of a call.
struct ERPContext: Sendable {
  let values: RPCMap
  let user: Int
  let rights: ERPRights

  init(_ values: RPCMap = [:], user: Int, rights: ERPRights = .everything) {
    self.values = values
    self.user = user
    self.rights = rights
  }

  /// The same call without a limit of rights, as the server's own code runs where it says `sudo`.
  var unlimited: ERPContext { ERPContext(values, user: user) }

  var language: String { values["lang"]?.text ?? "en_US" }
  var activeTest: Bool { values["active_test"]?.isTrue ?? true }
  /// The zone that datetimes given to `load` are in. A user without a zone is in UTC.
  var zone: TimeZone { values["tz"]?.text.flatMap(TimeZone.init(identifier:)) ?? .gmt }

  func isOn(_ key: String) -> Bool { values[key]?.isTrue ?? false }

  func with(_ key: String, _ value: RPCValue) -> ERPContext {
    var values = values
    values[key] = value
    return ERPContext(values, user: user, rights: rights)
  }

  func without(_ key: String) -> ERPContext {
    ERPContext(values.filter { $0.key != key }, user: user, rights: rights)
  }

  /// The warehouses that stock quantities are asked for, or nil for all: 16 and 17 read "warehouse", 18 and 19 "warehouse_id", and each
  /// ignores the other silently (FACTS-odoo, versions).
  func warehouses(_ version: ERPVersion) -> [Int]? {
    guard let value = values[version >= .v18 ? "warehouse_id" : "warehouse"], value.isTrue else { return nil }
    return value.references
  }
}
