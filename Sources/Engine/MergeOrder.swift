import Records

/// The order in which records of one key are asked: smaller first, `false` before `true`, nothing last.
enum MergeOrder {
  static func precedes(_ left: Value, _ right: Value) -> Bool {
    switch (left, right) {
    case (.null, _): false
    case (_, .null): true
    case (.bool(let one), .bool(let other)): !one && other
    case (.instant(let one), .instant(let other)): one < other
    case (.text(let one), .text(let other)): one < other
    default: if let one = left.number, let other = right.number { one < other } else { false }
    }
  }
}
