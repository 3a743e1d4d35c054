/// What is passed on with every read is the same for all records: it is made of settings and constants alone.
enum ContextCheck {
  /// Whether the expression needs a record, a link or a table's row.
  static func needsRecord(_ code: Code, _ lets: [Let]) -> Bool {
    var open = [code]
    var followed: Set<Int> = []
    var isFound = false
    while let next = open.popLast() {
      CodeWalk.visit(next) { part in
        switch part {
        case .named(let index): if followed.insert(index).inserted { open.append(lets[index].expression.code) }
        case .field, .related, .variable, .row, .column, .rows, .columns, .everyRow, .link, .links, .linked, .accepted,
          .held:
          isFound = true
        default: break
        }
      }
    }
    return isFound
  }

  /// Whether servers take a value of this type in a context.
  static func fits(_ type: StaticType) -> Bool {
    switch type {
    case .bool, .integer, .decimal, .text, .reference, .date: true
    case .list(let item): item.isOpen || fits(item)
    default: type.isOpen
    }
  }
}
