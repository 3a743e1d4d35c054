import Console
import Engine
import JournalStore
import Records
import Sandbox

/// The demo's scenes, told where somebody listens.
struct DemoStage {
  let demo: Demo
  let language: Language
  let tells: Bool

  private var phrases: DemoPhrases { DemoPhrases(language: language) }
  private var report: Report { Report(language: language) }

  /// What both sides have already, in the order of what needs what.
  private static let matched = ["variants", "attributes", "attribute_values", "products", "combinations"]
  private static let verified = [
    "categories", "attributes", "attribute_values", "products", "combinations", "images", "prices", "stock", "tracking",
  ]

  /// What the shop had before is found again and accepted; then the catalogue comes.
  func catalogue() async throws -> (matched: [DemoAnswer.Match], pass: DemoAnswer.Pass) {
    if tells { print(phrases.matching) }
    var matched: [DemoAnswer.Match] = []
    for flow in Self.matched { matched.append(try await demo.match(flow)) }
    if tells { print(phrases.matched(matched.map { ($0.flow, $0.matched, $0.accepted) })) }
    let pass = try await sync("catalogue", "\n\(phrases.catalogue)")
    if tells { print(phrases.inShop(demo.inShop())) }
    return (matched, pass)
  }

  /// Orders come in; one stops, is mended, and follows.
  func orders() async throws -> (placed: DemoOrders, passes: [DemoAnswer.Pass], quarantine: [QuarantineRow]) {
    let placed = demo.placeOrders()
    let first = try await sync("orders", "\n" + phrases.orders(placed.count, customers: demo.shop.count("customers")))
    let rows = try await demo.quarantine()
    if tells {
      print("\n\(phrases.stopped)\n" + report.quarantine(rows, waiting: try await demo.waiting()))
      print("\n\(phrases.mended)")
    }
    demo.mend()
    try await demo.replay(rows)
    return (placed, [first, try await sync("mended", "")], rows)
  }

  /// Goods go out and come in, and the catalogue changes; the shop is told, once.
  func changes(_ placed: DemoOrders) async throws -> (passes: [DemoAnswer.Pass], changes: [DemoAnswer.Change]) {
    let work = DemoChanges(demo.seed)
    let shopLanguage = language == .french ? 2 : 1
    let before = work.shown(in: demo.shop, language: shopLanguage)
    DemoWarehouse(demo.erp, placed).work()
    work.make()
    let pass = try await sync("changes", "\n\(phrases.changed)")
    let after = work.shown(in: demo.shop, language: shopLanguage)
    let changes = DemoChanges.Topic.allCases.map {
      DemoAnswer.Change(topic: $0.rawValue, before: before[$0] ?? "", after: after[$0] ?? "")
    }
    if tells { tell(changes) }
    return ([pass, try await sync("last", "\n\(phrases.nothing)")], changes)
  }

  func verify() async throws -> [VerifyReport] {
    if tells { print("\n\(phrases.compared)") }
    var reports: [VerifyReport] = []
    for flow in Self.verified {
      let result = try await demo.verify(flow)
      if tells { print(report.verification(result, shown: 0)) }
      reports.append(result)
    }
    return reports
  }

  func tell(_ proof: DemoAnswer.Proof) {
    print(
      "\n"
        + phrases.proof(
          present: proof.present, expected: proof.expected, duplicates: proof.duplicates, missing: proof.missing,
          differing: proof.differing))
    print(
      phrases.proof(
        shelves: (proof.articles - proof.articlesWrong, proof.articles),
        deliveries: (proof.deliveries - proof.deliveriesWrong, proof.deliveries), doubled: proof.mailsDoubled,
        missing: proof.mailsMissing))
    print(phrases.proof(pages: proof.pages - proof.pagesWrong.count, of: proof.pages))
    for page in proof.pagesWrong { print("  \(page)") }
  }

  private func tell(_ changes: [DemoAnswer.Change]) {
    print("\n" + phrases.changes(changes.map { ($0.topic, $0.before, $0.after) }))
    let moved = demo.shelves().filter { DemoWarehouse.moved.contains($0.reference) }
    print("\n" + phrases.shelves(moved.map(row)))
    let deliveries = demo.deliveries(language)
    let told = deliveries.prefix(8).map { (order: $0.order, numbers: $0.shown, state: $0.stateName, mails: $0.mails) }
    print("\n" + phrases.deliveries(told, further: deliveries.count - told.count))
  }

  private func sync(_ name: String, _ title: String) async throws -> DemoAnswer.Pass {
    try await demo.sync(name, tells ? title : nil, report)
  }

  private func row(_ shelf: DemoShelf) -> (reference: String, free: String, held: String, inShop: String) {
    (
      shelf.reference, shelf.free.description, shelf.held == 0 ? "–" : shelf.held.description,
      shelf.inShop.map(String.init) ?? "–"
    )
  }
}
