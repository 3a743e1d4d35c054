import Foundation

/// Files that are pictures, and some that only look like one.
struct Pictures: Sendable {
  static let red = decoded(
    "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAACXBIWXMAAA7EAAAOxAGVKw4bAAAAFklEQVQI12M8ISLCwMDAxMDAwMDAAAAMHgD0trAIaAAAAABJRU5ErkJggg=="
  )
  static let blue = decoded(
    "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAACXBIWXMAAA7EAAAOxAGVKw4bAAAAFklEQVQI12MUETnBwMDAxMDAwMDAAAAKtgD0k2PtQAAAAABJRU5ErkJggg=="
  )
  static let gif = decoded("R0lGODdhAgACAIAAABQWzAAAACwAAAAAAgACAAACAoRRADs=")
  /// Begins as a GIF does, and is none: every release breaks down on it.
  static let broken = Array("GIF89a and no more".utf8)
  static let noPicture = Array("This is a text and no picture.\n".utf8)

  let folder = FileManager.default.temporaryDirectory.appending(path: "pictures-\(UUID().uuidString)")

  init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

  /// A file with these bytes; what it is called says nothing of them.
  func file(_ bytes: [UInt8], _ name: String = UUID().uuidString) throws -> String {
    let url = folder.appending(path: name)
    try Data(bytes).write(to: url)
    return url.path
  }

  func path(_ name: String = UUID().uuidString) -> String { folder.appending(path: name).path }

  func remove() { try? FileManager.default.removeItem(at: folder) }

  private static func decoded(_ text: String) -> [UInt8] { Data(base64Encoded: text).map(Array.init) ?? [] }
}
