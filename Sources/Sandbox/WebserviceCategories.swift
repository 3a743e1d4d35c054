/// Categories: a tree whose depths the shop computes.
enum WebserviceCategories {
  /// Throws an empty 500 for a parent that does not exist or is the category itself.
  ///
  /// Only 1.6 also computes the depths below a category that is moved through the webservice: since 1.7 this waits for
  /// the next time that the back office saves one. A category moved below itself makes a circle, which 1.6 notices too late.
  static func save(_ row: inout ShopRow, _ change: WebserviceChange, _ state: inout ShopState) throws(WebserviceStop) {
    let positions = change.call.resource.position
    func set(_ name: String, _ text: String) {
      if let position = positions[name] { row.cells[position] = .text(text) }
    }
    func text(_ name: String) -> String { positions[name].map { row.cells[$0].plain } ?? "" }
    if change.before == nil, text("is_root_category") == "1" { set("id_parent", "1") }
    let parent = Int(text("id_parent")) ?? 0
    guard parent == 0 || (parent != row.id && state.row("categories", parent) != nil) else {
      throw .crash(state.version)
    }
    let depth = parent == 0 ? 0 : state.integer("categories", parent, "level_depth") + 1
    set("level_depth", String(depth))
    if change.before == nil {
      set("position", String(state.rows("categories", where: "id_parent", is: parent).count))
    } else if !change.wasSent("position"), state.version == .v16 {
      set("position", state.value("categories", row.id, "position"))
    }
    WebserviceHooks.store(&row, change, &state)
    guard change.before != nil, state.version == .v16 else { return }
    if state.isInCircle(category: row.id) {
      state.update("categories", row.id, ["level_depth": "255"])
      throw .crash(state.version)
    }
    state.deepen(below: row.id, depth: depth)
  }
}

extension ShopState {
  func integer(_ resource: String, _ id: Int, _ field: String) -> Int { Int(value(resource, id, field)) ?? 0 }

  /// The categories below one, however deep; each once, even in a circle.
  mutating func categories(below id: Int) -> [Int] {
    var found: [Int] = []
    var seen: Set = [id]
    var next = [id]
    while let parent = next.popLast() {
      for row in rows("categories", where: "id_parent", is: parent) where seen.insert(row.id).inserted {
        found.append(row.id)
        next.append(row.id)
      }
    }
    return found
  }

  fileprivate mutating func deepen(below id: Int, depth: Int) {
    for row in rows("categories", where: "id_parent", is: id) {
      update("categories", row.id, ["level_depth": String(depth + 1)])
      deepen(below: row.id, depth: depth + 1)
    }
  }

  func isInCircle(category id: Int) -> Bool {
    var seen: Set = [id]
    var parent = integer("categories", id, "id_parent")
    while parent != 0 {
      guard seen.insert(parent).inserted else { return true }
      parent = integer("categories", parent, "id_parent")
    }
    return false
  }

  /// Numbers rows in their order from 0 on, without gaps: what is left when one of them goes.
  mutating func closePositions(in resource: String, where field: String? = nil, is value: Int = 0) {
    let all =
      if let field { rows(resource, where: field, is: value) } else {
        (table(resource)?.ids ?? []).compactMap { row(resource, $0) }
      }
    let ordered = all.sorted { (integer(resource, $0, "position"), $0.id) < (integer(resource, $1, "position"), $1.id) }
    for (index, row) in ordered.enumerated() where integer(resource, row, "position") != index {
      update(resource, row.id, ["position": String(index)])
    }
  }
}
