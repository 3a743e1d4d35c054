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

  public init(
    _ name: String, _ kind: Kind, serverName: String? = nil, isReadOnly: Bool = false, isRequired: Bool = false,
    hasDefault: Bool = false,
    isFilterable: Bool = true, maximumLength: Int? = nil, scale: Int? = nil, options: [String] = []
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
  }
}
