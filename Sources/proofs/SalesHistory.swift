import FaultProxy

/// Something that happens at the shop or at the ERP; articles and papers by their position, so that the same history can be played in
/// several worlds.
enum SalesEvent: Sendable, Hashable {
  /// A customer wants so much, and orders it if the shop's row says that it is there.
  case buy(article: Int, quantity: Int, isPaid: Bool, withUnknown: Bool)
  /// The money of an order that waits for it comes in.
  case payLater(Int)
  /// A shop order that has not left is cancelled there.
  case cancelInShop(Int)
  /// Somebody at the ERP's counter wants so much, and takes it along if the ERP has it free.
  case sellAtCounter(article: Int, quantity: Int)
  /// An order of the ERP's own; one that may wait is taken beyond the stock, for goods to come.
  case orderAtERP(article: Int, quantity: Int, mayWait: Bool)
  case cancelAtERP(Int)
  /// By a receipt, which serves those who wait, or by a count, which serves nobody yet.
  case receive(article: Int, quantity: Int, isReceipt: Bool)
  /// The ERP's scheduler reserves what has come in for those who wait.
  case reserve
  /// A transfer with everything in it leaves.
  case deliver(Int)
}

/// A seeded history of sales: what happens between the runs of the worker, what happens while it is at work, and what goes wrong then.
struct SalesHistory: Sendable {
  struct Meanwhile: Sendable {
    /// Just before this request reaches the shop, or else the ERP.
    let request: Int
    let isAtShop: Bool
    let event: SalesEvent
  }

  struct Round: Sendable {
    var before: [SalesEvent]
    var meanwhile: [Meanwhile]
    var shop = FaultPlan()
    var erp = FaultPlan()
    var kills = false
  }

  let rounds: [Round]

  init(seed: Int, rounds count: Int, articles: Int) {
    var dice = Dice(seed: seed)
    rounds = (0..<count).map { _ in
      var round = Round(before: [], meanwhile: [])
      for _ in 0..<dice.roll(2...9) { round.before.append(Self.event(&dice, articles)) }
      if dice.happens(60) {
        for _ in 0..<dice.roll(1...3) {
          round.meanwhile.append(
            Meanwhile(request: dice.roll(1...25), isAtShop: dice.happens(50), event: Self.event(&dice, articles)))
        }
      }
      Self.harm(&round, &dice)
      return round
    }
  }

  private static func event(_ dice: inout Dice, _ articles: Int) -> SalesEvent {
    let (article, paper) = (dice.roll(0...(articles - 1)), dice.roll(0...999))
    return switch dice.roll(0...99) {
    case 0..<36:
      .buy(article: article, quantity: dice.roll(1...2), isPaid: dice.happens(60), withUnknown: dice.happens(8))
    case 36..<44: .payLater(paper)
    case 44..<50: .cancelInShop(paper)
    case 50..<62: .sellAtCounter(article: article, quantity: 1)
    case 62..<72: .orderAtERP(article: article, quantity: dice.roll(1...3), mayWait: dice.happens(40))
    case 72..<75: .cancelAtERP(paper)
    case 75..<86: .receive(article: article, quantity: dice.roll(1...4), isReceipt: dice.happens(50))
    case 86..<90: .reserve
    default: .deliver(paper)
    }
  }

  /// Half of the runs are left in peace.
  private static func harm(_ round: inout Round, _ dice: inout Dice) {
    let (request, isAtShop) = (dice.roll(1...25), dice.happens(50))
    let action: FaultAction
    switch dice.roll(0...99) {
    case 0..<50: return
    case 50..<62: action = .cutBefore
    case 62..<74: action = .cutAfter
    case 74..<82: action = .answer(.serverError)
    default:
      action = .kill(dice.happens(50) ? .beforeForwarding : .afterAnswer)
      round.kills = true
    }
    let plan = FaultPlan([.init(.request(request), action)])
    if isAtShop { round.shop = plan } else { round.erp = plan }
  }
}
