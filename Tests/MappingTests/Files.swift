@testable import Mapping

/// Mapping files given as text.
enum Files {
  static func load(_ layers: [String: String]...) throws -> MappingSet {
    try MappingSet.load(
      layers: layers.map { layer in
        layer.sorted { $0.key < $1.key }.map { (name: $0.key, path: $0.key, text: $0.value) }
      })
  }

  /// What is said of the files when they are read and, if they can be read, checked.
  static func diagnostics(_ layers: [String: String]...) -> [Diagnostic] {
    do {
      let set = try MappingSet.load(
        layers: layers.map { layer in
          layer.sorted { $0.key < $1.key }.map { (name: $0.key, path: $0.key, text: $0.value) }
        })
      return set.check(schemas: Schemas.both, settings: Schemas.settings)
    } catch {
      return error.diagnostics
    }
  }

  /// A small mapping with more keys below it.
  static func customers(_ more: String) -> String {
    "mapping: customers\nfrom: prestashop/customers\nto: odoo/res.partner\n" + more
  }
}
