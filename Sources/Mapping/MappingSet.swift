import Records

/// All mappings and value tables of one connection.
public struct MappingSet: Sendable {
  /// In dependency order: what a mapping needs comes before it.
  public let mappings: [Mapping]
  public let tables: [ValueTable]

  /// Reads `*.yaml` of each directory and its `tables` folder. The first directory holds the shipped files; a file of the same name in
  /// a later one replaces only the keys that it gives (mappings merge deeply; scalars and lists are replaced whole).
  public static func load(directories: [String]) throws(MappingErrors) -> MappingSet {
    throw MappingErrors(diagnostics: [])
  }

  public subscript(name: String) -> Mapping? { mappings.first { $0.name == name } }

  public func table(_ name: String) -> ValueTable? { tables.first { $0.name == name } }

  /// Everything that is wrong, against what the two systems say of themselves. Sorted by place.
  public func check(schemas: [String: SystemSchema], settings: Set<String>) -> [Diagnostic] { [] }

  /// Every resource of `system` that a mapping or table names.
  public func resources(of system: String) -> Set<String> { [] }
}
