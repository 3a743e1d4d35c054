import Foundation
import Records
import Yams

/// `passerelle.yaml`: one connection of one shop with one ERP database, one journal and one permanent name.
struct ConnectionFile: Sendable {
  /// Where a secret is: never on the command line and never in this file.
  enum Secret: Sendable {
    case environment(String)
    case file(String)
  }

  struct Shop: Sendable {
    var url: String
    var key: Secret
    var shopID: Int
    var requestsInFlight: Int
    var requestsPerSecond: Int
  }

  struct ERP: Sendable {
    var url: String
    var database: String
    var login: String
    var key: Secret
    var protocolName: String
    /// Odoo's id of the company whose records are meant; 0: all of the technical user's.
    var company: Int
    var requestsInFlight: Int
    var requestsPerSecond: Int
  }

  var path: String
  var instance: String
  var language: String?
  var journal: String
  var mappings: [String]
  var shop: Shop
  var erp: ERP
  var settings: [String: Value]
  /// The line of each setting, for complaints.
  var settingLines: [String: Int]
  /// Hosts that may be reached without TLS; loopback always may.
  var plainHTTPHosts: Set<String>
  var certificateAuthorityFile: String?
}

extension ConnectionFile {
  /// Reads the file. Paths in it are relative to the folder it is in.
  /// - Throws: `Fault` CONFIGURATION_…, naming file, line, field and remedy.
  static func read(_ path: String) throws -> ConnectionFile {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Fault(
        .configuration, "CONFIGURATION_MISSING", "There is no file \(path).", context: ["file": path],
        hint: "Write one as the README shows, or name it with --config.")
    }
    let reader = try SettingsReader(file: path, text: String(decoding: data, as: UTF8.self))
    try reader.allow([
      "instance", "language", "journal", "mappings", "shop", "erp", "settings", "plain http hosts",
      "certificate authority file",
    ])
    let folder = (path as NSString).deletingLastPathComponent
    func resolved(_ relative: String) -> String {
      relative.hasPrefix("/") || folder.isEmpty ? relative : folder + "/" + relative
    }
    let shop = try reader.section("shop")
    try shop.allow(["url", "key", "shop id", "requests in flight", "requests per second"])
    let erp = try reader.section("erp")
    try erp.allow([
      "url", "database", "login", "key", "protocol", "company", "requests in flight", "requests per second",
    ])
    return ConnectionFile(
      path: path,
      instance: try reader.name("instance"),
      language: try reader.optionalText("language"),
      journal: resolved(try reader.optionalText("journal") ?? "passerelle.sqlite"),
      mappings: try reader.texts("mappings").map(resolved),
      shop: Shop(
        url: try shop.text("url"), key: try shop.secret("key", relativeTo: resolved),
        shopID: try shop.integer("shop id", default: 1),
        requestsInFlight: try shop.integer("requests in flight", default: 2),
        requestsPerSecond: try shop.integer("requests per second", default: 10)),
      erp: ERP(
        url: try erp.text("url"), database: try erp.text("database"), login: try erp.text("login"),
        key: try erp.secret("key", relativeTo: resolved), protocolName: try erp.optionalText("protocol") ?? "auto",
        company: try erp.integer("company", default: 0),
        requestsInFlight: try erp.integer("requests in flight", default: 2),
        requestsPerSecond: try erp.integer("requests per second", default: 0)),
      settings: try reader.values("settings"), settingLines: reader.lines("settings"),
      plainHTTPHosts: Set(try reader.texts("plain http hosts")),
      certificateAuthorityFile: try reader.optionalText("certificate authority file").map(resolved))
  }
}

extension ConnectionFile.Secret {
  /// The secret itself.
  /// - Throws: `Fault` SECRET_MISSING when there is none, SECRET_EXPOSED when others may read its file.
  func value(of name: String) throws -> String {
    switch self {
    case .environment(let variable):
      guard let value = ProcessInfo.processInfo.environment[variable], !value.isEmpty else {
        throw Fault(
          .configuration, "SECRET_MISSING", "The environment has no \(variable), which holds the \(name).",
          context: ["variable": variable],
          hint: "Export it, or keep the key in a file of mode 0600 and write `key: {file: PATH}`.")
      }
      return value
    case .file(let path):
      let attributes = try? FileManager.default.attributesOfItem(atPath: path)
      guard let data = FileManager.default.contents(atPath: path),
        let mode = (attributes?[.posixPermissions] as? NSNumber)?.intValue
      else {
        throw Fault(
          .configuration, "SECRET_MISSING", "The file with the \(name) cannot be read.", context: ["file": path],
          hint: "Write the key into it, and let the user of this process read it.")
      }
      guard mode & 0o077 == 0 else {
        throw Fault(
          .configuration, "SECRET_EXPOSED", "Others may read the file with the \(name).", context: ["file": path],
          hint: "chmod 600 it.")
      }
      return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }
  }
}
