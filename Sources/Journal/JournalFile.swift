import Foundation
import Records

/// The journal's file as the file system sees it, looked at before SQLite opens it.
///
/// An existing journal is never opened and closed here: closing any descriptor of a file drops all the locks that this
/// process holds on it (POSIX), and with them those of a connection that is open elsewhere in the process.
struct JournalFile {
  static let mode: mode_t = 0o600

  let path: String

  static func directory(of path: String) -> String {
    let directory = (path as NSString).deletingLastPathComponent
    return directory.isEmpty ? "." : directory
  }

  /// An empty file is none: a tool may have made it, to set its rights.
  var exists: Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_size > 0
  }

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

  /// Makes sure that the file can be written, and that its owner alone can read it.
  func prepareForWriting() throws(Fault) {
    guard access(path, R_OK) == 0 else { throw JournalFault.unreadable(path) }
    guard access(path, W_OK) == 0, access(Self.directory(of: path), W_OK) == 0 else {
      throw JournalFault.readOnly(path)
    }
    try tighten()
  }

  /// Makes an empty file in the place of any there is.
  func create() throws(Fault) {
    remove()
    let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, Self.mode)
    guard descriptor >= 0 else { throw Self.fault(path) }
    close(descriptor)
  }

  /// Puts the file, which nobody has open, into the other's place, and does not return before the directory is on the
  /// disk.
  func move(to other: JournalFile) throws(Fault) {
    // A log that belonged to a journal since removed would be merged into this one.
    for suffix in ["-wal", "-shm"] { unlink(other.path + suffix) }
    guard rename(path, other.path) == 0 else { throw Self.fault(path) }
    let directory = open(Self.directory(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard directory >= 0 else { throw Self.fault(path) }
    defer { close(directory) }
    guard fsync(directory) == 0 else { throw Self.fault(path) }
  }

  func remove() {
    for suffix in ["", "-wal", "-shm", "-journal"] { unlink(path + suffix) }
  }

  /// What the file system said last.
  private static func fault(_ path: String) -> Fault {
    switch errno {
    case ENOSPC, EDQUOT: JournalFault.full(path)
    case EIO: JournalFault.disk(path, String(cString: strerror(errno)))
    default: JournalFault.readOnly(path)
    }
  }

  func demandDirectory() throws(Fault) {
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
