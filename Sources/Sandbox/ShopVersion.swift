/// The releases that the simulated shop can be. What differs between them is measured (FACTS-prestashop); everything
/// else is the same.
public enum ShopVersion: String, Sendable, CaseIterable {
  case v16 = "1.6.1.24"
  case v17 = "1.7.8.11"
  case v8 = "8.2.1"
  case v9 = "9.1.4"

  /// PATCH exists since 8.0 (FACTS-prestashop, b).
  var hasPatch: Bool { self == .v8 || self == .v9 }

  /// 1.6 stops with a text and HTTP 200 where later releases throw (FACTS-prestashop, c).
  var diesWithText: Bool { self == .v16 }

  /// In validation messages 8 writes `Product-&gt;price`, the others `Product->price`.
  var arrow: String { self == .v8 ? "-&gt;" : "->" }

  /// 1.6 says what is wrong with a field in English, whatever the shop's language.
  var validatesInEnglish: Bool { self == .v16 }

  /// The vouchers of an order are `order_discounts` in 1.6.
  var orderCartRules: String { self == .v16 ? "order_discounts" : "order_cart_rules" }

  /// `Local-Content-Sha1` is honoured since 8.
  var answersNotModified: Bool { hasPatch }

  /// Two registered customers may share an e-mail address in 1.6.
  var refusesSameEmail: Bool { self != .v16 }

  /// A guest may have the e-mail address of a registered customer since 9.
  var acceptsGuestWithKnownEmail: Bool { self == .v9 }

  /// 1.6 is installed without orders of guests, and then no guest can be made through the webservice either.
  var refusesGuests: Bool { self == .v16 }

  /// Advanced stock management left in 9: `depends_on_stock` is stored there and refused before.
  var refusesDependsOnStock: Bool { self != .v9 }

  /// A row that breaks a unique key of the database is an exception that nobody catches in 8; elsewhere the webservice
  /// says that it could not save.
  var throwsOnDuplicateKeys: Bool { self == .v8 }

  var phpVersion: String { hasPatch ? "PHP/8.2.36" : "PHP/7.2.22-dev" }
}
