import Records

extension Digest {
  /// A digest of the normalised value. Unlike its canonical text it keeps apart what only looks the same: each part is written with
  /// its kind and length.
  static func value(_ value: Value) -> String {
    var text = ""
    encode(value, into: &text)
    return self.text(text)
  }

  /// Writes the value as `Value.normalized` would have it: numbers by value, texts without the white space around them, and what is
  /// blank or has no elements as null.
  static func encode(_ value: Value, into text: inout String) {
    switch value {
    case .null: text += "n"
    case .bool(let bool): text += bool ? "b1" : "b0"
    case .integer(let number): text += "d\(number)"
    case .decimal(let number): text += "d\(number)"
    case .instant(let moment): text += "i\(moment.secondsSince1970)"
    case .text(let content): encode(content, into: &text)
    case .list(let list) where list.isEmpty: text += "n"
    case .list(let list):
      text += "l\(list.count):"
      for item in list { encode(item, into: &text) }
    case .map(let map) where map.isEmpty: text += "n"
    case .map(let map):
      text += "m\(map.count):"
      for (key, item) in map.sorted(by: { $0.key < $1.key }) {
        text += "\(key.utf8.count):\(key)="
        encode(item, into: &text)
      }
    }
  }

  private static func encode(_ content: String, into text: inout String) {
    var rest = content[...]
    while let first = rest.first, first.isWhitespace { rest.removeFirst() }
    while let last = rest.last, last.isWhitespace { rest.removeLast() }
    if rest.isEmpty {
      text += "n"
    } else {
      text += "t\(rest.utf8.count):"
      text += rest
    }
  }
}
