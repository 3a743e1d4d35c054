import Foundation
import Records

/// The journal's file as the file system sees it, looked at before SQLite opens it.
///
/// An existing journal is never opened and closed here: closing any descriptor of a file drops all the locks that this process
/// holds on it (POSIX), and with them those of a connection that is open elsewhere in the process.
struct JournalFile {
  static let mode: mode_t = 0o600

  let path: String

  static func directory(of path: String) -> String {
    let directory = (path as NSString).deletingLastPathComponent
    return directory.isEmpty ? "." : directory
  }

  var exists: Bool { access(path, F_OK) == 0 }

  /// True when the last connection did not close in order: SQLite removes or empties the write-ahead log when it does.
  var hasUnmergedLog: Bool {
    var status = stat()
    return stat(path + "-wal", &status) == 0 && status.st_size > 0
  }

  /// Makes sure that the file can be opened for reading.
  func prepareForReading() throws(Fault) {
    try demandDirectory()
    guard exists else { throw JournalFault.missing(path) }
    guard access(path, R_OK) == 0 else { throw JournalFault.unreadable(path) }
  }

  /// Makes sure that the file exists, belongs to its owner alone, and can be written. True when it was made just now.
  func prepareForWriting() throws(Fault) -> Bool {
    try demandDirectory()
    let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, Self.mode)
    if descriptor >= 0 {
      close(descriptor)
      return true
    }
    switch errno {
    case EEXIST: break
    case ENOSPC, EDQUOT: throw JournalFault.full(path)
    default: throw JournalFault.readOnly(path)
    }
    guard access(path, R_OK) == 0 else { throw JournalFault.unreadable(path) }
    guard access(path, W_OK) == 0, access(Self.directory(of: path), W_OK) == 0 else {
      throw JournalFault.readOnly(path)
    }
    try tighten()
    return false
  }

  /// Removes a file that was made but could not be filled.
  func remove() {
    for suffix in ["", "-wal", "-shm"] { unlink(path + suffix) }
  }

  private func demandDirectory() throws(Fault) {
    var status = stat()
    guard stat(Self.directory(of: path), &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
      throw JournalFault.noDirectory(path)
    }
    guard stat(path, &status) != 0 || status.st_mode & S_IFMT == S_IFREG else { throw JournalFault.foreign(path) }
  }

  /// It holds personal data: a copy brought back with wider rights is narrowed again.
  private func tighten() throws(Fault) {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & 0o777 != Self.mode else { return }
    guard chmod(path, Self.mode) == 0 else { throw JournalFault.readOnly(path) }
  }
}
