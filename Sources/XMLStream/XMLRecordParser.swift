/// Reads the records of a document while it arrives: elements at one depth, each handed on as soon as it is whole.
///
/// The document may stand within notices, blanks, pages and scripts of the server: `wrapping` tells what was around
/// it. A document that ends before its root element does is an error of `finish`, even when every record seen until
/// then was whole.
public final class XMLRecordParser {
  private var finder: DocumentFinder
  private let parser: PushParser
  private let root: String
  private var isFound = false
  /// What came last, because the root's end may be recognised only with the piece after it.
  private var recent: [UInt8] = []
  private var after: [UInt8] = []
  private var sawEnd = false

  /// - Parameters:
  ///   - root: the document's root element, searched for in what arrives.
  ///   - recordDepth: 1: the root's children are the records; 2: their children are (`<prestashop><orders><order>`).
  public init(root: String, recordDepth: Int, limits: XMLLimits = XMLLimits()) {
    self.root = root
    finder = DocumentFinder(root: root, limit: limits.prefix)
    parser = PushParser(recordDepth: recordDepth, limits: limits)
  }

  /// Names of the elements opened above the records, the root first, down to the one opened last: `["prestashop",
  /// "orders"]`.
  public var containers: [String] { parser.builder.containers }

  /// True once the root element has ended.
  public var isComplete: Bool { parser.builder.rootEnded }

  public var wrapping: XMLWrapping {
    XMLWrapping(before: finder.before, inside: parser.builder.strayText, after: XMLWrapping.excerpt(after))
  }

  /// Takes the next piece of the body and returns the records that ended in it.
  public func feed(_ bytes: [UInt8]) throws(XMLFailure) -> [XMLElement] {
    var piece = bytes
    if !isFound {
      guard case .found(let document) = try finder.feed(bytes) else { return [] }
      isFound = true
      piece = document
    }
    try push(piece, isLast: false)
    return parser.takeRecords()
  }

  /// Says that the body has ended, and returns the records that this completed.
  public func finish() throws(XMLFailure) -> [XMLElement] {
    guard isFound else {
      throw finder.sawOnlyBlanks
        ? XMLFailure(.empty, "There is nothing where a document should be.")
        : XMLFailure(.noDocument, "There is no <\(root)> document: \(finder.excerpt)")
    }
    try push([], isLast: true)
    guard isComplete else { throw XMLFailure(.cut, "The document ends before </\(root)>.") }
    return parser.takeRecords()
  }

  private func push(_ bytes: [UInt8], isLast: Bool) throws(XMLFailure) {
    guard !sawEnd else {
      if after.count < 4096 { after += bytes.prefix(4096) }
      return
    }
    do {
      try parser.push(bytes, isLast: isLast)
    } catch {
      // At the end of the body every complaint about the root not being closed means the same: cut.
      throw isLast && error.kind == .notWellFormed
        ? XMLFailure(.cut, "The document ends before </\(root)>.", line: error.line) : error
    }
    recent = recent.suffix(1024) + bytes
    if isComplete {
      sawEnd = true
      after = Array(Self.tail(of: recent, after: Array("</\(root)".utf8)).prefix(4096))
      recent = []
    } else if recent.count > 1024 {
      recent = Array(recent.suffix(1024))
    }
  }

  /// What follows the last end tag in these bytes.
  private static func tail(of bytes: [UInt8], after tag: [UInt8]) -> ArraySlice<UInt8> {
    guard bytes.count > tag.count else { return [] }
    for start in (0..<bytes.count - tag.count).reversed() where bytes[start] == tag[0] {
      guard bytes[start..<start + tag.count].elementsEqual(tag) else { continue }
      guard let end = bytes[start...].firstIndex(of: UInt8(ascii: ">")) else { return [] }
      return bytes[(end + 1)...]
    }
    return []
  }
}
