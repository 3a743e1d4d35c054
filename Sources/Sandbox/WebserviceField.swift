/// One field of a webservice resource, as the shop's own `?schema=synopsis` and its stored rows describe it.
struct WebserviceField: Sendable, Decodable {
  /// What kind of column holds it: a value that was not sent is read back as that column's zero.
  enum Column: String, Sendable, Decodable {
    case text
    case integer
    case decimal
    case instant
    case date
  }

  let name: String
  /// The name of PrestaShop's validation rule, "isPrice"; empty where there is none.
  let format: String
  let required: Bool
  let maxSize: Int?
  let isTranslated: Bool
  let isReadOnly: Bool
  /// Called read-only by the synopsis, and written all the same.
  let isOnlyMarkedReadOnly: Bool
  let isDynamic: Bool
  /// The resource that its number points to.
  let link: String?
  let column: Column
  let decimals: Int
  /// Whether the column may be null, which reads as an empty text.
  let isNullable: Bool

  private enum CodingKeys: String, CodingKey {
    case name, format, required, maxSize, i18n, readOnly, marked, notFilterable, link, column, decimals, nullable
  }

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    name = try values.decode(String.self, forKey: .name)
    format = try values.decodeIfPresent(String.self, forKey: .format) ?? ""
    required = try values.decodeIfPresent(Bool.self, forKey: .required) ?? false
    maxSize = try values.decodeIfPresent(Int.self, forKey: .maxSize)
    isTranslated = try values.decodeIfPresent(Bool.self, forKey: .i18n) ?? false
    isReadOnly = try values.decodeIfPresent(Bool.self, forKey: .readOnly) ?? false
    isOnlyMarkedReadOnly = try values.decodeIfPresent(Bool.self, forKey: .marked) ?? false
    isDynamic = try values.decodeIfPresent(Bool.self, forKey: .notFilterable) ?? false
    link = try values.decodeIfPresent(String.self, forKey: .link)
    column = try values.decodeIfPresent(Column.self, forKey: .column) ?? .text
    decimals = try values.decodeIfPresent(Int.self, forKey: .decimals) ?? 0
    isNullable = try values.decodeIfPresent(Bool.self, forKey: .nullable) ?? false
  }
}
