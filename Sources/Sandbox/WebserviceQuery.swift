/// The list part of a GET: filters, order and limit, read and checked against the resource.
struct WebserviceQuery: Sendable {
  struct Order: Sendable {
    /// Nil is the id.
    let position: Int?
    let column: WebserviceField.Column
    let isDescending: Bool
  }

  var filters: [WebserviceFilter] = []
  var orders: [Order] = []
  var offset = 0
  var count: Int?

  /// Throws 32 (unknown field, or a date without `date=1`), 34 (computed field), 37/38 (order), 39 (limit).
  init(_ request: WebserviceRequest, of resource: WebserviceResource) throws(WebserviceStop) {
    let withDates = !(request.parameter("date") ?? "").isEmpty && request.parameter("date") != "0"
    for (name, text) in request.parameters(under: "filter") {
      filters.append(try Self.filter(name, text, of: resource, withDates: withDates))
    }
    if let sort = request.parameter("sort"), !sort.isEmpty { orders = try Self.orders(sort, of: resource) }
    if let limit = request.parameter("limit"), !limit.isEmpty {
      let numbers = limit.split(separator: ",").map { Int($0.trimmingCharacters(in: .whitespaces)) }
      switch numbers.count {
      case 1:
        if let only = numbers[0] {
          count = only
          return
        }
      case 2:
        if let first = numbers[0], let second = numbers[1] {
          (offset, count) = (first, second)
          return
        }
      default: break
      }
      throw .error(400, 39, "The \"limit\" value has to be formed as this example: \"5,25\" or \"10\"")
    }
  }

  private static func filter(
    _ name: String, _ text: String, of resource: WebserviceResource, withDates: Bool
  ) throws(WebserviceStop) -> WebserviceFilter {
    if name == "id" { return WebserviceFilter(position: nil, column: .integer, text) }
    let isDate = name == "date_add" || name == "date_upd"
    guard let position = resource.position[name], withDates || !isDate else {
      let available = filterable(resource, withDates: withDates)
      throw .error(
        400, 32,
        "This filter does not exist. Did you mean: \"\(nearest(name, available))\"? The full list is: "
          + available.map { "\"\($0)\"" }.joined(separator: ", "))
    }
    let field = resource.fields[position]
    if field.isDynamic {
      throw .error(400, 34, "The field \"\(name)\" is dynamic. It is not possible to filter GET query with this field.")
    }
    return WebserviceFilter(position: position, column: field.column, text)
  }

  private static func filterable(_ resource: WebserviceResource, withDates: Bool) -> [String] {
    ["id"]
      + resource.fields.filter { !$0.isTranslated && (withDates || ($0.name != "date_add" && $0.name != "date_upd")) }
      .map(\.name)
  }

  private static func orders(_ sort: String, of resource: WebserviceResource) throws(WebserviceStop) -> [Order] {
    let inner = sort.hasPrefix("[") && sort.hasSuffix("]") ? sort.dropFirst().dropLast() : sort[...]
    var orders: [Order] = []
    for part in inner.split(separator: ",") {
      guard let bar = part.lastIndex(of: "_") else {
        throw .error(
          400, 37,
          "The \"sort\" value has to be formed as this example: \"field_ASC\" or \"[field_1_DESC,field_2_ASC,...]\"")
      }
      let name = String(part[..<bar])
      let direction = part[part.index(after: bar)...].uppercased()
      guard direction == "ASC" || direction == "DESC" else {
        throw .error(
          400, 37,
          "The \"sort\" value has to be formed as this example: \"field_ASC\" or \"[field_1_DESC,field_2_ASC,...]\"")
      }
      guard name == "id" || resource.position[name] != nil else {
        throw .error(
          400, 38,
          "Unable to filter by this field. However, these are available: " + sortable(resource))
      }
      let position = resource.position[name]
      orders.append(
        Order(
          position: position, column: position.map { resource.fields[$0].column } ?? .integer,
          isDescending: direction == "DESC"))
    }
    return orders
  }

  private static func sortable(_ resource: WebserviceResource) -> String {
    let translated = resource.fields.filter(\.isTranslated).map(\.name)
    let suffix = translated.isEmpty ? "" : ", for i18n fields:" + translated.joined(separator: ", ")
    return filterable(resource, withDates: false).joined(separator: ", ") + suffix
  }

  /// The name nearest to a mistaken one, by edit distance; of several the last, as PrestaShop finds it.
  static func nearest(_ name: String, _ names: [String]) -> String {
    names.reversed().min { distance(name, $0) < distance(name, $1) } ?? ""
  }

  private static func distance(_ left: String, _ right: String) -> Int {
    let (left, right) = (Array(left.utf8), Array(right.utf8))
    var previous = Array(0...right.count)
    for (i, a) in left.enumerated() {
      var current = [i + 1]
      for (j, b) in right.enumerated() {
        current.append(min(previous[j + 1] + 1, current[j] + 1, previous[j] + (a == b ? 0 : 1)))
      }
      previous = current
    }
    return previous[right.count]
  }
}
