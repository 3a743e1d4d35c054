import Foundation
import Records

/// The side file that lets one run at a time work with a journal: locked with `flock`, so that the system releases it
/// whatever ends the process, and never removed, so that two processes cannot lock two files of one name.
struct LockFile: Sendable {
  private let descriptor: Int32

  static func path(for journal: String) -> String { journal + ".lock" }

  /// Takes the lock or throws JOURNAL_LOCKED within a fifth of a second. The file then holds the process id.
  init(journal: String) throws(Fault) {
    descriptor = open(Self.path(for: journal), O_RDWR | O_CREAT | O_CLOEXEC, JournalFile.mode)
    guard descriptor >= 0 else {
      switch errno {
      case ENOENT: throw JournalFault.noDirectory(journal)
      case ENOSPC, EDQUOT: throw JournalFault.full(journal)
      default: throw JournalFault.readOnly(journal)
      }
    }
    guard Self.take(descriptor) else {
      let holder = Self.holder(of: journal)
      close(descriptor)
      throw JournalFault.locked(journal, holder: holder)
    }
    // Only people read the number; the lock is the flock, so a full disk here is no reason to stop.
    let text = Array("\(getpid())\n".utf8)
    if ftruncate(descriptor, 0) == 0 { _ = pwrite(descriptor, text, text.count, 0) }
  }

  /// A command that opens the journal looks at the lock, or makes the journal under it, for a moment: that is no run.
  private static func take(_ descriptor: Int32) -> Bool {
    for _ in 1...10 {
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return true }
      usleep(20_000)
    }
    return false
  }

  func release() {
    _ = ftruncate(descriptor, 0)
    close(descriptor)
  }

  /// Whether a run, of this process or another, holds the lock now.
  static func isHeld(journal: String) -> Bool {
    let descriptor = open(path(for: journal), O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return flock(descriptor, LOCK_SH | LOCK_NB) != 0
  }

  private static func holder(of journal: String) -> Int32? {
    guard let text = try? String(contentsOfFile: path(for: journal), encoding: .utf8) else { return nil }
    return Int32(text.trimmingCharacters(in: .whitespacesAndNewlines))
  }
}
