/// One part of a multipart/form-data body.
public struct MultipartPart: Sendable {
  /// The name of the form's field.
  public var name: String
  /// Nil for a plain field.
  public var filename: String?
  /// Nil: none is sent for a plain field, and libcurl guesses by the file name's ending for a file.
  public var contentType: String?
  public var bytes: [UInt8]

  public init(name: String, filename: String? = nil, contentType: String? = nil, bytes: [UInt8]) {
    self.name = name
    self.filename = filename
    self.contentType = contentType
    self.bytes = bytes
  }
}
