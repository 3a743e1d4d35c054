/// Finds where a document begins in bytes that arrive in pieces: at its root element's tag, whatever stands before.
/// An XML declaration found before the tag is kept, because it names the charset; all the rest is told as what it is,
/// wrapping.
struct DocumentFinder {
  enum Step: Hashable {
    case more
    /// The bytes with which the document begins: its declaration, if there is one, and all from the root's tag on.
    case found([UInt8])
  }

  private let root: [UInt8]
  private let limit: Int
  private var buffer: [UInt8] = []
  /// No tag begins before this index.
  private var searched = 0
  private(set) var before: String?

  init(root: String, limit: Int) {
    self.root = Array("<\(root)".utf8)
    self.limit = limit
  }

  /// True when not one byte other than blanks and a byte order mark has come.
  var sawOnlyBlanks: Bool { XMLWrapping.excerpt(buffer) == nil }

  /// The beginning of what came, for a message that there is no document in it.
  var excerpt: String { XMLWrapping.excerpt(buffer) ?? "" }

  mutating func feed(_ bytes: [UInt8]) throws(XMLFailure) -> Step {
    buffer += bytes
    let start = tagIndex()
    guard start ?? buffer.count <= limit else {
      throw XMLFailure(.noDocument, "No \(name) in the first \(limit) bytes: \(excerpt)")
    }
    guard let start else { return .more }
    let prefix = buffer[..<start]
    guard !Self.contains(prefix, Array("<!ENTITY".utf8)) else {
      throw XMLFailure(.entities, "The document declares entities; they are never expanded.")
    }
    let declaration = Self.declaration(in: prefix)
    let rest = declaration.map { Array(prefix[..<$0.lowerBound]) + Array(prefix[$0.upperBound...]) } ?? Array(prefix)
    before = XMLWrapping.excerpt(rest)
    let begin = declaration.map { Array(prefix[$0]) } ?? []
    let document = begin + buffer[start...]
    buffer = []
    return .found(document)
  }

  private var name: String { String(decoding: root, as: UTF8.self) + ">" }

  /// The index of the root's "<", once the character after its name is there and ends the name.
  private mutating func tagIndex() -> Int? {
    var index = searched
    while index + root.count < buffer.count {
      if buffer[index] == root[0], buffer[index..<index + root.count].elementsEqual(root) {
        switch buffer[index + root.count] {
        case 9, 10, 13, 32, UInt8(ascii: ">"), UInt8(ascii: "/"): return index
        default: break
        }
      }
      index += 1
    }
    searched = index
    return nil
  }

  /// The last `<?xml … ?>` of the prefix: a page before the document may hold one of its own.
  private static func declaration(in prefix: ArraySlice<UInt8>) -> Range<Int>? {
    let mark = Array("<?xml ".utf8)
    guard prefix.count > mark.count,
      let start = (prefix.startIndex..<prefix.endIndex - mark.count).last(where: {
        prefix[$0] == mark[0] && prefix[$0..<$0 + mark.count].elementsEqual(mark)
      }),
      let end = prefix[start...].firstIndex(of: UInt8(ascii: ">")), prefix[end - 1] == UInt8(ascii: "?")
    else { return nil }
    return start..<end + 1
  }

  private static func contains(_ bytes: ArraySlice<UInt8>, _ text: [UInt8]) -> Bool {
    guard bytes.count >= text.count else { return false }
    return (bytes.startIndex...bytes.endIndex - text.count).contains {
      bytes[$0] == text[0] && bytes[$0..<$0 + text.count].elementsEqual(text)
    }
  }
}
