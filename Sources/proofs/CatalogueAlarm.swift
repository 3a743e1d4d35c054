import Foundation
import Sandbox

/// Shows that the catalogue's oracle is able to see harm: what cannot turn red proves nothing.
enum CatalogueAlarm {
  /// Harms a shop that a run has filled rightly, one way after the other, and demands that each is counted.
  /// - Throws: `ProofFailure` when one is not.
  static func sound(mappings: String) async throws {
    let stage = try await CatalogueStage.make(.load, sharesStock: false, mappings: mappings)
    try await stage.worker.prepare(["sync"])
    var seen = stage.compare(named: "unharmed")
    guard seen.isRight else { throw ProofFailure("The unharmed run is not right: \(seen.line)") }
    for (name, count, harm) in harms {
      harm(stage.worker.shop)
      let row = stage.compare(named: name)
      guard row[keyPath: count] > seen[keyPath: count] else {
        throw ProofFailure("The oracle is blind for \(name): \(row.line)")
      }
      seen = row
    }
    await stage.worker.stop()
  }

  private static var harms: [(name: String, count: KeyPath<KillRow, Int>, harm: (SimulatedShop) -> Void)] {
    [
      ("a double product", \.duplicates, { $0.addProduct(reference: "BOWL", name: "Bowl", price: 9) }),
      ("a lost picture", \.missing, { shop in product("MUG", shop).map { shop.deletePicture(picture($0, shop)) } }),
      (
        "a lost combination", \.missing,
        { shop in
          let row = product("POSTER-1", shop).flatMap {
            shop.records("combinations", where: "id_product", is: String($0)).first
          }
          if let row { shop.delete("combinations", row.id) }
        }
      ),
      (
        "a wrong price", \.differing, { shop in product("MUG", shop).map { shop.edit("products", $0, ["price": "1"]) } }
      ),
      (
        "a changed field of an own product", \.unmapped,
        { shop in product("LAMP", shop).map { shop.edit("products", $0, ["location": "Z"]) } }
      ),
      (
        "a changed own product", \.unmapped,
        { shop in product("OWN-RUG", shop).map { shop.edit("products", $0, ["price": "1"]) } }
      ),
    ]
  }

  private static func product(_ reference: String, _ shop: SimulatedShop) -> Int? {
    shop.records("products", where: "reference", is: reference).first?.id
  }

  private static func picture(_ product: Int, _ shop: SimulatedShop) -> Int {
    shop.pictures(of: product).first?.id ?? 0
  }
}
