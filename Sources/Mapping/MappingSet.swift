import Records

/// All mappings and value tables of one connection.
public struct MappingSet: Sendable {
  /// In dependency order: what a mapping needs comes before it.
  public let mappings: [Mapping]
  public let tables: [ValueTable]
  let ownRows: [String: OwnRows]
  /// What the files' texts alone give reason to warn of.
  let warnings: [Diagnostic]

  /// Reads `*.yaml` of each directory and its `tables` folder. The first directory holds the shipped files; a file of the same name in
  /// a later one replaces only the keys that it gives (mappings merge deeply; scalars and lists are replaced whole). Files named
  /// `*.tests.yaml` are tests and are left alone. Throws everything that is wrong with all files.
  public static func load(directories: [String]) throws(MappingErrors) -> MappingSet {
    try load(layers: try MappingFiles.read(directories))
  }

  public subscript(name: String) -> Mapping? { mappings.first { $0.name == name } }

  public func table(_ name: String) -> ValueTable? { tables.first { $0.name == name } }

  /// Everything that is wrong, against what the two systems say of themselves. Sorted by place.
  /// - Parameter settings: the names that the connection sets; nil: not known, and not checked.
  public func check(schemas: [String: SystemSchema], settings: Set<String>?) -> [Diagnostic] {
    var context = TypeContext()
    context.settings = settings
    var checks = tables.map { TableCheck($0, schemas: schemas) }
    for check in checks {
      context.columns[check.table.name] = check.columns
      context.found[check.table.name] = Set(check.table.finds.map(\.column))
    }
    var diagnostics = warnings
    for index in checks.indices {
      checks[index].searches(context)
      diagnostics += checks[index].diagnostics
    }
    for mapping in mappings { context.links[mapping.name] = LinkEnds(of: mapping, schemas: schemas) }
    for mapping in mappings { diagnostics += SchemaCheck.diagnostics(of: mapping, schemas: schemas, context: context) }
    return diagnostics.sorted()
  }

  /// What the connection sets, against the constants that the mappings give the same settings.
  public func check(settings: [String: Value]) -> [Diagnostic] {
    mappings.flatMap { SettingsCheck.diagnostics(of: $0, settings) }.sorted()
  }

  /// The settings that any file declares or asks for: what a connection sets beyond these has no effect.
  public var settingsUsed: Set<String> {
    let formulas = mappings.flatMap(\.formulas) + tables.flatMap(\.formulas)
    return formulas.reduce(into: Set(mappings.flatMap(\.settings.keys))) {
      $0.formUnion(CodeWalk.settings(in: $1.code))
    }
  }

  /// Every resource of `system` that a mapping or table names.
  public func resources(of system: String) -> Set<String> {
    var names: [ResourceName] = []
    for mapping in mappings {
      names += [mapping.source, mapping.target] + mapping.reads.map(\.resource)
      for case .resource(let resource, _, _) in mapping.touches {
        names.append(ResourceName(system: mapping.source.system, resource: resource))
      }
    }
    for table in tables { names += (table.source.map { [$0] } ?? []) + table.finds.map(\.resource) }
    return Set(names.filter { $0.system == system }.map(\.resource))
  }
}
