/// A list inside an entity: the categories of a product, the rows of an order.
struct WebserviceAssociation: Sendable, Decodable {
  struct Member: Sendable, Decodable {
    let name: String
    let link: String?
    let required: Bool
    let isReadOnly: Bool

    private enum CodingKeys: String, CodingKey { case name, link, required, readOnly }

    init(from decoder: any Decoder) throws {
      let values = try decoder.container(keyedBy: CodingKeys.self)
      name = try values.decode(String.self, forKey: .name)
      link = try values.decodeIfPresent(String.self, forKey: .link)
      required = try values.decodeIfPresent(Bool.self, forKey: .required) ?? false
      isReadOnly = try values.decodeIfPresent(Bool.self, forKey: .readOnly) ?? false
    }
  }

  let name: String
  let entity: String
  /// The resource that the items are entities of; nil for rows that only exist inside their parent.
  let api: String?
  let isVirtual: Bool
  /// Whether each item carries the address of what it points to.
  let linksItems: Bool
  let members: [Member]

  private enum CodingKeys: String, CodingKey { case name, entity, api, virtual, itemLink, fields }

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    name = try values.decode(String.self, forKey: .name)
    entity = try values.decodeIfPresent(String.self, forKey: .entity) ?? "item"
    api = try values.decodeIfPresent(String.self, forKey: .api)
    isVirtual = try values.decodeIfPresent(Bool.self, forKey: .virtual) ?? false
    linksItems = try values.decodeIfPresent(Bool.self, forKey: .itemLink) ?? false
    members = try values.decodeIfPresent([Member].self, forKey: .fields) ?? []
  }
}
