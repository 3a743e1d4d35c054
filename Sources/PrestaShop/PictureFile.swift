import Foundation
import Records
import Transport

/// A file that is to become a picture of the shop.
struct PictureFile: Sendable, Hashable {
  /// Kinds of pictures, told by their first bytes: what a file is called says nothing, and the shop looks at both.
  enum Format: String, Sendable, Hashable {
    case jpeg, png, gif, webp, avif

    /// The ending that the shop looks for.
    var ending: String { self == .jpeg ? "jpg" : rawValue }
    var contentType: String { "image/\(rawValue)" }

    init?(_ bytes: [UInt8]) {
      let text = String(decoding: bytes, as: Unicode.ASCII.self)
      switch bytes {
      case _ where bytes.starts(with: [0xff, 0xd8, 0xff]): self = .jpeg
      case _ where bytes.starts(with: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]): self = .png
      case _ where text.hasPrefix("GIF87a") || text.hasPrefix("GIF89a"): self = .gif
      case _ where text.hasPrefix("RIFF") && text.dropFirst(8).hasPrefix("WEBP"): self = .webp
      case _ where text.dropFirst(4).hasPrefix("ftypavif"): self = .avif
      default: return nil
      }
    }
  }

  var path: String
  /// In bytes.
  var size: Int
  /// Nil: not a picture.
  var format: Format?
  /// Whether the mark is there that ends a picture of its format. One that was cut may still be shown, its lower part grey.
  var hasEnd: Bool

  /// Throws NO_TEMPORARY_FILE.
  init(_ path: String) throws(Fault) {
    self.path = path
    do {
      let file = try FileHandle(forReadingFrom: URL(filePath: path))
      defer { try? file.close() }
      format = Format(Array(try file.read(upToCount: 16) ?? Data()))
      size = Int(try file.seekToEnd())
      try file.seek(toOffset: UInt64(max(0, size - Self.tail)))
      hasEnd = Self.hasEnd(Array(try file.readToEnd() ?? Data()), format)
    } catch {
      throw RoadFault.file("\(path): \(error)")
    }
  }

  /// How many bytes at the end are looked at: programs add remarks of their own.
  private static let tail = 4096

  private static func hasEnd(_ tail: [UInt8], _ format: Format?) -> Bool {
    switch format {
    case .jpeg: tail.firstRange(of: [0xff, 0xd9]) != nil
    case .png: tail.firstRange(of: Array("IEND".utf8)) != nil
    case .gif: tail.count > 13 && tail.contains(0x3b)
    case .webp, .avif: true
    case nil: false
    }
  }

  /// The form's one part. The name tells the shop nothing but the format.
  func part(_ format: Format) -> MultipartPart {
    MultipartPart(name: "image", filename: "picture." + format.ending, contentType: format.contentType, file: path)
  }
}
