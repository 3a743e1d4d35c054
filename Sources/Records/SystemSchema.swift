/// What one server is: its version and its resources, read from the server itself.
public struct SystemSchema: Sendable, Hashable, Codable {
  /// The name that mapping files use before the slash ("from: NAME/resource").
  public var system: String
  /// The server's own version ("8.2.1", "18.0").
  public var version: String
  public var resources: [String: ResourceSchema]
  /// What an operator may want to see of the server, and what `doctor` judges: "timezone", "rounding", "languages".
  public var facts: [String: Value]

  /// Whether the server takes two texts for the same that differ in case, accents or blanks at the end only: `String.folded` tells.
  public var foldsTexts: Bool

  public init(
    system: String, version: String, resources: [String: ResourceSchema], facts: [String: Value] = [:],
    foldsTexts: Bool = false
  ) {
    self.system = system
    self.version = version
    self.resources = resources
    self.facts = facts
    self.foldsTexts = foldsTexts
  }

  /// Descriptions that were kept before say nothing of how texts are compared.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    system = try container.decode(String.self, forKey: .system)
    version = try container.decode(String.self, forKey: .version)
    resources = try container.decode([String: ResourceSchema].self, forKey: .resources)
    facts = try container.decode([String: Value].self, forKey: .facts)
    foldsTexts = try container.decodeIfPresent(Bool.self, forKey: .foldsTexts) ?? false
  }
}
