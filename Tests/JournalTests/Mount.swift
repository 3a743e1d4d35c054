import Foundation

/// A small disk of its own, where the tests may mount one.
struct Mount: Sendable {
  static let isAllowed: Bool = {
    guard geteuid() == 0, let folder = try? Folder(), let mount = try? Mount(at: folder.path, kilobytes: 64) else {
      return false
    }
    mount.end()
    return true
  }()

  private let path: String

  init(at path: String, kilobytes: Int) throws {
    self.path = path
    try Shell.run("mount -t tmpfs -o size=\(kilobytes)k tmpfs '\(path)' 2>/dev/null")
  }

  func makeReadOnly() throws { try Shell.run("mount -o remount,ro '\(path)'") }

  func end() { _ = try? Shell.run("umount -l '\(path)'") }
}
