import Records

/// What a connection sets must be of the kind of the constant that a mapping gives the same setting: a wrong one would stop every record.
enum SettingsCheck {
  static func diagnostics(of mapping: Mapping, _ settings: [String: Value]) -> [Diagnostic] {
    (mapping.node?["settings"]?.entries ?? []).compactMap { entry in
      guard let name = entry.key.scalar, let value = settings[name], let constant = mapping.settings[name],
        constant != .null, value != .null
      else { return nil }
      let (wanted, found) = (TypeInference.type(of: constant), TypeInference.type(of: value))
      let fits = wanted == found || wanted.isNumber && found.isNumber
      return fits ? nil : diagnostic(name, wanted, value, entry.key)
    }
  }

  private static func diagnostic(_ name: String, _ wanted: StaticType, _ value: Value, _ node: YAMLNode) -> Diagnostic {
    Diagnostic(
      .error, "SETTING_TYPE", node.location, length: name.unicodeScalars.count,
      "The setting `\(name)` must be \(wanted.isNumber ? "a number" : wanted.name), and the connection sets it to `\(value)`.",
      hint: "Correct it under `settings` in the connection's file.", excerpt: node.file.excerpt(line: node.line))
  }
}
