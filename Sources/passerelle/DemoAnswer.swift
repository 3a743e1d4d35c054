import JournalStore

/// What `demo --exit --format json` prints. Every figure is counted in the servers' own tables and logs.
struct DemoAnswer: Encodable {
  struct Flow: Encodable {
    var read: Int
    var created: Int
    var updated: Int
    var unchanged: Int
    var waiting: Int
    var quarantined: Int

    init(_ counts: FlowCounts) {
      read = counts.read
      created = counts.created
      updated = counts.updated
      unchanged = counts.unchanged + counts.held
      waiting = counts.waiting
      quarantined = counts.quarantined
    }
  }

  struct Requests: Encodable {
    var shop: Int
    var erp: Int
  }

  struct Pass: Encodable {
    var flows: [String: Flow]
    var requests: Requests
  }

  struct Row: Encodable {
    var flow: String
    var key: String
    var code: String
    var message: String
    var hint: String

    init(_ row: QuarantineRow) {
      flow = row.flow
      key = row.key.description
      code = row.fault.code
      message = row.fault.message
      hint = row.fault.hint
    }
  }

  struct Proof: Encodable {
    /// Orders that must be in the ERP.
    var expected: Int
    /// Of those, the ones that are.
    var present: Int
    var duplicates: Int
    var missing: Int
    /// Orders whose total is not what was paid.
    var differing: Int
  }

  var passes: [Pass]
  var quarantine: [Row]
  var proof: Proof
}
