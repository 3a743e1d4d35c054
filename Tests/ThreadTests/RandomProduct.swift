import Foundation
import Records
import Sandbox

/// Random values for the fields of a shop's products, the same for the same seed on every machine.
struct RandomProduct {
  private var state: UInt64
  /// What lists may name.
  let shelf: Shelf

  struct Shelf: Sendable {
    var categories: [Int]
    var tags: [Int]
    /// Each value with its feature.
    var features: [(feature: Int, value: Int)]
    var options: [Int]
    var products: [Int]

    init(_ shop: SimulatedShop) {
      categories = ["Salon", "Jardin", "Soldes"].map { shop.addCategory($0) }
      tags = ["ancien", "neuf", "cadeau"].map { shop.insert("tags", ["id_lang": "2", "name": $0]) }
      features = ["Matière", "Entretien"].flatMap { name in
        let made = shop.addFeature(name, values: ["A", "B"])
        return made.values.map { (made.feature, $0) }
      }
      options = shop.addOption("Taille", values: ["S", "M", "L"]).values
      products = ["Un", "Deux", "Trois"].map { shop.addProduct(reference: $0, name: $0, price: 1) }
    }
  }

  init(seed: Int, _ shelf: Shelf) {
    state = UInt64(bitPattern: Int64(seed)) &* 0x9E37_79B9_7F4A_7C15
    self.shelf = shelf
  }

  // MARK: Dice

  private mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func roll(_ range: ClosedRange<Int>) -> Int { range.lowerBound + Int(next() % UInt64(range.count)) }
  mutating func happens(_ percent: Int) -> Bool { roll(0...99) < percent }
  mutating func pick<Element>(_ items: [Element]) -> Element { items[roll(0...items.count - 1)] }
  mutating func some<Element>(_ items: [Element]) -> [Element] { items.filter { _ in happens(50) } }

  private mutating func word() -> String {
    (0..<roll(1...3)).map { _ in pick(["chaise", "table", "lin", "bois", "été", "n° 4", "l'œuf", "100 %"]) }
      .joined(separator: " ")
  }

  // MARK: Values

  /// A value that a field of the shop may hold. Not every one is accepted by the shop: then nothing may change at all.
  mutating func value(of field: FieldSchema) -> Value {
    switch field.kind {
    case .bool: .bool(happens(50))
    case .integer: .integer(roll(0...5))
    case .reference: .integer(pick([0, 1, 2]))
    case .decimal: .decimal(Decimal(roll(0...9_999_999)) / 1_000_000)
    case .texts: .map(["en": .text(text(field)), "fr": .text(text(field))])
    case .references("categories"): .list(some(shelf.categories).map(Value.integer))
    case .references("tags"): .list(some(shelf.tags).map(Value.integer))
    case .references: .list(some(shelf.products).map(Value.integer))
    case .rows:
      .list(
        some(shelf.features).map { ["id": .integer($0.feature), "id_feature_value": .integer($0.value)] }.map(Value.map)
      )
    case .instant: .instant(Instant(secondsSince1970: 1_600_000_000 + roll(0...50_000) * 1000))
    case .date: .text("20\(roll(10...29))-0\(roll(1...9))-1\(roll(0...9))")
    case .text, .content, .other: .text(text(field))
    }
  }

  private mutating func text(_ field: FieldSchema) -> String {
    if !field.options.isEmpty { return pick(field.options) }
    if field.name == "condition" { return pick(["new", "used", "refurbished"]) }
    switch field.format?.lowercased() {
    case "isean13": return String(4_000_000_000_000 + roll(0...999_999_999))
    case "isupc": return String(100_000_000_000 + roll(0...999_999_999))
    case "isisbn": return "978" + String(1_000_000_000 + roll(0...999_999_999))
    case "islinkrewrite", "isreference", "ismpn": return "mot-\(roll(1...99999))"
    case "iscleanhtml": return happens(80) ? "<p>\(word())</p>" : ""
    case "isproductvisibility": return pick(["both", "catalog", "search", "none"])
    case "isunsignedid", "isbool", "isunsignedint", "isint", "ispositiveint": return String(roll(0...3))
    default: return happens(90) ? word() : ""
    }
  }

  // MARK: A product of people's own

  /// A product with values in about all of its fields, and what hangs on it; gives its id.
  mutating func add(to shop: SimulatedShop, reference: String, _ fields: [FieldSchema]) -> Int {
    var plain: [String: String] = [:]
    var texts: [String: [Int: String]] = [:]
    for field in fields where !field.isReadOnly {
      switch field.kind {
      case .texts: texts[field.serverName] = [1: text(field), 2: text(field), 3: text(field)]
      case .bool: plain[field.serverName] = happens(50) ? "1" : "0"
      case .integer, .reference: plain[field.serverName] = String(roll(0...3))
      case .decimal: plain[field.serverName] = (Decimal(roll(0...9_999_999)) / 1_000_000).description
      case .text: plain[field.serverName] = text(field)
      default: break
      }
    }
    let id = shop.addProduct(reference: reference, name: "Produit", price: 5, quantity: roll(0...20), fields: plain)
    shop.edit("products", id, [:], texts: texts)
    shop.setLists(
      "products", id,
      [
        "categories": ([2] + some(shelf.categories)).map { [String($0)] },
        "tags": some(shelf.tags).map { [String($0)] },
        "product_features": some(shelf.features).map { [String($0.feature), String($0.value)] },
        "accessories": some(shelf.products).map { [String($0)] },
      ])
    if happens(40) {
      for option in some(shelf.options) {
        shop.addCombination(product: id, reference: "\(reference)-\(option)", quantity: 2, options: [option])
      }
    }
    for number in 0..<roll(0...2) { shop.addPicture(product: id, bytes: ERPPicture.png(number)) }
    if happens(40) {
      shop.insert("specific_prices", ["id_product": String(id), "price": "-1", "reduction": "0.1"])
    }
    return id
  }
}
