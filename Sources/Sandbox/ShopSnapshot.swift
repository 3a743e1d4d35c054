/// What a simulated shop held at one moment, field by field.
public struct ShopSnapshot: Sendable, Equatable {
  /// By resource, id and field.
  public let resources: [String: [Int: [String: String]]]

  /// What is not as it was in `before`, by resource, id and field. A row that came or went is told by its field `id`.
  public func changes(since before: ShopSnapshot) -> [ShopFieldChange] {
    var changes: [ShopFieldChange] = []
    for name in Set(resources.keys).union(before.resources.keys).sorted() {
      let (old, new) = (before.resources[name] ?? [:], resources[name] ?? [:])
      for id in Set(old.keys).union(new.keys).sorted() {
        changes += Self.changes(in: name, id, from: old[id], to: new[id])
      }
    }
    return changes
  }

  private static func changes(
    in resource: String, _ id: Int, from old: [String: String]?, to new: [String: String]?
  ) -> [ShopFieldChange] {
    guard let old, let new else {
      return [ShopFieldChange(resource: resource, id: id, field: "id", before: old?["id"], after: new?["id"])]
    }
    guard old != new else { return [] }
    return Set(old.keys).union(new.keys).sorted().filter { old[$0] != new[$0] }.map {
      ShopFieldChange(resource: resource, id: id, field: $0, before: old[$0], after: new[$0])
    }
  }
}
