import Records

/// What is known of a resource beyond its schema: how its changes are found, what may be done to it, and which names
/// and fields make versions look alike. Sources: FACTS a to l, and the difference of the recorded schemas of
/// 1.6.1.24, 1.7.8.11, 8.2.1 and 9.1.4.
struct Canon: Sendable {
  /// A field of newer versions, as records of older ones show it.
  struct Absent: Sendable {
    var name: String
    var kind: FieldSchema.Kind
    var value: Value = .null
    /// No version takes it. Else what is written to it goes where the version has it, and nowhere where it does not.
    var isReadOnly = false
  }

  var watermark: String?
  /// The watermark shown and sorted by is the shop's, the one filtered on is that of all shops: a row may come that
  /// lies before the bound.
  var watermarkMayLag = false
  var creation: ResourceSchema.Creation = .probed
  var canUpdate = true
  /// A full PUT destroys something or sends mails: only PATCH will do.
  var onlyPatch = false
  /// Canonical field by the name that older versions have for it.
  var formerNames: [String: String] = [:]
  var absent: [Absent] = []
  /// Fields that the shop computes, and that a document sent back had better not hold (FACTS b).
  var derived: Set<String> = []
  /// Lists that show records of other resources: written, they would delete those that are not named (combinations), or nothing at all.
  var views: Set<String> = []
  /// How many characters columns hold whose limit the shop does not tell, and which it cuts without a word.
  var limits: [String: Int] = [:]
  /// How many records a body may hold: rows that cost the shop less than a millisecond go by the hundred (FACTS f).
  var writeLimit = 50
  /// Fields that the shop may decide upon itself, whatever it is sent.
  var decided: Set<String> = []
  /// Whether records may be removed by a flow.
  var isDeletable = false
  /// Fields whose changes do not show in the watermark are none of this table's business: complete passes find them.
  static func of(_ resource: String) -> Canon { table[resource] ?? Canon() }

  private static let table: [String: Canon] = [
    "products": Canon(
      watermark: "date_upd", watermarkMayLag: true,
      absent: [
        Absent(name: "isbn", kind: .text), Absent(name: "mpn", kind: .text),
        Absent(name: "state", kind: .integer, value: 1),
        Absent(name: "product_type", kind: .text), Absent(name: "additional_delivery_times", kind: .integer),
        Absent(name: "delivery_in_stock", kind: .texts), Absent(name: "delivery_out_stock", kind: .texts),
        Absent(name: "low_stock_threshold", kind: .integer), Absent(name: "low_stock_alert", kind: .bool, value: false),
      ],
      derived: ["manufacturer_name", "quantity", "position_in_category", "id_default_image", "id_default_combination"],
      views: ["combinations", "product_option_values", "stock_availables", "images"], decided: ["product_type"],
      isDeletable: true),
    "combinations": Canon(
      absent: [
        Absent(name: "isbn", kind: .text), Absent(name: "mpn", kind: .text),
        Absent(name: "low_stock_threshold", kind: .integer),
        Absent(name: "low_stock_alert", kind: .bool, value: false),
        Absent(name: "available_now", kind: .texts), Absent(name: "available_later", kind: .texts),
      ], decided: ["default_on"], isDeletable: true),
    // The tree is counted anew once a body (PAINS 12).
    "categories": Canon(
      watermark: "date_upd", derived: ["level_depth", "nb_products_recursive"], writeLimit: 100, isDeletable: true),
    "product_options": Canon(writeLimit: 100, isDeletable: true),
    "product_option_values": Canon(writeLimit: 100, isDeletable: true),
    "product_features": Canon(writeLimit: 100, isDeletable: true),
    "product_feature_values": Canon(writeLimit: 100, isDeletable: true),
    "tags": Canon(writeLimit: 100, isDeletable: true),
    "specific_prices": Canon(writeLimit: 100, isDeletable: true),
    "manufacturers": Canon(watermark: "date_upd", derived: ["link_rewrite"], isDeletable: true),
    "suppliers": Canon(watermark: "date_upd", derived: ["link_rewrite"], isDeletable: true),
    "customers": Canon(watermark: "date_upd", onlyPatch: true),
    "addresses": Canon(watermark: "date_upd"),
    "carts": Canon(watermark: "date_upd"),
    "orders": Canon(
      watermark: "date_upd", creation: .never, canUpdate: false,
      absent: [
        Absent(name: "note", kind: .text),
        // No version has it: see `PastStates`.
        Absent(name: PastStates.name, kind: .references("order_states"), isReadOnly: true),
      ]),
    "order_details": Canon(
      creation: .never, canUpdate: false,
      absent: [
        Absent(name: "product_isbn", kind: .text), Absent(name: "product_mpn", kind: .text),
        Absent(name: "id_customization", kind: .reference("customizations"), value: 0),
        Absent(name: "total_refunded_tax_excl", kind: .decimal),
        Absent(name: "total_refunded_tax_incl", kind: .decimal),
      ]),
    "order_cart_rules": Canon(
      creation: .never, canUpdate: false, absent: [Absent(name: "deleted", kind: .bool, value: false)]),
    "order_histories": Canon(watermark: "date_add", creation: .never, canUpdate: false),
    "order_payments": Canon(
      watermark: "date_add", absent: [Absent(name: "id_employee", kind: .reference("employees"))]),
    "order_slip": Canon(watermark: "date_upd"),
    "order_invoices": Canon(watermark: "date_add", creation: .never, canUpdate: false),
    "order_carriers": Canon(
      watermark: "date_add", creation: .never, limits: ["tracking_number": 64], writeLimit: 100),
    "order_states": Canon(canUpdate: false),
    "customer_threads": Canon(watermark: "date_upd"),
    "customer_messages": Canon(watermark: "date_upd"),
    "messages": Canon(watermark: "date_add"),
    "cart_rules": Canon(
      watermark: "date_upd", absent: [Absent(name: "reduction_exclude_special", kind: .bool, value: false)]),
    "stock_availables": Canon(
      creation: .never, absent: [Absent(name: "location", kind: .text)], writeLimit: 100),
    "currencies": Canon(
      creation: .never, canUpdate: false, formerNames: ["iso_code_num": "numeric_iso_code", "sign": "symbol"],
      absent: [Absent(name: "names", kind: .texts), Absent(name: "precision", kind: .integer)]),
    "languages": Canon(creation: .never, canUpdate: false, absent: [Absent(name: "locale", kind: .text)]),
    "configurations": Canon(creation: .never, canUpdate: false),
    // Writing a tax, even unchanged, makes a new one and repoints all rules to it; reading a carrier for a write
    // fills its method and name.
    "taxes": Canon(creation: .never, canUpdate: false),
    "tax_rules": Canon(creation: .never, canUpdate: false),
    "tax_rule_groups": Canon(creation: .never, canUpdate: false),
    "carriers": Canon(creation: .never, canUpdate: false),
    "shops": Canon(creation: .never, canUpdate: false),
    "shop_groups": Canon(creation: .never, canUpdate: false),
    "employees": Canon(creation: .never, canUpdate: false),
  ]
}
