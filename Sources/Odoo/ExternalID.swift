import Records

/// The names under which Odoo remembers what we created: "passerelle.<scope>-<name>".
enum ExternalID {
  static let module = "passerelle"

  static func text(_ key: ExternalKey) -> String { module + "." + safe(key.description) }

  /// An owned row of the document created under `parent`.
  static func text(row: String, of parent: ExternalKey) -> String { text(parent) + "-" + safe(row) }

  /// Whether `text` names a row of `parent`, and which.
  static func row(_ text: String, of parent: ExternalKey) -> String? {
    let prefix = self.text(parent) + "-"
    return text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : nil
  }

  /// Letters, digits, hyphens and underscores stay; anything else, which `load` may take for a separator, becomes its
  /// code in hexadecimal between underscores.
  static func safe(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", "-", "_": result.unicodeScalars.append(scalar)
      default: result += "_" + String(scalar.value, radix: 16) + "_"
      }
    }
    return result
  }
}
