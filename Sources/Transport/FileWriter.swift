import Foundation

/// A file that bytes are put into as they arrive. What is not `finish`ed is removed again.
public struct FileWriter: ~Copyable {
  private let path: String
  private let descriptor: Int32
  private var isFinished = false
  /// How many bytes are in it.
  public private(set) var count = 0

  /// Makes the file, readable by its owner alone, or empties the one that is there.
  ///
  /// - Throws: `FileFailure`.
  public init(_ path: String) throws(FileFailure) {
    self.path = path
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw FileFailure(path: path, code: errno) }
  }

  deinit {
    close(descriptor)
    if !isFinished { unlink(path) }
  }

  public mutating func write(_ bytes: [UInt8]) throws(FileFailure) {
    var start = 0
    while start < bytes.count {
      let written = bytes.withUnsafeBytes { buffer in
        Foundation.write(descriptor, buffer.baseAddress?.advanced(by: start), buffer.count - start)
      }
      if written < 0 {
        if errno == EINTR { continue }
        throw FileFailure(path: path, code: errno)
      }
      start += written
    }
    count += bytes.count
  }

  /// The file is whole, and stays.
  public consuming func finish() { isFinished = true }
}
