import Foundation
import GRDB
import Records

/// Every sentence the journal can end with, in one place. Codes are stable; the texts for operators are looked up by
/// them.
enum JournalFault {
  static func missing(_ path: String) -> Fault {
    Fault(
      .configuration, "JOURNAL_MISSING", "There is no journal yet.", context: ["path": path],
      hint: "Check the journal's path in the configuration, or run the synchronisation once: it makes the journal.")
  }

  static func noDirectory(_ path: String) -> Fault {
    Fault(
      .configuration, "JOURNAL_NO_DIRECTORY", "The directory that shall hold the journal does not exist.",
      context: ["path": path, "directory": JournalFile.directory(of: path)],
      hint: "Make the directory, or check the journal's path in the configuration.")
  }

  static func unreadable(_ path: String) -> Fault {
    Fault(
      .configuration, "JOURNAL_UNREADABLE", "The journal may not be read by this user.", context: ["path": path],
      hint: "Run as the user who owns the file, or give the file to this user.")
  }

  static func readOnly(_ path: String) -> Fault {
    Fault(
      .configuration, "JOURNAL_READ_ONLY",
      "The journal cannot be written: the file, its directory or its disk is read-only.",
      context: ["path": path],
      hint: "Make the file and its directory writable for this user, and check that the disk is mounted for writing.")
  }

  static func openedForReading(_ path: String) -> Fault {
    Fault(
      .configuration, "JOURNAL_OPENED_FOR_READING", "This command opened the journal for reading only.",
      context: ["path": path], hint: "Use a command that works, not one that reports.")
  }

  static func foreign(_ path: String) -> Fault {
    Fault(
      .configuration, "JOURNAL_FOREIGN", "The file is not a journal, or its beginning is damaged.",
      context: ["path": path],
      hint:
        "Check the journal's path in the configuration. If it is right, bring back a copy or rebuild the links."
    )
  }

  static func corrupt(_ path: String, _ details: String) -> Fault {
    Fault(
      .configuration, "JOURNAL_CORRUPT", "The journal is damaged; nothing was done.",
      context: ["path": path, "details": details],
      hint: "Keep the file, bring back the last copy, or start a new journal and rebuild the links. Check the disk.")
  }

  static func newer(_ path: String, version: Int) -> Fault {
    Fault(
      .configuration, "JOURNAL_NEWER", "The journal was made by a newer version of this program.",
      context: ["path": path, "version": String(version), "known": String(JournalSchema.version)],
      hint: "Install that version or a later one; an older one could lose what it does not know.")
  }

  static func older(_ path: String, version: Int) -> Fault {
    Fault(
      .configuration, "JOURNAL_OLDER", "The journal was made by an older version and has not been brought up to date.",
      context: ["path": path, "version": String(version), "known": String(JournalSchema.version)],
      hint: "Run the synchronisation once: it brings the journal up to date.")
  }

  static func otherInstance(_ path: String, found: String, expected: String) -> Fault {
    Fault(
      .configuration, "JOURNAL_OTHER_INSTANCE", "The journal belongs to another connection.",
      context: ["path": path, "found": found, "expected": expected],
      hint: "Give every connection a journal of its own, and never change a connection's instance name.")
  }

  /// `holder` is the process id that the lock file names, where it names one.
  static func locked(_ path: String, holder: Int32?) -> Fault {
    Fault(
      .configuration, "JOURNAL_LOCKED", "Another run holds the journal.",
      context: ["path": path, "process": holder.map(String.init) ?? "unknown"],
      hint: "Wait for it to end. A lock is never left behind: if it is held, that process is alive.")
  }

  static func busy(_ path: String) -> Fault {
    Fault(
      .road, "JOURNAL_BUSY", "Another process has kept the journal busy for too long.", context: ["path": path],
      hint: "Try again; if it lasts, look for a backup or a database tool that has the file open.")
  }

  static func full(_ path: String) -> Fault {
    Fault(
      .road, "JOURNAL_FULL", "The disk that holds the journal is full.", context: ["path": path],
      hint: "Make room on the disk; the work goes on where it stopped.")
  }

  static func disk(_ path: String, _ details: String) -> Fault {
    Fault(
      .road, "JOURNAL_DISK", "The disk that holds the journal failed to read or write.",
      context: ["path": path, "details": details], hint: "Check the disk and the system's log.")
  }

  static func failed(_ path: String, _ details: String) -> Fault {
    Fault(
      .configuration, "JOURNAL_FAILED", "The journal could not be used.", context: ["path": path, "details": details],
      hint: "Check that nothing else changed the file; bring back a copy if it was.")
  }

  static func noRow(_ id: Int) -> Fault {
    Fault(
      .configuration, "QUARANTINE_NO_ROW", "The quarantine has no open row of that number.",
      context: ["row": String(id)],
      hint: "List the quarantine: the row may have been resolved in the meantime.")
  }

  /// The sentence for whatever came up while the journal at `path` was used.
  static func of(_ error: any Error, path: String) -> Fault {
    switch error {
    case let fault as Fault: fault
    case let error as DatabaseError: of(error.extendedResultCode, message: error.message ?? "", path: path)
    case let error as DecodingError: corrupt(path, "a stored value cannot be read: \(error)")
    default: failed(path, String(describing: error))
    }
  }

  /// SQLite's result codes (sqlite.org/rescode.html) in our words. The message names tables and columns, never values.
  static func of(_ code: ResultCode, message: String, path: String) -> Fault {
    switch code {
    // The shared-memory file beside the log is allocated ahead: on a full disk this fails first.
    case .SQLITE_IOERR_SHMSIZE: full(path)
    default:
      switch code.primaryResultCode {
      case .SQLITE_FULL: full(path)
      case .SQLITE_CORRUPT: corrupt(path, message)
      case .SQLITE_NOTADB: foreign(path)
      case .SQLITE_READONLY: readOnly(path)
      case .SQLITE_PERM, .SQLITE_AUTH: unreadable(path)
      case .SQLITE_CANTOPEN: unopenable(path)
      case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_PROTOCOL: busy(path)
      case .SQLITE_IOERR, .SQLITE_NOMEM: disk(path, "\(code.rawValue) \(message)")
      default: failed(path, "\(code.rawValue) \(message)")
      }
    }
  }

  /// SQLite only says that it cannot open a file; the file system says why.
  private static func unopenable(_ path: String) -> Fault {
    let directory = JournalFile.directory(of: path)
    if access(directory, F_OK) != 0 { return noDirectory(path) }
    if access(path, F_OK) == 0, access(path, R_OK) != 0 { return unreadable(path) }
    return readOnly(path)
  }
}
