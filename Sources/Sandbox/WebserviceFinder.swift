import Foundation
import Records

/// Runs the list part of a GET over a table: which ids, in which order.
enum WebserviceFinder {
  /// The ids to show. `context` is the shop the call is about: resources that PrestaShop lists by shop are cut to it.
  static func ids(_ query: WebserviceQuery, in table: inout ShopTable, shopID: Int?, _ version: ShopVersion)
    -> [Int]
  {
    let candidates = candidates(query.filters, in: &table)
    let filters = query.filters
    let owner = shopID.flatMap { rowOwner($0, of: table.resource, version) }
    func isShown(_ id: Int) -> Bool {
      guard let row = table[id] else { return false }
      if let owner, !owner.has(row) { return false }
      return filters.allSatisfy { filter in
        filter.position.map { filter.accepts(row.cells[$0]) } ?? filter.accepts(String(row.id))
      }
    }
    if isByID(query.orders) || (query.orders.isEmpty && indexed(query, table.resource) == nil) {
      return page(candidates, query, isShown)
    }
    let shown = sorted(candidates.filter(isShown), query, table)
    return Array(shown.dropFirst(query.offset).prefix(query.count ?? .max))
  }

  /// Resources whose list only holds the rows of one shop (FACTS-prestashop, multishop).
  private static let listedByShop: Set<String> = ["orders", "carts"]

  /// Which rows of a resource a list for one shop holds.
  private struct Owner {
    let shop: String
    let shopColumn: Int
    /// Where a row may be the group's instead.
    let groupColumn: Int?

    func has(_ row: ShopRow) -> Bool {
      let own = row.cells[shopColumn].plain
      return own == shop || groupColumn.map { own == "0" && row.cells[$0].plain == "1" } ?? false
    }
  }

  /// Nil where the list is everybody's: stock rows are since 8, for PHP 8.1 tells the filter of no shop any more.
  private static func rowOwner(_ shop: Int, of resource: WebserviceResource, _ version: ShopVersion) -> Owner? {
    let isStock = resource.name == "stock_availables" && !version.hasPatch
    guard isStock || listedByShop.contains(resource.name), let column = resource.position["id_shop"] else { return nil }
    return Owner(
      shop: String(shop), shopColumn: column, groupColumn: isStock ? resource.position["id_shop_group"] : nil)
  }

  /// Without `sort` the database answers in the order of whichever index it read, not of the ids: measured where it
  /// could be seen.
  private static let indexOrder: [String: String] = [
    "addresses": "id_customer", "categories": "id_parent", "configurations": "name", "order_histories": "id_order",
    "order_payments": "order_reference", "order_states": "module_name", "product_feature_values": "id_feature",
    "products": "id_category_default",
  ]

  /// The column whose index gives the order: the one that a filter ranges over, or the one that a plain list is read
  /// from.
  private static func indexed(_ query: WebserviceQuery, _ resource: WebserviceResource) -> Int? {
    for filter in query.filters where filter.equalities == nil {
      if let position = filter.position,
        resource.fields[position].link != nil || resource.fields[position].name == "reference"
      {
        return position
      }
    }
    return query.filters.contains { $0.position == nil }
      ? nil : indexOrder[resource.name].flatMap { resource.position[$0] }
  }

  private static func isByID(_ orders: [WebserviceQuery.Order]) -> Bool {
    orders.count == 1 && orders[0].position == nil && !orders[0].isDescending
  }

  /// Reads only as far as the page reaches.
  private static func page(_ candidates: some Sequence<Int>, _ query: WebserviceQuery, _ isShown: (Int) -> Bool)
    -> [Int]
  {
    var left = query.offset
    var page: [Int] = []
    let count = query.count ?? .max
    for id in candidates where isShown(id) {
      if left > 0 {
        left -= 1
        continue
      }
      guard page.count < count else { break }
      page.append(id)
    }
    return page
  }

  /// A superset of the answer, ascending, as small as an index can make it.
  private static func candidates(_ filters: [WebserviceFilter], in table: inout ShopTable) -> ArraySlice<Int> {
    var from = 0
    var named: [Int]?
    for filter in filters {
      switch (filter.position, filter.match) {
      case (nil, .anyOf(let values)): return Set(values.compactMap { Int($0) }).sorted()[...]
      case (let position?, .anyOf(let values))
      where table.resource.fields[position].column != .decimal
        && !table.resource.fields[position].isTranslated:
        let found = values.map { table.ids(where: position, is: $0) }
        guard found.reduce(0, { $0 + $1.count }) < named?.count ?? .max else { continue }
        named = found.count == 1 ? found[0] : Set(found.joined()).sorted()
      case (nil, .greater(let bound)): from = max(from, (Int(bound) ?? 0) + 1)
      case (nil, .between(let low, _)): from = max(from, Int(low) ?? 0)
      default: break
      }
    }
    return named?[...] ?? table.ids[table.firstPosition(from: from)...]
  }

  private static func sorted(_ ids: [Int], _ query: WebserviceQuery, _ table: ShopTable) -> [Int] {
    var orders = query.orders
    if orders.isEmpty, let position = indexed(query, table.resource) {
      orders = [.init(position: position, column: table.resource.fields[position].column, isDescending: false)]
    }
    let keyed = ids.map { id in
      (
        id: id,
        keys: orders.map { order in
          SortKey(order.position.map { table[id]?.cells[$0].plain ?? "" } ?? String(id), order.column)
        }
      )
    }
    return keyed.sorted { left, right in
      for (index, order) in orders.enumerated() where left.keys[index] != right.keys[index] {
        return (left.keys[index] < right.keys[index]) != order.isDescending
      }
      return left.id < right.id
    }.map(\.id)
  }

  private enum SortKey: Comparable {
    case number(Decimal)
    case text(String)

    init(_ text: String, _ column: WebserviceField.Column) {
      switch column {
      case .integer, .decimal: self = .number(Decimal(exactly: text) ?? 0)
      case .text: self = .text(text.lowercased())
      case .instant, .date: self = .text(text)
      }
    }
  }
}
