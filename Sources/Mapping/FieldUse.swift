/// Which fields a mapping's expressions use: what to ask the systems for.
enum FieldUse {
  /// Fills in the fields of the source, of the related reads, and of the target.
  static func note(in mapping: inout Mapping) {
    var walk = MappingWalk(mapping: mapping, context: TypeContext())
    walk.all()
    var uses = walk.inference.uses
    var fits = MappingWalk(mapping: mapping, context: TypeContext())
    fits.fits()
    let looked = fits.inference.uses
    mapping.fitsFields = columns(looked[.target("")] ?? [], looked)
    for (origin, names) in looked where !origin.isTarget { uses[origin, default: []].formUnion(names) }
    mapping.sourceFields = (uses[.source] ?? []).sorted()
    for index in mapping.reads.indices {
      let read = mapping.reads[index]
      mapping.reads[index].fields = (uses[.read(read.name)] ?? []).union([read.field]).sorted()
    }
    mapping.targetFields = targetFields(mapping, uses)
  }

  /// Fields read back: those written, those compared, those that expressions use.
  private static func targetFields(_ mapping: Mapping, _ uses: [FieldOrigin: Set<String>]) -> [String] {
    var fields = Set(mapping.fields.map(\.name) + mapping.same + mapping.gates.map(\.field)).union(
      uses[.target("")] ?? [])
    fields.formUnion(mapping.find.map(\.field) + mapping.gone.map(\.name))
    for child in mapping.children {
      let names = child.always.map(\.name) + child.rows.flatMap { $0.fields.map(\.name) }
      fields.formUnion(names.map { "\(child.field).\($0)" })
    }
    for gate in mapping.gates {
      guard let close = gate.close else { continue }
      fields.formUnion(close.fields.map { "\(close.child).\($0.name)" })
    }
    return columns(fields, uses)
  }

  /// Fields of the target with what is used of their rows: a field of which single columns are used is not named itself.
  private static func columns(_ fields: Set<String>, _ uses: [FieldOrigin: Set<String>]) -> [String] {
    var fields = fields
    for case (.target(let field), let names) in uses where !field.isEmpty {
      fields.formUnion(names.map { "\(field).\($0)" })
    }
    let dotted = Set(
      fields.compactMap { $0.split(separator: ".").count > 1 ? String($0.split(separator: ".")[0]) : nil })
    return fields.subtracting(dotted).sorted()
  }
}
