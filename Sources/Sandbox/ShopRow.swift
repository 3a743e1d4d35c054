/// A row of one resource: its cells in the order of the resource's fields, and the lists it holds in the order of its
/// associations. Lists that are read from other tables (the rows of an order) stay empty here.
struct ShopRow: Sendable {
  var id: Int
  var cells: [ShopCell]
  var lists: [[[String]]]
}
