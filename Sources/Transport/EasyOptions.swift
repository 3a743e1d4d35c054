import CCurl

/// Sets libcurl's options and remembers the first refusal, so that a long list of them needs one check.
struct EasyOptions {
  private let easy: UnsafeMutableRawPointer
  private(set) var code = CURLE_OK

  init(_ easy: UnsafeMutableRawPointer) { self.easy = easy }

  mutating func set(_ option: CURLoption, _ value: Int) { note(pcurl_setopt_long(easy, option, value)) }

  /// libcurl copies the text.
  mutating func set(_ option: CURLoption, _ value: String?) { note(pcurl_setopt_text(easy, option, value)) }

  mutating func set(_ option: CURLoption, pointer: UnsafeMutableRawPointer) {
    note(pcurl_setopt_pointer(easy, option, pointer))
  }

  /// The list must live as long as the handle.
  mutating func set(_ option: CURLoption, list: UnsafeMutablePointer<curl_slist>?) {
    note(pcurl_setopt_list(easy, option, list))
  }

  mutating func setCallback(_ option: CURLoption, _ callback: @escaping pcurl_data_callback) {
    note(pcurl_setopt_data_callback(easy, option, callback))
  }

  mutating func setPreRequest(_ context: UnsafeMutableRawPointer, _ callback: @escaping pcurl_prereq_callback) {
    note(pcurl_setopt_prereq(easy, callback, context))
  }

  /// libcurl copies the bytes.
  mutating func setBody(_ bytes: [UInt8]) {
    note(bytes.withUnsafeBytes { pcurl_setopt_body(easy, $0.baseAddress, $0.count) })
  }

  /// - Returns: what must be freed after the handle.
  mutating func makeMultipart(_ parts: [MultipartPart]) -> OpaquePointer? {
    guard let mime = curl_mime_init(easy) else {
      note(CURLE_OUT_OF_MEMORY)
      return nil
    }
    for part in parts {
      guard let place = curl_mime_addpart(mime) else {
        note(CURLE_OUT_OF_MEMORY)
        continue
      }
      note(curl_mime_name(place, part.name))
      switch part.content {
      case .bytes(let bytes): note(curl_mime_data(place, bytes, bytes.count))
      // Read in blocks while it is sent; the name that goes with it is set below.
      case .file(let path): note(curl_mime_filedata(place, path))
      }
      if let filename = part.filename { note(curl_mime_filename(place, filename)) }
      if let type = part.contentType { note(curl_mime_type(place, type)) }
    }
    note(pcurl_setopt_mime(easy, mime))
    return mime
  }

  private mutating func note(_ new: CURLcode) {
    if code == CURLE_OK { code = new }
  }
}
