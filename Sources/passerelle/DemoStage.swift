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

  /// Orders come in; one stops, is mended, and follows.
  func orders() async throws -> (passes: [DemoAnswer.Pass], quarantine: [QuarantineRow]) {
    let first = try await sync(phrases.first)
    let rows = try await demo.quarantine()
    if tells {
      print("\n\(phrases.stopped)\n" + report.quarantine(rows, waiting: try await demo.waiting()))
      print("\n\(phrases.mended)")
    }
    demo.mend()
    try await demo.replay(rows)
    let second = try await sync("")
    return ([first, second, try await sync("\n\(phrases.again)")], rows)
  }

  /// Goods go out and come in; the shop is told, once.
  func goods() async throws -> [DemoAnswer.Pass] {
    demo.workInWarehouse()
    let first = try await sync("\n\(phrases.shipped)")
    if tells {
      print("\n" + phrases.shelves(demo.shelves().map(row)))
      let deliveries = demo.deliveries(language).map {
        (order: $0.order, numbers: $0.shown, state: $0.stateName, mails: $0.mails)
      }
      print("\n" + phrases.deliveries(deliveries))
    }
    return [first, try await sync("\n\(phrases.nothing)")]
  }

  func verify() async throws -> [VerifyReport] {
    if tells { print("\n\(phrases.compared)") }
    var reports: [VerifyReport] = []
    for flow in ["stock", "tracking"] {
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
  }

  private func sync(_ title: String) async throws -> DemoAnswer.Pass {
    try await demo.sync(tells ? title : nil, report)
  }

  private func row(_ shelf: DemoShelf) -> (reference: String, free: String, held: String, inShop: String) {
    (
      shelf.reference, shelf.free.description, shelf.held == 0 ? "–" : shelf.held.description,
      shelf.inShop.map(String.init) ?? "–"
    )
  }
}
