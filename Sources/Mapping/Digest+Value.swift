import Records

extension Digest {
  /// A digest of the normalised value. Unlike its canonical text it keeps apart what only looks the same: each part is written with
  /// its kind and length.
  static func value(_ value: Value) -> String { text(encoded(value.normalized)) }

  static func encoded(_ value: Value) -> String {
    switch value {
    case .null: return "n"
    case .bool, .integer, .decimal, .instant: return "v\(value)"
    case .text(let text): return "t\(text.utf8.count):\(text)"
    case .list(let list): return "l\(list.count):" + list.map(encoded).joined(separator: ",")
    case .map(let map):
      let parts = map.sorted { $0.key < $1.key }.map { "\($0.key.utf8.count):\($0.key)=\(encoded($0.value))" }
      return "m\(map.count):" + parts.joined(separator: ",")
    }
  }
}
