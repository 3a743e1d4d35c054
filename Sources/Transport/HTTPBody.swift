/// What a request carries.
public enum HTTPBody: Sendable {
  case none
  case bytes([UInt8], contentType: String)
  /// Sent as multipart/form-data; its boundary is chosen when it is sent.
  case multipart([MultipartPart])
}
