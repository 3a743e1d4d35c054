/// A file in a form, as PHP finds it in `$_FILES`.
struct UploadedFile: Sendable {
  var name: String
  var bytes: [UInt8]

  /// The part of that name in a multipart/form-data body; nil where there is none with a file.
  init?(_ field: String, in request: WebserviceRequest) {
    guard let type = request.headers["content-type"], type.hasPrefix("multipart/form-data"),
      let boundary = type.split(separator: "boundary=").last.map({ $0.trimming { "\"".contains($0) } })
    else { return nil }
    let mark = Array(("\r\n--" + boundary).utf8)
    var rest = (Array("\r\n".utf8) + request.body)[...]
    while let start = rest.firstRange(of: mark) {
      rest = rest[start.upperBound...]
      guard let headEnd = rest.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
      let head = String(decoding: rest[..<headEnd.lowerBound], as: UTF8.self)
      rest = rest[headEnd.upperBound...]
      guard let end = rest.firstRange(of: mark) else { return nil }
      if head.contains("name=\"\(field)\""), let name = Self.filename(in: head) {
        self.name = name
        bytes = Array(rest[..<end.lowerBound])
        return
      }
    }
    return nil
  }

  private static func filename(in head: String) -> String? {
    guard let start = head.firstRange(of: "filename=\"") else { return nil }
    return String(head[start.upperBound...].prefix { $0 != "\"" })
  }

  /// What follows the last point, in lower case.
  var ending: String { name.contains(".") ? String(name.split(separator: ".").last ?? "").lowercased() : "" }
}

extension Substring {
  /// Without the characters at both ends for which that holds.
  fileprivate func trimming(_ isFilling: (Character) -> Bool) -> String {
    String(drop(while: isFilling).reversed().drop(while: isFilling).reversed())
  }
}
