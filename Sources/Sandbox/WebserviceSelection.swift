/// Which fields of an entity an answer shows (`display`), and in which languages.
struct WebserviceSelection: Sendable {
  /// Positions of fields, in the resource's own order whatever the request's was; nil shows only the id as an
  /// attribute.
  var fields: [Int]?
  var showsID: Bool
  /// The associations shown and, of each, the members; nil shows all of them.
  var associations: [(index: Int, members: Set<String>?)]
  /// Positions among the shop's languages.
  var languages: [Int]

  static func everything(of resource: WebserviceResource, languages: [Int]) -> WebserviceSelection {
    WebserviceSelection(
      fields: Array(resource.fields.indices), showsID: true,
      associations: resource.associations.indices.map { ($0, nil) },
      languages: languages)
  }

  /// Reads `display` and `language`. Throws 35 for a field that does not exist.
  init(_ request: WebserviceRequest, of resource: WebserviceResource, isList: Bool, languageIDs: [Int])
    throws(WebserviceStop)
  {
    let languages = Self.languages(request.parameter("language"), languageIDs)
    switch request.parameter("display") {
    case "full":
      self = .everything(of: resource, languages: languages)
    case let display? where display.hasPrefix("[") && display.hasSuffix("]"):
      self.init(fields: [], showsID: false, associations: [], languages: languages)
      try choose(Self.parts(display.dropFirst().dropLast()), of: resource)
    case nil where !isList:
      self = .everything(of: resource, languages: languages)
    case nil, "minimum":
      self.init(fields: nil, showsID: true, associations: [], languages: languages)
    default:
      throw .error(
        400, 36,
        "The 'display' syntax is wrong. You can set 'full' or '[field_1,field_2,field_3,...]'. These are available: "
          + Self.names(of: resource))
    }
  }

  private init(fields: [Int]?, showsID: Bool, associations: [(index: Int, members: Set<String>?)], languages: [Int]) {
    self.fields = fields
    self.showsID = showsID
    self.associations = associations
    self.languages = languages
  }

  private mutating func choose(_ parts: [Substring], of resource: WebserviceResource) throws(WebserviceStop) {
    var chosen: Set<Int> = []
    for part in parts {
      if part == "id" {
        showsID = true
      } else if let position = resource.position[String(part)] {
        chosen.insert(position)
      } else if let bracket = part.firstIndex(of: "["), let index = resource.association(String(part[..<bracket])) {
        associations.append(
          (index, Set(part[part.index(after: bracket)...].dropLast().split(separator: ",").map(String.init))))
      } else {
        throw .error(
          400, 35, "Unable to display this field \"\(part)\". However, these are available: " + Self.names(of: resource)
        )
      }
    }
    fields = chosen.sorted()
    associations.sort { $0.index < $1.index }
  }

  static func names(of resource: WebserviceResource) -> String {
    (["id"] + resource.fields.map(\.name)).joined(separator: ", ")
  }

  /// Splits at commas outside brackets: "id,order_rows[id,product_id]".
  private static func parts(_ text: Substring) -> [Substring] {
    var parts: [Substring] = []
    var depth = 0
    var start = text.startIndex
    for index in text.indices {
      switch text[index] {
      case "[": depth += 1
      case "]": depth -= 1
      case "," where depth == 0:
        parts.append(text[start..<index])
        start = text.index(after: index)
      default: break
      }
    }
    parts.append(text[start...])
    return parts.filter { !$0.isEmpty }
  }

  private static func languages(_ parameter: String?, _ ids: [Int]) -> [Int] {
    guard let parameter, !parameter.isEmpty else { return Array(ids.indices) }
    let wanted = parameter.split { "[]|,".contains($0) }.compactMap { Int($0) }
    return ids.indices.filter { wanted.contains(ids[$0]) }
  }
}
