import Records

/// "18.0" of a server that says "18.0+e" or "saas~17.4".
struct OdooVersion: Sendable, Hashable, CustomStringConvertible {
  static let supported = 16...19

  var major: Int
  /// As the server says it.
  var text: String

  /// Reads `{"version_info": [18, 0, …], "version": "18.0", …}` (GET /json/version) or the same under `server_version…`
  /// (JSON-RPC `common.version`). A hosted in-between version has "saas~17" as its first part.
  init?(_ answer: JSON) {
    let info = answer["version_info"] ?? answer["server_version_info"]
    guard let first = info?.array?.first, let text = (answer["version"] ?? answer["server_version"])?.string else {
      return nil
    }
    let named = first.string.flatMap { Int($0.drop { !$0.isNumber }) }
    guard let major = first.integer ?? named else { return nil }
    self.init(major: major, text: text)
  }

  init(major: Int, text: String) {
    self.major = major
    self.text = text
  }

  var description: String { text }
  var isSupported: Bool { Self.supported.contains(major) }
}
