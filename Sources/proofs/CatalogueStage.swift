import Foundation
import Records
import Sandbox

/// The ERP's catalogue in a shop that has one of its own: the first load, or a run after much has changed.
struct CatalogueStage: KillStage {
  enum Phase: String, CaseIterable, Sendable {
    case load
    case changes
  }

  let worker: WorkerStage
  let goodExit: Int32 = 0
  private let oracle: CatalogueOracle
  private let truth: CatalogueTruth
  private let before: ShopSnapshot

  /// Two shops of one group, of which the worker serves the first.
  static func make(
    _ phase: Phase, version: ERPVersion = .v18, sharesStock: Bool, mappings: String
  ) async throws -> CatalogueStage {
    let clock = ShopClock()
    clock.advance(by: -3600)
    let shop = try SimulatedShop(
      settings: ShopSettings(
        shopIDs: [1, 2], sharesStock: sharesStock, languages: ShopSettings.threeLanguages, clock: clock))
    let erp = try SimulatedERP(version: version, settings: ERPSettings(priceDigits: 6))
    let folders = [mappings, mappings + "-catalogue"]
    let groups =
      "table: price_groups\nfrom: odoo/product.pricelist\n"
      + "rows: {'\(CatalogueWorld.priceList)': {group: \(CatalogueWorld.group), everything: true}}\n"
    let worker = try await WorkerStage.start(
      shop, erp,
      .init(
        mappings: mappings, further: [mappings + "-catalogue"], overrides: ["tables/price_groups.yaml": groups],
        settings: "go_live: 2020-01-01"))
    var world = CatalogueWorld(shop, erp)
    var oracle = try CatalogueOracle(first: shop.snapshot(), mappings: folders)
    clock.advance(by: 3600)
    try await worker.prepare(["match", "products"])
    try await worker.prepare(["match", "products", "--accept"])
    try await worker.prepare(["match", "prices", "--accept"])
    var truth = CatalogueTruth(erp)
    if phase == .changes {
      try await worker.prepare(["sync"])
      world.move()
      oracle.handmade = world.handmade
      truth = CatalogueTruth(erp, known: truth.known)
    }
    erp.forgetCalls()
    return CatalogueStage(worker: worker, oracle: oracle, truth: truth, before: shop.snapshot())
  }

  func compare(_ step: KillStep) -> KillRow { compare(named: step.name) }

  func compare(named name: String) -> KillRow {
    var row = KillRow(step: name)
    oracle.compare(worker.shop, truth, before: before, into: &row)
    let writes = worker.erp.calls.count { ["create", "write", "load", "unlink"].contains($0.method ?? "") }
    if writes > 0 {
      row.unmapped += writes
      row.why += " The ERP was written to \(writes) times."
    }
    return row
  }
}
