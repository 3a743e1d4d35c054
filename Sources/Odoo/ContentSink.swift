import Foundation
import Records

/// The file that the bytes of a field are written to as they arrive.
final class ContentSink: Sendable {
  private let handle: FileHandle
  private let path: String

  /// Makes the file, or empties it.
  ///
  /// - Throws: NO_TEMPORARY_FILE.
  init(path: String) throws(Fault) {
    self.path = path
    guard FileManager.default.createFile(atPath: path, contents: nil), let handle = FileHandle(forWritingAtPath: path)
    else { throw Self.fault(path, "it cannot be made") }
    self.handle = handle
  }

  /// - Throws: NO_TEMPORARY_FILE.
  func write(_ bytes: [UInt8]) throws(Fault) {
    do { try handle.write(contentsOf: Data(bytes)) } catch { throw Self.fault(path, "\(error.localizedDescription)") }
  }

  /// - Throws: NO_TEMPORARY_FILE, for what was not yet on the disk and finds no room there.
  func close() throws(Fault) {
    do { try handle.close() } catch { throw Self.fault(path, "\(error.localizedDescription)") }
  }

  private static func fault(_ path: String, _ reason: String) -> Fault {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    return Fault(
      .road, "NO_TEMPORARY_FILE", "A picture cannot be kept in \(folder): \(reason).", context: ["folder": folder],
      hint: "Make room there, or name another folder in TMPDIR.")
  }
}
