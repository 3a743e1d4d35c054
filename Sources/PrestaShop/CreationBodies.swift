import Records

/// Divides new records into bodies: in their order, as many as a body may hold, never two of which one could be taken for the other.
enum CreationBodies {
  static func divide(_ items: [Creator.Item], of resource: ShopResource) -> [[Creator.Item]] {
    let limit = max(resource.schema.writeLimit, 1)
    var bodies: [[Creator.Item]] = []
    var body: [Creator.Item] = []
    for item in items {
      let isAlone = item.write.probe.isEmpty || body.first?.write.probe.isEmpty == true
      if !body.isEmpty, isAlone || body.count >= limit || body.contains(where: { areAlike($0, item, resource) }) {
        bodies.append(body)
        body = []
      }
      body.append(item)
    }
    return body.isEmpty ? bodies : bodies + [body]
  }

  private static func areAlike(_ one: Creator.Item, _ other: Creator.Item, _ resource: ShopResource) -> Bool {
    NaturalKey.couldBe(one.write, other.write.probe, of: resource)
      || NaturalKey.couldBe(other.write, one.write.probe, of: resource)
  }
}
