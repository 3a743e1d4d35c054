/// One resource of the webservice: its names and its fields, in the order in which the shop writes them.
struct WebserviceResource: Sendable, Decodable {
  let name: String
  /// The element around a list of them, mostly but not always the resource's name.
  let list: String
  let entity: String
  let description: String
  let hasSchema: Bool
  let fields: [WebserviceField]
  let associations: [WebserviceAssociation]
  /// Where a field stands in a row.
  let position: [String: Int]

  private enum CodingKeys: String, CodingKey { case name, list, entity, description, schema, fields, associations }

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    name = try values.decode(String.self, forKey: .name)
    list = try values.decode(String.self, forKey: .list)
    entity = try values.decode(String.self, forKey: .entity)
    description = try values.decodeIfPresent(String.self, forKey: .description) ?? ""
    hasSchema = try values.decodeIfPresent(Bool.self, forKey: .schema) ?? false
    fields = try values.decode([WebserviceField].self, forKey: .fields)
    associations = try values.decode([WebserviceAssociation].self, forKey: .associations)
    position = Dictionary(fields.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  func field(_ name: String) -> WebserviceField? { position[name].map { fields[$0] } }

  func association(_ name: String) -> Int? { associations.firstIndex { $0.name == name } }

  /// What PrestaShop calls its class, as validation messages do: `Product`, `StockAvailable`.
  var className: String {
    if let known = Self.classNames[entity] { return known }
    return entity.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }

  private static let classNames = [
    "product_option": "AttributeGroup", "product_option_value": "ProductAttribute", "product_feature": "Feature",
    "product_feature_value": "FeatureValue", "tax_rule_group": "TaxRulesGroup", "content": "CMS",
  ]
}
