import Console
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
    var removed: Int

    init(_ counts: FlowCounts) {
      read = counts.read
      created = counts.created
      updated = counts.updated
      unchanged = counts.unchanged + counts.held
      waiting = counts.waiting
      quarantined = counts.quarantined
      removed = counts.removed
    }
  }

  struct Requests: Encodable {
    var shop: Int
    var erp: Int
  }

  struct Pass: Encodable {
    var name: String
    var flows: [String: Flow]
    var requests: Requests
    /// Those of the requests that may change something.
    var writes: Requests
  }

  /// What was found on both sides, and may be written from then on.
  struct Match: Encodable {
    var flow: String
    var matched: Int
    var ambiguous: Int
    var accepted: Int
  }

  /// Something of the shop that followed a change in the ERP.
  struct Change: Encodable {
    var topic: String
    var before: String
    var after: String
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
    var present = 0
    var duplicates = 0
    var missing = 0
    /// Orders whose total is not what was paid.
    var differing = 0
    /// What both sides sell, and what of it is for sale in the shop in another number than is free.
    var articles = 0
    var articlesWrong = 0
    /// Orders that were delivered, in part or in whole, or cancelled at the ERP, and those of which the shop shows another number or state.
    var deliveries = 0
    var deliveriesWrong = 0
    /// Messages of states that customers got more than once, or not at all.
    var mailsDoubled = 0
    var mailsMissing = 0
    /// Products of the ERP's catalogue, and those whose page in the shop is missing or another in a text of three languages, a price, a
    /// variant or the number of pictures, each with what is wrong.
    var pages = 0
    var pagesWrong: [String] = []

    var isRight: Bool {
      missing + duplicates + differing + articlesWrong + deliveriesWrong + mailsDoubled + mailsMissing == 0
        && pagesWrong.isEmpty
    }
  }

  var matched: [Match]
  var passes: [Pass]
  var changes: [Change]
  var quarantine: [Row]
  var verified: [VerifyPresentation]
  var proof: Proof
  /// Of the last pass: 0 and 0.
  var writesOfLastPass: Requests
}
