/// Who was promised what. An article's units are *oversold* when a promise is made beyond what was received and not yet promised:
///
///     available = received - promised      promised: all orders of the shop and of the ERP that are not cancelled, and counter sales
///     oversold by a promise of q = max(0, min(q, q - available))
///
/// An order that the ERP takes knowingly beyond its stock, for goods to come, is not counted itself; what others are promised of the units
/// that it waits for is.
struct SalesLedger {
  struct ShopOrder {
    let id: Int
    let article: Int
    let quantity: Int
    let isStopped: Bool
    var isPaid = false
    var isCancelled = false
    /// Was paid when the last complete run began: the ERP must have it.
    var isKnown = false
    var wasPaidAtBeginning = false
  }

  struct ERPOrder {
    let id: Int
    let article: Int
    let quantity: Int
    var isCancelled = false
  }

  var received: [Int]
  var promised: [Int]
  var shopOrders: [ShopOrder] = []
  var erpOrders: [ERPOrder] = []
  var tally = SalesTally()

  /// What the shop's row of each article may show at most: what was left at one moment of the last complete run (or at one since then that a
  /// later run, which did not end, may have written), and what the shop itself has sold or taken back since.
  private(set) var allowed: [Int]
  /// While a run is at work: the most that was left at one moment of it, and what the shop took back meanwhile.
  private var most: [Int] = []
  private var returned: [Int] = []
  private var isRunning = false

  init(received: [Int]) {
    self.received = received
    promised = received.map { _ in 0 }
    allowed = received.map { _ in 0 }
  }

  func available(_ article: Int) -> Int { received[article] - promised[article] }

  // MARK: Promises

  mutating func notePromise(inShop article: Int, _ quantity: Int) {
    let over = Self.excess(quantity, available(article))
    // Of what the row may have shown rightly, the customer took this much; the rest should not have been for sale.
    let unexcused = min(over, max(0, quantity - max(0, allowed[article])))
    tally.soldInShop += quantity
    tally.inWindow += over - unexcused
    tally.outsideWindow += unexcused
    if unexcused > 0 { tally.notes.append("The shop sold \(unexcused) of RARE-\(article) that no moment excuses.") }
    promised[article] += quantity
    allowed[article] -= quantity
  }

  /// `excused`: units that shop orders hold which the ERP cannot know of.
  mutating func notePromise(atERP article: Int, _ quantity: Int, excused: Int) {
    let over = Self.excess(quantity, available(article))
    let unexcused = max(0, over - excused)
    tally.soldAtERP += quantity
    tally.atCounter += over - unexcused
    tally.outsideWindow += unexcused
    if unexcused > 0 {
      tally.notes.append("The ERP sold \(unexcused) of RARE-\(article) that it should have known of.")
    }
    promised[article] += quantity
  }

  private static func excess(_ quantity: Int, _ available: Int) -> Int {
    max(0, min(quantity, quantity - available))
  }

  mutating func cancelShopOrder(_ index: Int) {
    let order = shopOrders[index]
    shopOrders[index].isCancelled = true
    promised[order.article] -= order.quantity
    allowed[order.article] += order.quantity
    if isRunning { returned[order.article] += order.quantity }
  }

  // MARK: Runs

  mutating func beginRun() {
    isRunning = true
    returned = received.map { _ in 0 }
    most = received.indices.map { max(0, available($0)) }
    for index in shopOrders.indices {
      shopOrders[index].wasPaidAtBeginning = shopOrders[index].isPaid && !shopOrders[index].isStopped
    }
  }

  /// Something has happened: what is left now may be what the run reads.
  mutating func noteMoment() {
    guard isRunning else { return }
    for article in most.indices { most[article] = max(most[article], available(article)) }
  }

  mutating func endRun(isComplete: Bool) {
    isRunning = false
    for article in allowed.indices {
      let written = most[article] + returned[article]
      allowed[article] = isComplete ? written : max(allowed[article], written)
    }
    guard isComplete else { return }
    for index in shopOrders.indices { shopOrders[index].isKnown = shopOrders[index].wasPaidAtBeginning }
  }
}

/// What came of a history.
struct SalesTally: Encodable {
  var soldInShop = 0
  var soldAtERP = 0
  /// Oversold by the shop, because something happened since the last run had read.
  var inWindow = 0
  /// Oversold by the ERP's own people: units of shop orders that the ERP did not know of yet.
  var atCounter = 0
  /// Oversold, and it should not have been.
  var outsideWindow = 0
  /// Rows that showed more than was left at any moment of a complete run.
  var rowsTooHigh = 0
  /// Rows that did not show all that was left after a complete run during which nothing happened.
  var rowsTooLow = 0
  var notes: [String] = []

  var oversold: Int { inWindow + atCounter + outsideWindow }
}
