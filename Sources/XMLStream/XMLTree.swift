/// Small documents as a whole.
public enum XMLTree {
  /// Reads a document that stands alone: any root element; blanks around it are accepted, anything else is an error.
  /// Throws `empty`, `cut`, `notWellFormed`, `charset`, `entities`, `tooDeep`, `tooLarge`.
  public static func parse(_ bytes: [UInt8], limits: XMLLimits = XMLLimits()) throws(XMLFailure) -> XMLElement {
    let trimmed = Array(bytes.drop { $0 == 32 || (9...13).contains($0) })
    guard !trimmed.isEmpty else { throw XMLFailure(.empty, "There is nothing where a document should be.") }
    let parser = PushParser(recordDepth: 0, limits: limits)
    try parser.push(trimmed, isLast: true)
    guard let element = parser.takeRecords().first else {
      throw XMLFailure(.cut, "The document ends before its root element does.")
    }
    return element
  }

  /// Finds the document with this root among whatever surrounds it, and tells what that was.
  public static func parse(
    _ bytes: [UInt8], root: String, limits: XMLLimits = XMLLimits()
  ) throws(XMLFailure) -> (element: XMLElement, wrapping: XMLWrapping) {
    let parser = XMLRecordParser(root: root, recordDepth: 0, limits: limits)
    var elements = try parser.feed(bytes)
    elements += try parser.finish()
    guard let element = elements.first else { throw XMLFailure(.cut, "The document ends before </\(root)>.") }
    return (element, parser.wrapping)
  }
}
