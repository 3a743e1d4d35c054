/// How much is asked for at a time. A call should stay well below 20 s, for Odoo kills a worker after 60 s of computing
/// (FACTS-odoo k: pages of 1 000 products take 0.4 to 1 s, 100 orders of 3 lines are loaded in 2.5 to 3 s, confirmed in
/// 10 to 14 s).
enum ModelPages {
  /// Records of a page of changes or of a pass.
  static let size = 500
  /// Ids, or other values, in one domain.
  static let values = 1000
  /// Rows of one `load`.
  static let loadRows = 300
  /// Orders confirmed, invoiced or cancelled in one call.
  static let actions = 25
}
