import CCurl

/// Which URLs may be called. The URL is read by libcurl's own parser, so that what is checked is what is called.
struct URLRule: Sendable {
  var plainHTTPHosts: Set<String>

  init(plainHTTPHosts: Set<String>) {
    self.plainHTTPHosts = Set(plainHTTPHosts.map { $0.lowercased() })
  }

  /// - Returns: whether the host is this machine: no proxy is used then.
  /// - Throws: `AttemptFailure` of kind `badURL` or `plainHTTPRefused`.
  func check(_ url: String) throws(AttemptFailure) -> Bool {
    let (scheme, host) = try parts(url)
    let isLoopback = Self.isLoopback(host)
    switch scheme {
    case "https": return isLoopback
    case "http":
      guard isLoopback || plainHTTPHosts.contains(host) else {
        throw AttemptFailure(
          kind: .plainHTTPRefused, effect: .none,
          message: "Plain http to \(host) is refused: use https, or allow this host by name.", isPermanent: true)
      }
      return isLoopback
    default: throw Self.bad("The scheme is not http or https.")
    }
  }

  static func bad(_ message: String) -> AttemptFailure {
    AttemptFailure(kind: .badURL, effect: .none, message: message, isPermanent: true)
  }

  private func parts(_ url: String) throws(AttemptFailure) -> (scheme: String, host: String) {
    guard url.contains("://"), !url.utf8.contains(where: { $0 <= 32 || $0 == 127 }), let handle = curl_url() else {
      throw Self.bad("The URL is not absolute, or has blanks in it.")
    }
    defer { curl_url_cleanup(handle) }
    let code = curl_url_set(handle, CURLUPART_URL, url, UInt32(CURLU_DISALLOW_USER))
    guard code != CURLUE_USER_NOT_ALLOWED else { throw Self.bad("The URL holds a user name: put it into a header.") }
    guard code == CURLUE_OK, let scheme = Self.part(CURLUPART_SCHEME, of: handle),
      let host = Self.part(CURLUPART_HOST, of: handle)
    else {
      throw Self.bad("The URL cannot be read.")
    }
    return (scheme.lowercased(), host.lowercased())
  }

  private static func part(_ part: CURLUPart, of handle: OpaquePointer) -> String? {
    var text: UnsafeMutablePointer<CChar>?
    guard curl_url_get(handle, part, &text, 0) == CURLUE_OK, let text else { return nil }
    defer { curl_free(text) }
    return String(cString: text)
  }

  /// 127.0.0.0/8 (libcurl's parser has already turned other spellings of an address into this one), ::1, and the reserved name.
  private static func isLoopback(_ host: String) -> Bool {
    if host == "localhost" || host == "[::1]" { return true }
    let numbers = host.split(separator: ".", omittingEmptySubsequences: false)
    return numbers.count == 4 && numbers[0] == "127" && numbers.allSatisfy { UInt8($0) != nil }
  }
}
