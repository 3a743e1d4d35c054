import Foundation
import Records
import Sandbox

/// A shop's own catalogue is brought into an ERP without one. After the kill the import is begun again, and then a sync carries on with what it linked.
struct ImportStage: KillStage {
  let worker: WorkerStage
  let goodExit: Int32 = 0
  let runs = [["import", "products"], ["import", "products"], ["sync"]]
  private let truth: ImportTruth
  private let before: ShopSnapshot

  static func make(version: ERPVersion, mappings: String) async throws -> ImportStage {
    let clock = ShopClock()
    clock.advance(by: -3600)
    let shop = try SimulatedShop(settings: ShopSettings(clock: clock))
    let erp = try SimulatedERP(version: version, settings: ERPSettings(priceDigits: 6))
    OwnCatalogue.fill(shop)
    clock.advance(by: 3600)
    erp.install(language: "fr_FR")
    for reference in ["SHIP", "WRAP", "VOUCHER", "ECO", "ROUND"] {
      erp.create(
        "product.template", ["name": .text(reference), "default_code": .text(reference), "type": "service"])
    }
    let truth = ImportTruth(shop, erp)
    let worker = try await WorkerStage.start(
      shop, erp, .init(mappings: mappings, further: [mappings + "-catalogue"]))
    return ImportStage(worker: worker, truth: truth, before: shop.snapshot())
  }

  func compare(_ step: KillStep) -> KillRow { compare(named: step.name) }

  func compare(named name: String) -> KillRow {
    var row = KillRow(step: name)
    for difference in truth.differences {
      switch difference.kind {
      case .missing: row.missing += 1
      case .surplus: row.duplicates += 1
      case .differing: row.differing += 1
      }
      row.why += " \(difference)."
    }
    for change in worker.shop.snapshot().changes(since: before) {
      row.unmapped += 1
      row.why += " \(change)."
    }
    return row
  }
}
