/// What the servers held after a kill at one step and the runs that followed.
struct KillRow: Encodable {
  var step: String
  var killed = false
  var missing = 0
  var duplicates = 0
  var differing = 0
  var why = ""

  var line: String {
    "\(step): \(missing) missing, \(duplicates) duplicates, \(differing) differing" + (killed ? "" : " (not reached)")
      + (why.isEmpty ? "" : " – \(why)")
  }
}

struct KillReport: Encodable {
  var steps: Int
  var missing: Int
  var duplicates: Int
  var differing: Int
  /// Steps that the run ended before: a step of the unharmed run need not come in every run.
  var notKilled: Int
  var rows: [KillRow]

  init(_ rows: [KillRow]) {
    steps = rows.count
    missing = rows.reduce(0) { $0 + $1.missing }
    duplicates = rows.reduce(0) { $0 + $1.duplicates }
    differing = rows.reduce(0) { $0 + $1.differing }
    notKilled = rows.count { !$0.killed }
    self.rows = rows.filter { $0.missing + $0.duplicates + $0.differing > 0 }
  }
}
