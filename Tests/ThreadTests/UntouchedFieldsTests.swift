import Engine
import Foundation
import Journal
import Mapping
import PrestaShop
import Records
import Sandbox
import Testing

/// Random products, random mapping files, random changes: what no mapping names stays.
@Suite("Fields that no mapping names")
struct UntouchedFieldsTests {
  private static let cases = 100
  /// By what the product is found, and fields by which other rows or pictures move.
  private static let left: Set = [
    "id", "reference", "id_default_combination", "id_default_image", "cache_default_attribute", "position_in_category",
    "product_type", "type", "cache_is_pack", "combinations", "attachments", "product_bundle", "images",
    "product_option_values",
    "stock_availables", "date_upd", "unit_price_ratio",
  ]
  /// What the shop reckons anew whenever a product is saved; what is virtual gets its product type from that.
  private static let reckoned: Set = ["date_upd", "unit_price_ratio", "type", "product_type"]

  /// 8.2.1 is written in part; before, a product is read, merged and written as a whole.
  @Test(
    "Whatever is mapped and changed, every other field of every table is as before",
    arguments: [Sandbox.ShopVersion.v8, .v17])
  func untouched(version: Sandbox.ShopVersion) async throws {
    let shop = try SimulatedShop(version: version, settings: ShopSettings(languages: ShopSettings.threeLanguages))
    _ = try await shop.start()
    let connector = try PrestaShopConnector(
      PrestaShopConfiguration(url: shop.url ?? "", key: shop.key, shopID: 1, minimumSpacing: .zero),
      logger: LogRecorder().logger)
    do {
      try await tryCases(shop, connector)
    } catch {
      await connector.shutdown()
      await shop.stop()
      throw error
    }
    await connector.shutdown()
    await shop.stop()
  }

  private func tryCases(_ shop: SimulatedShop, _ connector: PrestaShopConnector) async throws {
    let schema = try #require(try await connector.describe(["products"]).resources["products"])
    let shelf = RandomProduct.Shelf(shop)
    let first = Int.random(in: 1...1_000_000)
    var written = 0
    for seed in first..<(first + Self.cases) {
      written += try await tryCase(seed, shop, connector, schema, shelf)
    }
    #expect(written > Self.cases, "only \(written) of \(2 * Self.cases) runs wrote anything")
  }

  /// - Returns: in how many of its two runs the case wrote to the shop.
  private func tryCase(
    _ seed: Int, _ shop: SimulatedShop, _ connector: PrestaShopConnector, _ schema: ResourceSchema,
    _ shelf: RandomProduct.Shelf
  ) async throws -> Int {
    var random = RandomProduct(seed: seed, shelf)
    let reference = "P\(seed)"
    let product = random.add(
      to: shop, reference: reference, schema.fields.filter { !Self.left.contains($0.name) })
    let writable = schema.fields.filter { !$0.isReadOnly && !Self.left.contains($0.name) }
    let mapped = random.some(writable)
    let sheet = SheetSystem(mapped)
    let folder = try Folder()
    defer { folder.remove() }
    try folder.write("sheets.yaml", Self.mapping(mapped, &random))
    let journal = try SQLiteJournal(path: SQLiteJournal.inMemory, instance: "random")
    let engine = Engine(
      EngineParts(
        connectors: ["prestashop": connector, "sheet": sheet],
        mappings: try MappingSet.load(directories: [folder.path]),
        journal: journal, settings: [:],
        instance: "random", clock: { Instant(Date()) }, logger: LogRecorder().logger))
    let before = shop.snapshot()
    var written = 0
    for moment in 1...2 {
      var values: [String: Value] = ["code": .text(reference)]
      for field in mapped { values["v_" + field.name] = random.value(of: field) }
      sheet.set(values, at: 1000 * moment)
      shop.log.reset()
      _ = try await engine.sync([])
      written += shop.log.entries.contains { ["PUT", "PATCH"].contains($0.method) } ? 1 : 0
      let names = Set(mapped.map(\.serverName)).union(Self.reckoned)
      let wrong = shop.snapshot().changes(since: before).filter { !Self.isAllowed($0, product, names) }
      #expect(wrong.isEmpty, "seed \(seed), run \(moment), mapped \(names.sorted()): \(wrong)")
    }
    return written
  }

  private static func mapping(_ fields: [FieldSchema], _ random: inout RandomProduct) -> String {
    var text = """
      mapping: sheets
      about: Random fields of a product.
      from: sheet/sheets
      to: prestashop/products
      create: never
      missing: NO_PRODUCT
      find: {reference: code}
      fields:

      """
    for field in fields {
      let policy = random.pick(["always", "if untouched", "on create", "if empty", "if known"])
      text += "  \(field.name): {value: v_\(field.name), write: \(policy)}\n"
    }
    return text
  }

  /// German is a language that the source does not have.
  private static func isAllowed(_ change: ShopFieldChange, _ product: Int, _ names: Set<String>) -> Bool {
    change.resource == "products" && change.id == product && !change.field.hasSuffix("[3]")
      && names.contains(String(change.field.prefix { $0 != "[" }))
  }
}
