import Foundation
import Records

/// A folder for files that are needed for a moment.
struct ContentFolder: Sendable {
  private static let prefix = "passerelle-content-"
  /// No picture is under way for so many seconds.
  private static let longest: TimeInterval = 86_400

  private let url = FileManager.default.temporaryDirectory.appending(path: "\(prefix)\(UUID().uuidString)")

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

  /// Removes the folders that runs left behind which were killed. Younger ones may be another connection's, at work just now.
  static func removeLeftovers() {
    let files = FileManager.default
    let folders = try? files.contentsOfDirectory(
      at: files.temporaryDirectory, includingPropertiesForKeys: [.contentModificationDateKey])
    for folder in folders ?? [] where folder.lastPathComponent.hasPrefix(prefix) {
      let changed = try? folder.resourceValues(forKeys: [.contentModificationDateKey]).contentModificationDate
      if let changed, changed < Date(timeIntervalSinceNow: -longest) { try? files.removeItem(at: folder) }
    }
  }
}
