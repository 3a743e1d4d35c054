/// What one server is: its version and its resources, read from the server itself.
public struct SystemSchema: Sendable, Hashable, Codable {
  /// The name that mapping files use before the slash ("from: NAME/resource").
  public var system: String
  /// The server's own version ("8.2.1", "18.0").
  public var version: String
  public var resources: [String: ResourceSchema]
  /// What an operator may want to see of the server, and what `doctor` judges: "timezone", "rounding", "languages".
  public var facts: [String: Value]

  public init(system: String, version: String, resources: [String: ResourceSchema], facts: [String: Value] = [:]) {
    self.system = system
    self.version = version
    self.resources = resources
    self.facts = facts
  }
}
