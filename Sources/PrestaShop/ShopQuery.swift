/// A list to ask of the shop, and its address.
struct ShopQuery: Sendable, Hashable {
  /// A field, or an association with the fields wanted of its rows.
  enum Display: Sendable, Hashable {
    case field(String)
    case association(String, [String])

    var text: String {
      switch self {
      case .field(let name): name
      case .association(let name, let fields): "\(name)[\(fields.joined(separator: ","))]"
      }
    }
  }

  struct Filter: Sendable, Hashable {
    var field: String
    var filter: ShopFilter

    init(_ field: String, _ filter: ShopFilter) {
      self.field = field
      self.filter = filter
    }
  }

  struct Sort: Sendable, Hashable {
    var field: String
    var isAscending = true
  }

  /// The resource's name at the server.
  var resource: String
  /// Empty: full.
  var display: [Display] = []
  var filters: [Filter] = []
  /// Without an order the rows come in that of an index, not of their ids (FACTS e).
  var sort: [Sort] = [Sort(field: "id")]
  var limit: Int?
  var offset = 0
  /// More parameters, by name.
  var parameters: [String: String] = [:]

  /// `date=1` goes with every filter and order on these two, else they are refused as unknown (FACTS e).
  private var needsDate: Bool {
    let dates: Set = ["date_add", "date_upd"]
    return filters.contains { dates.contains($0.field) } || sort.contains { dates.contains($0.field) }
  }

  /// The whole address, percent-encoded. `api` is the webservice's own, without a slash at its end.
  func url(api: String, shopID: Int) -> String {
    var pairs = [("id_shop", String(shopID))]
    pairs.append(("display", display.isEmpty ? "full" : "[" + display.map(\.text).joined(separator: ",") + "]"))
    pairs += filters.map { ("filter[\($0.field)]", $0.filter.text) }
    if needsDate { pairs.append(("date", "1")) }
    if !sort.isEmpty {
      pairs.append(
        ("sort", "[" + sort.map { "\($0.field)_\($0.isAscending ? "ASC" : "DESC")" }.joined(separator: ",") + "]"))
    }
    if let limit { pairs.append(("limit", offset > 0 ? "\(offset),\(limit)" : String(limit))) }
    pairs += parameters.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    return ShopURL.make(api: api, path: resource, parameters: pairs)
  }
}
