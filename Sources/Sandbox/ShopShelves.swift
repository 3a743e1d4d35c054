/// The products of each category, turned round from the products' lists; as old as the revision of the table it was read from.
struct ShopShelves: Sendable {
  var revision = -1
  var products: [Int: [Int]] = [:]
}

extension ShopState {
  /// The products of a category itself, by id.
  mutating func products(inCategory id: Int) -> [Int] {
    guard let table = table("products"), let list = table.resource.association("categories") else { return [] }
    if shelves.revision != table.revision {
      shelves = ShopShelves(revision: table.revision)
      for product in table.ids {
        for item in table[product]?.lists[list] ?? [] {
          if let category = item.first.flatMap({ Int($0) }) { shelves.products[category, default: []].append(product) }
        }
      }
    }
    return shelves.products[id] ?? []
  }
}
