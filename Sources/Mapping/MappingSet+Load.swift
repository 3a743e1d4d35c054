import Records

extension MappingSet {
  /// Reads layers of files: later layers lie over earlier ones.
  static func load(layers: [MappingFiles.Layer]) throws(MappingErrors) -> MappingSet {
    var problems: [Diagnostic] = []
    let nodes = merged(layers, &problems)
    var mappings: [Mapping] = []
    var tables: [ValueTable] = []
    for (name, node) in nodes {
      if name.hasPrefix("tables/") {
        let (table, diagnostics) = TableReader.read(node)
        tables.append(table)
        problems += diagnostics
      } else {
        let (mapping, diagnostics) = MappingReader.read(node)
        mappings.append(mapping)
        problems += diagnostics
      }
    }
    problems += NameCheck(mappings: mappings, tables: tables).diagnostics
    let ordered = Self.ordered(mappings, &problems)
    if problems.contains(where: { $0.severity == .error }) { throw MappingErrors(diagnostics: problems) }

    // Of an open table every key has a row; of the others without a source the file has them all.
    var rows: [String: OwnRows] = [:]
    for table in tables { rows[table.name] = table.ownRows(&problems) }
    if problems.contains(where: { $0.severity == .error }) { throw MappingErrors(diagnostics: problems) }
    let meanings = Dictionary(tables.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let finished = ordered.map { mapping in
      var mapping = mapping
      mapping.version = version(of: mapping, meanings)
      FieldUse.note(in: &mapping)
      mapping.matchesBeforeNeeds = mapping.canMatchBeforeNeeds
      return mapping
    }
    return MappingSet(mappings: finished, tables: tables, ownRows: rows, warnings: problems)
  }

  private static func merged(_ layers: [MappingFiles.Layer], _ problems: inout [Diagnostic]) -> [(
    name: String, node: YAMLNode
  )] {
    var nodes: [(name: String, node: YAMLNode)] = []
    for file in layers.joined() {
      do {
        let node = try YAMLReader.read(file.text, name: file.path)
        if let index = nodes.firstIndex(where: { $0.name == file.name }) {
          nodes[index].node = nodes[index].node.overlaid(by: node)
        } else {
          nodes.append((file.name, node))
        }
      } catch {
        problems += error.diagnostics
      }
    }
    return nodes
  }

  /// What a mapping needs comes before it, and where nothing stands against it what it watches too: the links of a set, what is held of it,
  /// and what changes the records that hold. Beyond that, by name.
  private static func ordered(_ mappings: [Mapping], _ problems: inout [Diagnostic]) -> [Mapping] {
    var left = mappings.sorted { $0.name < $1.name }
    var ordered: [Mapping] = []
    while !left.isEmpty {
      let open = Set(left.map(\.name))
      let ready = left.indices.filter { index in
        left[index].needs.allSatisfy { !open.contains($0.mapping) || $0.mapping == left[index].name }
      }
      let heard = ready.filter { index in !left.contains { left[index].watches($0, of: mappings) } }
      // Last comes what is only nicer: a record that refers to one that is not linked yet waits for it.
      let free =
        heard.first { index in !left.contains { left[index].refers(to: $0) } }
        ?? heard.first { index in !left.contains { left[index].refers(toLinksOf: $0) } }
      guard let index = free ?? heard.first ?? ready.first else {
        for mapping in left {
          guard let need = mapping.needs.first(where: { open.contains($0.mapping) }) else { continue }
          let location = need.node.location
          problems.append(
            Diagnostic(
              .error, "NEED_CYCLE", location,
              "\(mapping.name) needs \(need.mapping), which needs \(mapping.name) in turn.",
              excerpt: need.node.file.excerpt(line: location.line)))
        }
        return ordered + left
      }
      ordered.append(left.remove(at: index))
    }
    return ordered
  }

  /// Raised when the same file comes to mean something else.
  private static let languageVersion = 1

  private static func version(of mapping: Mapping, _ tables: [String: ValueTable]) -> String {
    var open = Array(mapping.tablesUsed)
    var used: Set<String> = []
    while let name = open.popLast() {
      if used.insert(name).inserted { open += tables[name]?.tablesUsed ?? [] }
    }
    let meanings = used.sorted().map { tables[$0]?.node?.meaning ?? "" }
    return Digest.text(
      "\(languageVersion)\u{1D}\(mapping.node?.meaning ?? "")\u{1D}\(meanings.joined(separator: "\u{1D}"))")
  }
}

extension Mapping {
  private func makes(linksIn set: String) -> Bool { set == name || links.contains { $0.set == set } }

  /// Whether its expressions ask for links that the other one makes.
  fileprivate func refers(to other: Mapping) -> Bool {
    guard other.name != name else { return false }
    return formulas.contains { CodeWalk.sets(in: $0.code).contains { other.makes(linksIn: $0) } }
  }

  /// Whether its expressions ask for the other one's own links, whatever further ones it makes beside them.
  fileprivate func refers(toLinksOf other: Mapping) -> Bool {
    other.name != name && formulas.contains { CodeWalk.sets(in: $0.code).contains(other.name) }
  }

  /// Whether this mapping is to hear of what the other one of `all` links or holds, or changes on the records that hold: what they free comes
  /// back at the target, and is only right once it is written after that.
  fileprivate func watches(_ other: Mapping, of all: [Mapping]) -> Bool {
    guard other.name != name else { return false }
    return touches.contains { touch in
      switch touch {
      // Of two that hear of each other the one that asks for the other's links comes later.
      case .links(let set, _):
        other.makes(linksIn: set) && (!other.refers(toLinksOf: self) || refers(toLinksOf: other))
      case .holds(let set):
        set == other.name || set == other.holds?.set
          || all.contains { $0.holds?.set == set && $0.source == other.target }
      case .resource: false
      }
    }
  }
}
