/// One field of a resource, as the server describes it, under its canonical name.
public struct FieldSchema: Sendable, Hashable, Codable {
  public indirect enum Kind: Sendable, Hashable, Codable {
    case bool
    case integer
    /// Money, quantities, rates: exact decimals.
    case decimal
    case text
    /// A moment; the connector translates from and to its server's zone.
    case instant
    /// A calendar day, carried as text `yyyy-MM-dd`.
    case date
    /// The id of a record of another resource.
    case reference(String)
    /// Ids of records of another resource.
    case references(String)
    /// Texts by language: a map from language code ("fr", "en") to text.
    case texts
    /// Embedded rows, each with fields of its own.
    case rows([FieldSchema])
    /// Bytes, such as a picture. Its value is a text that says where they are and what they are ("product.template/12/image_1920#<digest>"):
    /// it changes when the bytes do. A system that cannot tell leaves the field out of what it reads.
    case content
    /// A type this version does not know: readable as text, never written.
    case other(String)
  }

  public var name: String
  /// What this server calls it, when that differs from the canonical name (`tax_id` for `tax_ids`).
  public var serverName: String
  public var kind: Kind
  public var isReadOnly: Bool
  public var isRequired: Bool
  /// Whether the server fills it in itself where it is required and not given.
  public var hasDefault: Bool
  /// Whether the server can filter on it.
  public var isFilterable: Bool
  /// In characters; nil: no limit known.
  public var maximumLength: Int?
  /// Decimal places the server keeps; nil: not told.
  public var scale: Int?
  /// The values a selection accepts; empty: any.
  public var options: [String]
  /// The server's own name of the rule that a value has to keep; nil: none, or not told.
  public var format: String?
  /// Whether the system alters such values when it saves them (markup that is cleaned), or never shows them: what is read back then tells
  /// nothing, and what was written last is what counts.
  public var isRewritten: Bool

  public init(
    _ name: String, _ kind: Kind, serverName: String? = nil, isReadOnly: Bool = false, isRequired: Bool = false,
    hasDefault: Bool = false,
    isFilterable: Bool = true, maximumLength: Int? = nil, scale: Int? = nil, options: [String] = [],
    format: String? = nil, isRewritten: Bool = false
  ) {
    self.name = name
    self.kind = kind
    self.serverName = serverName ?? name
    self.isReadOnly = isReadOnly
    self.isRequired = isRequired
    self.hasDefault = hasDefault
    self.isFilterable = isFilterable
    self.maximumLength = maximumLength
    self.scale = scale
    self.options = options
    self.format = format
    self.isRewritten = isRewritten
  }

  /// Descriptions kept by an earlier version know neither formats nor what is rewritten.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    name = try values.decode(String.self, forKey: .name)
    serverName = try values.decode(String.self, forKey: .serverName)
    kind = try values.decode(Kind.self, forKey: .kind)
    isReadOnly = try values.decode(Bool.self, forKey: .isReadOnly)
    isRequired = try values.decode(Bool.self, forKey: .isRequired)
    hasDefault = try values.decode(Bool.self, forKey: .hasDefault)
    isFilterable = try values.decode(Bool.self, forKey: .isFilterable)
    maximumLength = try values.decodeIfPresent(Int.self, forKey: .maximumLength)
    scale = try values.decodeIfPresent(Int.self, forKey: .scale)
    options = try values.decode([String].self, forKey: .options)
    format = try values.decodeIfPresent(String.self, forKey: .format)
    isRewritten = try values.decodeIfPresent(Bool.self, forKey: .isRewritten) ?? false
  }
}
