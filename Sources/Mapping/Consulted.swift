import Records

/// A table's answer that a document depends on.
struct Consulted {
  let table: String
  let key: Value
  let column: String
  let value: Value

  var text: String {
    var text = "\(table)\u{1F}\(column)\u{1F}"
    Digest.encode(key, into: &text)
    Digest.encode(value, into: &text)
    return text
  }
}
