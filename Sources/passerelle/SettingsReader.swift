import Foundation
import Records
import Yams

/// Reads one level of `passerelle.yaml`; every complaint names file, line and field.
struct SettingsReader {
  let file: String
  let path: String
  private let mapping: Node.Mapping?
  private let line: Int

  init(file: String, text: String) throws {
    self.file = file
    path = ""
    line = 1
    do {
      guard let node = try Yams.compose(yaml: text), case .mapping(let mapping) = node else {
        throw Fault(
          .configuration, "CONFIGURATION_INVALID", "\(file) holds no settings.", context: ["file": file],
          hint: "Write `name: value` lines as the README shows.")
      }
      self.mapping = mapping
    } catch let error as YamlError {
      throw Fault(
        .configuration, "CONFIGURATION_INVALID", "\(file) is not YAML: \(error)", context: ["file": file],
        hint: "Check the indentation and the quotes around the line it names.")
    }
  }

  private init(file: String, path: String, mapping: Node.Mapping?, line: Int) {
    self.file = file
    self.path = path
    self.mapping = mapping
    self.line = line
  }

  /// Refuses fields that mean nothing here, so that a slip of the pen is not silently a default.
  func allow(_ names: Set<String>) throws {
    for (key, _) in mapping ?? Node.Mapping([]) {
      guard let name = key.string, names.contains(name) else {
        throw fault(
          "CONFIGURATION_UNKNOWN_FIELD", "is not a setting", field: key.string ?? "?", at: key.mark?.line ?? line,
          hint: "Known here: \(names.sorted().joined(separator: ", ")).")
      }
    }
  }

  func section(_ name: String) throws -> SettingsReader {
    guard let node = mapping?[name], case .mapping(let inner) = node else {
      throw missing(name, hint: "Write it as the README shows.")
    }
    return SettingsReader(file: file, path: path + name + ".", mapping: inner, line: node.mark?.line ?? line)
  }

  func text(_ name: String) throws -> String {
    guard let text = try optionalText(name) else { throw missing(name, hint: "Add `\(name): …`.") }
    return text
  }

  func optionalText(_ name: String) throws -> String? {
    guard let node = mapping?[name], node.null == nil else { return nil }
    guard let text = node.scalar?.string, !text.isEmpty else {
      throw fault(
        "CONFIGURATION_INVALID", "is not a text", field: name, at: node.mark?.line ?? line,
        hint: "Write `\(name): text`.")
    }
    return text
  }

  /// A permanent name: it becomes part of keys at the ERP.
  func name(_ field: String) throws -> String {
    let text = try text(field)
    guard text.range(of: "^[a-z][a-z0-9-]{1,39}$", options: .regularExpression) != nil else {
      throw fault(
        "CONFIGURATION_INVALID", "cannot be \"\(text)\"", field: field, at: mapping?[field]?.mark?.line ?? line,
        hint: "Use 2 to 40 small letters, digits and hyphens, starting with a letter, and never change it afterwards.")
    }
    return text
  }

  func integer(_ name: String, default standard: Int) throws -> Int {
    guard let node = mapping?[name] else { return standard }
    guard let value = node.int, value >= 0 else {
      throw fault(
        "CONFIGURATION_INVALID", "is not a whole number", field: name, at: node.mark?.line ?? line,
        hint: "Write `\(name): 2`.")
    }
    return value
  }

  func texts(_ name: String) throws -> [String] {
    guard let node = mapping?[name] else { return [] }
    if let single = node.scalar?.string { return [single] }
    guard let list = node.sequence else {
      throw fault(
        "CONFIGURATION_INVALID", "is not a list", field: name, at: node.mark?.line ?? line,
        hint: "Write `\(name): [one, two]`.")
    }
    return list.compactMap { $0.scalar?.string }
  }

  /// `{env: NAME}` or `{file: PATH}`. A key written into the file itself is refused.
  func secret(_ name: String, relativeTo resolve: (String) -> String) throws -> ConnectionFile.Secret {
    guard let node = mapping?[name] else {
      throw missing(name, hint: "Write `\(name): {env: VARIABLE}` or `\(name): {file: PATH}`.")
    }
    if let variable = node.mapping?["env"]?.string { return .environment(variable) }
    if let path = node.mapping?["file"]?.string { return .file(resolve(path)) }
    throw fault(
      "CONFIGURATION_INVALID", "says neither env nor file", field: name, at: node.mark?.line ?? line,
      hint: "Secrets are not kept in this file: write `\(name): {env: VARIABLE}` or `\(name): {file: PATH}`.")
  }

  /// Free settings for the mapping files: texts, numbers, booleans, moments (`yyyy-MM-dd HH:mm:ss` in UTC, or `yyyy-MM-dd`), lists of these.
  func values(_ name: String) throws -> [String: Value] {
    guard let inner = mapping?[name]?.mapping else { return [:] }
    var values: [String: Value] = [:]
    for (key, node) in inner { values[key.string ?? ""] = Self.value(of: node) }
    return values
  }

  /// Where each of them stands.
  func lines(_ name: String) -> [String: Int] {
    guard let inner = mapping?[name]?.mapping else { return [:] }
    return Dictionary(
      inner.map { key, _ in (key.string ?? "", key.mark?.line ?? line) }, uniquingKeysWith: { first, _ in first })
  }

  private static func value(of node: Node) -> Value {
    if let list = node.sequence { return .list(list.map(value(of:))) }
    guard let scalar = node.scalar, node.null == nil else { return .null }
    if scalar.style == .plain {
      if let bool = node.bool { return .bool(bool) }
      if let integer = node.int { return .integer(integer) }
      if let decimal = Decimal(exactly: scalar.string) { return .decimal(decimal) }
      if let instant = Instant(utc: scalar.string) { return .instant(instant) }
    }
    return .text(scalar.string)
  }

  private func missing(_ field: String, hint: String) -> Fault {
    fault("CONFIGURATION_INCOMPLETE", "is missing", field: field, at: line, hint: hint)
  }

  private func fault(_ code: String, _ what: String, field: String, at line: Int, hint: String) -> Fault {
    Fault(
      .configuration, code, "\(file), line \(line): \(path)\(field) \(what).",
      context: ["file": file, "line": String(line), "field": path + field], hint: hint)
  }
}
