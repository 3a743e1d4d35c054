import Records

/// The languages installed in the database: Odoo's code and ours ("fr_FR" and "fr").
struct Languages: Sendable, Hashable {
  /// By our code.
  var codes: [String: String]

  static let englishOnly = Languages(codes: ["en": "en_US"])

  /// A language that several countries share keeps its country, except for the one that Odoo itself calls by the short
  /// name (`iso_code`), as its `fr_FR` among `fr_BE` and `fr_CH`.
  init(rows: [(code: String, iso: String)]) {
    var byShort: [String: [(code: String, iso: String)]] = [:]
    for row in rows { byShort[String(row.code.prefix { $0 != "_" }), default: []].append(row) }
    var codes: [String: String] = [:]
    for (short, rows) in byShort {
      for row in rows { codes[rows.count == 1 || row.iso == short ? short : row.code] = row.code }
    }
    self.codes = codes
  }

  init(codes: [String: String]) { self.codes = codes }
}
