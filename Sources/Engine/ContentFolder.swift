import Foundation
import Records

/// A folder for files that are needed for a moment.
struct ContentFolder: Sendable {
  private let url = FileManager.default.temporaryDirectory.appending(path: "content-\(UUID().uuidString)")

  func newPath() throws -> String {
    do {
      try FileManager.default.createDirectory(
        at: url, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw Fault(
        .road, "NO_TEMPORARY_FILE", "A file cannot be made in \(url.deletingLastPathComponent().path): \(error)",
        context: ["folder": url.deletingLastPathComponent().path],
        hint: "Make room there, or name another folder in TMPDIR.")
    }
    return url.appending(path: UUID().uuidString).path
  }

  func remove() { try? FileManager.default.removeItem(at: url) }
}
