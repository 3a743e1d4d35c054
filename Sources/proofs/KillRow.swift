/// What the servers held after a kill at one step and the runs that followed.
struct KillRow: Encodable {
  var step: String
  var killed = false
  var missing = 0
  var duplicates = 0
  var differing = 0
  /// Fields that are nobody's but the people's, and were changed all the same. Stages that do not tell them apart count them as differing.
  var unmapped = 0
  var why = ""

  var isRight: Bool { missing + duplicates + differing + unmapped == 0 && why.isEmpty }

  var line: String {
    "\(step): \(missing) missing, \(duplicates) duplicates, \(differing) differing, \(unmapped) unmapped fields changed"
      + (killed ? "" : " (not reached)")
      + (why.isEmpty ? "" : " – \(why)")
  }
}

struct KillReport: Encodable {
  var steps: Int
  var missing: Int
  var duplicates: Int
  var differing: Int
  var unmapped: Int
  /// Steps that the run ended before: a step of the unharmed run need not come in every run.
  var notKilled: Int
  var rows: [KillRow]

  init(_ rows: [KillRow]) {
    steps = rows.count
    missing = rows.reduce(0) { $0 + $1.missing }
    duplicates = rows.reduce(0) { $0 + $1.duplicates }
    differing = rows.reduce(0) { $0 + $1.differing }
    unmapped = rows.reduce(0) { $0 + $1.unmapped }
    notKilled = rows.count { !$0.killed }
    self.rows = rows.filter { !$0.isRight }
  }
}
