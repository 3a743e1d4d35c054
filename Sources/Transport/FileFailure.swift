import Foundation

/// A file of this machine that could not be read or written.
public struct FileFailure: Error, Sendable, Hashable, CustomStringConvertible {
  public let path: String
  /// The system's number for what is wrong: `ENOSPC`.
  public let code: Int32

  public init(path: String, code: Int32) {
    self.path = path
    self.code = code
  }

  public var description: String { "\(path): \(String(cString: strerror(code)))" }
}
