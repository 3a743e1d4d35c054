/// What a connector can do with one kind of record.
public struct ResourceSchema: Sendable, Hashable, Codable {
  public enum Creation: String, Sendable, Hashable, Codable {
    /// The target keeps a key of ours: creating twice gives one record.
    case keyed
    /// Nothing protects from a second record: look before, with an intent.
    case probed
    case never
  }

  public enum Update: String, Sendable, Hashable, Codable {
    /// Only the fields sent change.
    case partial
    /// The whole document is read, the mapped fields replaced, the rest sent back.
    case readMergeWrite
    case never
  }

  /// How changes are found.
  public struct ChangeFeed: Sendable, Hashable, Codable {
    /// The canonical name of the field that moves on every change; nil: the resource shows no changes, only complete passes find them.
    public var watermark: String
    /// Seconds read again before the cursor, because a row may become visible after a newer one.
    public var overlap: Int
    /// False where a record may change while the watermark that it shows stays as it was (a field that several shops share): the feed shows the
    /// record all the same, but nobody can tell by its moment alone that it changed.
    public var isExact: Bool

    public init(watermark: String, overlap: Int, isExact: Bool = true) {
      self.watermark = watermark
      self.overlap = overlap
      self.isExact = isExact
    }

    /// Descriptions that were kept before there was such a difference say nothing of it.
    public init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      watermark = try container.decode(String.self, forKey: .watermark)
      overlap = try container.decode(Int.self, forKey: .overlap)
      isExact = try container.decodeIfPresent(Bool.self, forKey: .isExact) ?? true
    }
  }

  /// An action that the system itself offers on one record ("confirm").
  public struct Action: Sendable, Hashable, Codable {
    /// The action that removes a record. It is unchanged where the record is gone already.
    public static let delete = "delete"

    public var name: String
    public var parameters: [FieldSchema]

    public init(name: String, parameters: [FieldSchema] = []) {
      self.name = name
      self.parameters = parameters
    }
  }

  public var name: String
  public var fields: [FieldSchema]
  /// The canonical fields that make the record's key, in the order of its parts.
  public var keyFields: [String]
  public var creation: Creation
  public var update: Update
  public var changeFeed: ChangeFeed?
  public var actions: [Action]
  /// How many records one write may carry.
  public var writeLimit: Int
  /// How many records a page of changes holds.
  public var pageSize: Int

  public init(
    name: String, fields: [FieldSchema], keyFields: [String] = ["id"], creation: Creation, update: Update,
    changeFeed: ChangeFeed? = nil,
    actions: [Action] = [], writeLimit: Int = 100, pageSize: Int = 200
  ) {
    self.name = name
    self.fields = fields
    self.keyFields = keyFields
    self.creation = creation
    self.update = update
    self.changeFeed = changeFeed
    self.actions = actions
    self.writeLimit = writeLimit
    self.pageSize = pageSize
  }

  /// Whether a record can be removed.
  public var isDeletable: Bool { actions.contains { $0.name == Action.delete } }

  public func field(_ name: String) -> FieldSchema? { fields.first { $0.name == name } }
}
