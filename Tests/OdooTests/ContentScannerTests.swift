import Foundation
import Testing

@testable import Odoo

@Suite("Bytes are taken out of an answer while it arrives")
struct ContentScannerTests {
  private struct Scan: Equatable {
    var bytes: [UInt8] = []
    var rest = ""
  }

  private static func scan(_ document: String, pieces: Int, member: String = "image_1920") throws -> Scan {
    var scanner = ContentScanner(member: member)
    var scan = Scan()
    for piece in Array(document.utf8).chunked(pieces) { scan.bytes += try scanner.feed(piece) }
    try scanner.finish()
    scan.rest = String(decoding: scanner.rest, as: UTF8.self)
    return scan
  }

  private static let bytes: [UInt8] = (0..<300).map { UInt8(truncatingIfNeeded: $0 * 7) }
  private static let base64 = Data(bytes).base64EncodedString()

  @Test("Wherever the pieces end, the bytes are the same and the rest stays a document", arguments: 1...9)
  func borders(_ size: Int) throws {
    let document = #"{"jsonrpc": "2.0", "result": [{"id": 12, "image_1920" : ""# + Self.base64 + #""}], "id": 5}"#
    let scan = try Self.scan(document, pieces: size)
    #expect(scan.bytes == Self.bytes)
    #expect(scan.rest == #"{"jsonrpc": "2.0", "result": [{"id": 12, "image_1920" : ""}], "id": 5}"#)
  }

  @Test("Contents of every length come out whole, padded or not", arguments: 0...7)
  func lengths(_ count: Int) throws {
    let bytes = Array(Self.bytes.prefix(count))
    let padded = Data(bytes).base64EncodedString()
    for text in [padded, padded.replacingOccurrences(of: "=", with: "")] {
      #expect(try Self.scan(#"{"image_1920":""# + text + #""}"#, pieces: 3).bytes == bytes)
    }
  }

  @Test("Escapes within the content are read as JSON reads them, line ends are passed over", arguments: 1...7)
  func escapes(_ size: Int) throws {
    let document = #"{"image_1920": "\u002f\/8\u003D\n"}"#
    #expect(try Self.scan(document, pieces: size).bytes == [0xFF, 0xFF])
  }

  @Test("Only the member's own text is taken: not one of the same name, not its name in another text or with escapes")
  func others() throws {
    let documents = [
      #"{"a": "image_1920", "b": "QUJD"}"#, #"{"a": "\"image_1920\": \"QUJD\""}"#, #"["image_1920", "QUJD"]"#,
      #"{"image_1920": false}"#, #"{"image_1920": {"b": "QUJD"}}"#, #"{"image_1920x": "QUJD"}"#,
      #"{"a": "image_1920\\", "b": "QUJD"}"#,
    ]
    for document in documents {
      #expect(try Self.scan(document, pieces: 2) == Scan(bytes: [], rest: document))
    }
  }

  @Test("What is not base64, or ends within it, is not taken for a picture")
  func broken() {
    for text in ["QUJ*", "Q", "QQ==QQ", #"\u2603"#, #"\b"#] {
      #expect(throws: ContentScanner.Failure.notBase64) {
        try Self.scan(#"{"image_1920":""# + text + #""}"#, pieces: 4)
      }
    }
    #expect(throws: ContentScanner.Failure.cut) { try Self.scan(#"{"image_1920":"QUJD"#, pieces: 4) }
  }

  @Test("An answer that holds something else without end is given up, while a content of any size passes")
  func sizes() throws {
    let long = String(repeating: "QUJD", count: 1 << 19)
    #expect(try Self.scan(#"{"image_1920":""# + long + #""}"#, pieces: 1 << 16).bytes.count == 3 << 19)
    #expect(throws: ContentScanner.Failure.tooLong) { try Self.scan(#"{"other":""# + long + #""}"#, pieces: 1 << 16) }
  }
}
