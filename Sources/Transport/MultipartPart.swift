/// One part of a multipart/form-data body.
public struct MultipartPart: Sendable {
  public enum Content: Sendable {
    case bytes([UInt8])
    /// The path of a regular file, read while it is sent: memory does not grow with its size. It must stay as it is until the request
    /// has ended.
    case file(String)
  }

  /// The name of the form's field.
  public var name: String
  /// Nil for a plain field.
  public var filename: String?
  /// Nil: none is sent for a plain field, and libcurl guesses by the file name's ending for a file.
  public var contentType: String?
  public var content: Content

  public init(name: String, filename: String? = nil, contentType: String? = nil, bytes: [UInt8]) {
    self.name = name
    self.filename = filename
    self.contentType = contentType
    content = .bytes(bytes)
  }

  /// - Parameter file: a path. What the server is told of its name is `filename`.
  public init(name: String, filename: String, contentType: String? = nil, file: String) {
    self.name = name
    self.filename = filename
    self.contentType = contentType
    content = .file(file)
  }
}
