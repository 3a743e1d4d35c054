import Records

/// A table's answer that a document depends on.
struct Consulted {
  let table: String
  let key: Value
  let column: String
  let value: Value

  var text: String { "\(table)\u{1F}\(key)\u{1F}\(column)\u{1F}\(value)" }
}
