import CLibXML2

/// libxml2's push parser, feeding an `ElementBuilder`. No network, no entity of the document's own, no tree of its own.
///
/// libxml2 calls back with a pointer to this object, unretained: every call happens within `push`, while the caller
/// holds it.
final class PushParser {
  private(set) var builder: ElementBuilder
  private(set) var failure: XMLFailure?
  private var context: xmlParserCtxtPtr?
  /// libxml2 keeps one copy of every name: its address stands for the name.
  private var names: [UnsafePointer<xmlChar>: String] = [:]

  private static let initialized: Void = xmlInitParser()

  init(recordDepth: Int, limits: XMLLimits) {
    builder = ElementBuilder(recordDepth: recordDepth, limits: limits)
    _ = Self.initialized
    var handler = Self.handler()
    context = xmlCreatePushParserCtxt(&handler, Unmanaged.passUnretained(self).toOpaque(), nil, 0, nil)
    if context == nil {
      failure = XMLFailure(.tooLarge, "There is no memory for an XML parser.")
    } else {
      xmlCtxtUseOptions(context, Int32(XML_PARSE_NONET.rawValue))
    }
  }

  deinit { xmlFreeParserCtxt(context) }

  func takeRecords() -> [XMLElement] { builder.takeRecords() }

  /// Parses more bytes. What follows the root element is not judged.
  func push(_ bytes: [UInt8], isLast: Bool) throws(XMLFailure) {
    if let failure { throw failure }
    guard !builder.rootEnded else { return }
    // The length is a C int: very long pieces are cut.
    var start = 0
    repeat {
      let end = min(start + (1 << 20), bytes.count)
      let status = bytes[start..<end].withUnsafeBytes { buffer in
        xmlParseChunk(
          context, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(buffer.count),
          isLast && end == bytes.count ? 1 : 0)
      }
      if let failure { throw failure }
      if builder.rootEnded { return }
      if status != 0 { throw unexplained(status) }
      start = end
    } while start < bytes.count
  }

  private func unexplained(_ status: Int32) -> XMLFailure {
    XMLFailure(.notWellFormed, "The XML parser stopped with status \(status).")
  }

  private func fail(_ error: XMLFailure) {
    if failure == nil { failure = error }
    xmlStopParser(context)
  }

  private func name(_ local: UnsafePointer<xmlChar>, prefix: UnsafePointer<xmlChar>?) -> String {
    if let prefix { return String(cString: prefix) + ":" + String(cString: local) }
    if let known = names[local] { return known }
    let name = String(cString: local)
    names[local] = name
    return name
  }
}

extension PushParser {
  private static func handler() -> xmlSAXHandler {
    var handler = xmlSAXHandler()
    handler.initialized = UInt32(XML_SAX2_MAGIC)
    handler.startElementNs = { this, local, prefix, _, _, _, count, _, attributes in
      guard let this, let local else { return }
      PushParser.from(this).start(local, prefix, attributes, Int(count))
    }
    handler.endElementNs = { this, _, _, _ in
      guard let this else { return }
      PushParser.from(this).builder.end()
    }
    handler.characters = { this, text, length in
      guard let this, let text else { return }
      PushParser.from(this).characters(text, Int(length))
    }
    handler.ignorableWhitespace = handler.characters
    handler.cdataBlock = handler.characters
    handler.entityDecl = { this, _, _, _, _, _ in
      guard let this else { return }
      PushParser.from(this).fail(XMLFailure(.entities, "The document declares entities; they are never expanded."))
    }
    handler.serror = { this, error in
      guard let this, let error else { return }
      PushParser.from(this).report(error.pointee)
    }
    return handler
  }

  private static func from(_ pointer: UnsafeMutableRawPointer) -> PushParser {
    Unmanaged<PushParser>.fromOpaque(pointer).takeUnretainedValue()
  }

  private func start(
    _ local: UnsafePointer<xmlChar>, _ prefix: UnsafePointer<xmlChar>?,
    _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?,
    _ count: Int
  ) {
    guard failure == nil else { return }
    var values: [String: String] = [:]
    if let attributes {
      // Five pointers each: local name, prefix, namespace, and the value's begin and end.
      for index in 0..<count {
        guard let local = attributes[index * 5], let begin = attributes[index * 5 + 3],
          let end = attributes[index * 5 + 4]
        else { continue }
        let value = String(decoding: UnsafeBufferPointer(start: begin, count: end - begin), as: UTF8.self)
        // libxml2 leaves exactly the ampersand as a reference, for a tree builder that is not here.
        values[name(local, prefix: attributes[index * 5 + 1])] =
          value.utf8.contains(UInt8(ascii: "&")) ? value.replacing("&#38;", with: "&") : value
      }
    }
    do {
      try builder.start(name(local, prefix: prefix), attributes: values)
    } catch {
      fail(error)
    }
  }

  private func characters(_ text: UnsafePointer<xmlChar>, _ length: Int) {
    guard failure == nil else { return }
    do {
      try builder.text(UnsafeBufferPointer(start: text, count: length))
    } catch {
      fail(error)
    }
  }

  private func report(_ error: xmlError) {
    // After the root's end anything may follow; it is wrapping. Warnings do not make a document wrong.
    guard failure == nil, !builder.rootEnded, error.level != XML_ERR_WARNING else { return }
    // An undeclared prefix is an error of namespaces, not of the document: modules write such answers.
    guard error.domain != Int32(XML_FROM_NAMESPACE.rawValue) else { return }
    let text = error.message.map { String(cString: $0) }.flatMap { XMLWrapping.excerpt($0.utf8) } ?? "not well-formed"
    fail(XMLFailure(Self.kind(of: error), "The XML is not readable: \(text)", line: Int(error.line)))
  }

  private static func kind(of error: xmlError) -> XMLFailure.Kind {
    switch UInt32(bitPattern: error.code) {
    case XML_ERR_INVALID_ENCODING.rawValue, XML_ERR_UNKNOWN_ENCODING.rawValue, XML_ERR_UNSUPPORTED_ENCODING.rawValue,
      XML_I18N_CONV_FAILED.rawValue, XML_I18N_NO_HANDLER.rawValue:
      .charset
    case XML_ERR_INVALID_CHAR.rawValue: .charset
    case XML_ERR_DOCUMENT_END.rawValue, XML_ERR_TAG_NOT_FINISHED.rawValue, XML_ERR_CDATA_NOT_FINISHED.rawValue: .cut
    case XML_ERR_NO_MEMORY.rawValue: .tooLarge
    default: .notWellFormed
    }
  }
}
