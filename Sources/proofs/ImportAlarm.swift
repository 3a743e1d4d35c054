import Sandbox

/// Shows that the import's comparison is able to see harm: what cannot turn red proves nothing.
enum ImportAlarm {
  /// Harms what a run has brought in rightly, one way after the other, and demands that each is counted.
  /// - Throws: `ProofFailure` when one is not.
  static func sound(version: ERPVersion, mappings: String) async throws {
    let stage = try await ImportStage.make(version: version, mappings: mappings)
    guard stage.compare(named: "nothing imported").missing > 0 else {
      throw ProofFailure("The comparison is blind for an import that did not take place.")
    }
    try await stage.worker.prepare(["import", "products"])
    var seen = stage.compare(named: "unharmed")
    guard seen.isRight else { throw ProofFailure("The unharmed import is not right: \(seen.line)") }
    for (name, count, harm) in harms {
      harm(stage.worker)
      let row = stage.compare(named: name)
      guard row[keyPath: count] > seen[keyPath: count] else {
        throw ProofFailure("The comparison is blind for \(name): \(row.line)")
      }
      seen = row
    }
    await stage.worker.stop()
  }

  private static var harms: [(name: String, count: KeyPath<KillRow, Int>, harm: (WorkerStage) -> Void)] {
    [
      ("a category that is there twice", \.duplicates, { $0.erp.addCategory("Outlet") }),
      (
        "a lost variant", \.missing,
        { stage in variant("CHAIR-L-R", stage.erp).map { _ = stage.erp.archive(product: $0) } }
      ),
      (
        "a wrong barcode", \.differing,
        { stage in
          variant("LAMP-P", stage.erp).map {
            _ = stage.erp.editByHand("product.product", $0, ["barcode": "4006381333931-1"])
          }
        }
      ),
      (
        "another picture", \.differing,
        { stage in
          variant("LAMP-P", stage.erp).map { _ = stage.erp.setPicture(ERPPicture.png(99), variant: $0) }
        }
      ),
      (
        "a changed field of the shop", \.unmapped,
        { stage in
          let stool = stage.shop.records("products", where: "reference", is: "STOOL").first
          if let stool { stage.shop.edit("products", stool.id, ["location": "Z"]) }
        }
      ),
    ]
  }

  private static func variant(_ reference: String, _ erp: SimulatedERP) -> Int? {
    erp.records("product.product", fields: ["default_code"]).first { $0["default_code"]?.text == reference }?["id"]?
      .integer
  }
}
