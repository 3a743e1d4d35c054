/// Makes elements of the events of a parser: those at the record depth, and nothing above it, are kept whole.
struct ElementBuilder {
  private struct Open {
    var name: String
    var attributes: [String: String]
    var text: [UInt8] = []
    var children: [XMLElement] = []
  }

  private let recordDepth: Int
  private let limits: XMLLimits
  private var depth = 0
  private var open: [Open] = []
  private var size = 0
  private var stray: [UInt8] = []

  private(set) var records: [XMLElement] = []
  /// Names of the elements opened above the record depth, the root first; the last container stays when it is closed.
  private(set) var containers: [String] = []
  private(set) var rootEnded = false

  init(recordDepth: Int, limits: XMLLimits) {
    self.recordDepth = recordDepth
    self.limits = limits
  }

  var strayText: String? { XMLWrapping.excerpt(stray) }

  mutating func takeRecords() -> [XMLElement] {
    defer { records = [] }
    return records
  }

  mutating func start(_ name: String, attributes: [String: String]) throws(XMLFailure) {
    guard depth < limits.depth else { throw XMLFailure(.tooDeep, "Elements are nested deeper than \(limits.depth).") }
    if depth >= recordDepth {
      try grow(name.utf8.count + attributes.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count })
      open.append(Open(name: name, attributes: attributes))
    } else {
      containers.removeSubrange(min(depth, containers.count)...)
      containers.append(name)
    }
    depth += 1
  }

  mutating func text(_ bytes: UnsafeBufferPointer<UInt8>) throws(XMLFailure) {
    guard !open.isEmpty else {
      if stray.count < 4096, !bytes.allSatisfy({ $0 == 32 || (9...13).contains($0) }) { stray += bytes }
      return
    }
    try grow(bytes.count)
    open[open.count - 1].text += bytes
  }

  mutating func end() {
    depth -= 1
    if depth == 0 { rootEnded = true }
    guard let last = open.popLast() else { return }
    let element = Self.element(last)
    if open.isEmpty {
      records.append(element)
      size = 0
    } else {
      open[open.count - 1].children.append(element)
    }
  }

  private mutating func grow(_ bytes: Int) throws(XMLFailure) {
    size += bytes
    guard size <= limits.elementSize else {
      throw XMLFailure(.tooLarge, "One record holds more than \(limits.elementSize) bytes.")
    }
  }

  private static func element(_ open: Open) -> XMLElement {
    let blank = !open.children.isEmpty && open.text.allSatisfy { $0 == 32 || (9...13).contains($0) }
    let text = blank ? "" : String(decoding: open.text, as: UTF8.self)
    return XMLElement(open.name, attributes: open.attributes, text: text, children: open.children)
  }
}
