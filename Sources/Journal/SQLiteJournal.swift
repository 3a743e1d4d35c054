import Foundation
import GRDB
import JournalStore
import Records
import Synchronization

/// The memory of one connection in one SQLite file: write-ahead log, full synchronisation, mode 0600.
///
/// A write has reached the disk when its call returns. It is not given up when its task is cancelled: what it records
/// has already happened. Every method throws `Fault`; their codes are in `JournalFault`.
public final class SQLiteJournal: JournalStore {
  /// Where nothing outlives the object: for tests and previews.
  public static let inMemory = ":memory:"

  let path: String
  let isReadOnly: Bool
  private let queue: DatabaseQueue
  private let lockFile = Mutex<LockFile?>(nil)
  /// The newest position that `due` has handed out, by flow (see `SettlementWriter.takeFromDue`).
  let handedOut = Mutex<[String: Int]>([:])

  /// Opens the journal of the connection named `instance`, making it if there is none, or bringing an older one up to
  /// date.
  ///
  /// With `readOnly` nothing is made or changed, no lock is needed, and a run at work is not disturbed.
  /// - Throws: `Fault`: JOURNAL_MISSING (read-only), JOURNAL_NO_DIRECTORY, JOURNAL_UNREADABLE, JOURNAL_READ_ONLY,
  ///   JOURNAL_FOREIGN, JOURNAL_CORRUPT, JOURNAL_NEWER, JOURNAL_OLDER (read-only), JOURNAL_OTHER_INSTANCE,
  ///   JOURNAL_LOCKED (it has to be made or brought up to date while another run is at work), JOURNAL_FULL,
  ///   JOURNAL_BUSY, JOURNAL_DISK, JOURNAL_FAILED.
  public init(path: String, instance: String, readOnly: Bool = false) throws {
    self.path = path
    isReadOnly = readOnly
    do {
      queue = try JournalOpening(path: path, instance: instance, readOnly: readOnly).open()
    } catch {
      throw JournalFault.of(error, path: path)
    }
  }

  /// Merges the write-ahead log into the file and closes it. The same happens when the object goes; a process that
  /// exits before either leaves the log, and the next opening takes that for a crash and checks the whole file.
  public func close() throws {
    do { try queue.close() } catch { throw JournalFault.of(error, path: path) }
    releaseLock()
  }

  deinit { lockFile.withLock { $0?.release() } }

  // MARK: The lock

  public func lock() async throws {
    guard path != Self.inMemory else { return }
    guard !isReadOnly else { throw JournalFault.openedForReading(path) }
    try lockFile.withLock { held in
      guard held == nil else { throw JournalFault.locked(path, holder: getpid()) }
      held = try LockFile(journal: path)
    }
  }

  public func unlock() async { releaseLock() }

  private func releaseLock() {
    lockFile.withLock { held in
      held?.release()
      held = nil
    }
  }

  // MARK: Access

  func read<T: Sendable>(_ body: @escaping @Sendable (Database) throws -> T) async throws -> T {
    do {
      return try await withCheckedThrowingContinuation { continuation in
        queue.asyncRead { database in
          continuation.resume(with: Result { try body(try database.get()) })
        }
      }
    } catch {
      throw JournalFault.of(error, path: path)
    }
  }

  /// One transaction: all of `body` is on the disk when this returns, or, when it throws, none.
  func write<T: Sendable>(_ body: @escaping @Sendable (Database) throws -> T) async throws -> T {
    guard !isReadOnly else { throw JournalFault.openedForReading(path) }
    do {
      return try await withCheckedThrowingContinuation { continuation in
        queue.asyncWrite(body) { _, result in continuation.resume(with: result) }
      }
    } catch {
      throw JournalFault.of(error, path: path)
    }
  }
}
