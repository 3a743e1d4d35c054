/// The answer of `proofs golden`: counts, and a row for each order that is not equal.
struct GoldenReport: Encodable {
  var orders: Int
  var equal: Int
  var closed: Int
  var gated: Int
  var wrong: Int
  var rows: [GoldenRow]

  init(_ rows: [GoldenRow]) {
    orders = rows.count
    equal = rows.count { $0.verdict == .equal }
    closed = rows.count { $0.verdict == .closed }
    gated = rows.count { $0.verdict == .gated }
    wrong = rows.count { $0.verdict == .wrong }
    self.rows = rows.filter { $0.verdict != .equal }
  }
}
