import Records

/// Where a record comes from, so that its fields can be looked up in a schema and noted as used.
enum FieldOrigin: Sendable, Hashable {
  case source
  case read(String)
  /// The target's record ("") or the rows in one of its fields.
  case target(String)
  case row(table: String)

  var isTarget: Bool { if case .target = self { true } else { false } }
}

/// What is known of an expression's value without running it.
indirect enum StaticType: Sendable, Hashable {
  /// Anything; with an origin, fields of it are still noted.
  case any(FieldOrigin?)
  /// No value comes out: skip, quarantine, the items of `list()`.
  case never
  case null
  case bool, integer, decimal, text, texts, instant, date, reference, content
  case list(StaticType)
  case record(fields: [String: StaticType], origins: [FieldOrigin])

  static let unknown = StaticType.any(nil)

  init(_ kind: FieldSchema.Kind, rows origin: FieldOrigin? = nil) {
    switch kind {
    case .bool: self = .bool
    case .integer: self = .integer
    case .decimal: self = .decimal
    case .text: self = .text
    case .content: self = .content
    case .texts: self = .texts
    case .instant: self = .instant
    case .date: self = .date
    case .reference: self = .reference
    case .references: self = .list(origin.map { .any($0) } ?? .reference)
    case .rows(let fields):
      let types = Dictionary(fields.map { ($0.name, StaticType($0.kind)) }, uniquingKeysWith: { first, _ in first })
      self = .list(origin.map { .record(fields: [:], origins: [$0]) } ?? .record(fields: types, origins: []))
    case .other: self = .unknown
    }
  }

  /// For people.
  var name: String {
    switch self {
    case .any: "anything"
    case .never, .null: "null"
    case .bool: "true or false"
    case .integer: "an integer"
    case .decimal: "a number"
    case .text: "a text"
    case .texts: "a text by language"
    case .instant: "a moment"
    case .date: "a date"
    case .reference: "a reference"
    case .content: "a picture or file"
    case .list(let item): if case .any = item { "a list" } else { "a list of \(item.name)" }
    case .record: "a record"
    }
  }

  var isOpen: Bool {
    switch self {
    case .any, .never, .null: true
    default: false
    }
  }

  var isNumber: Bool {
    switch self {
    case .integer, .decimal, .reference: true
    default: isOpen
    }
  }

  var isText: Bool {
    switch self {
    case .text, .texts, .date: true
    default: isOpen
    }
  }

  var isRecord: Bool {
    if case .record = self { return true }
    return isOpen
  }

  /// The type of a list's items.
  var item: StaticType {
    switch self {
    case .list(let item): item
    case .any(let origin): .any(origin)
    default: .unknown
    }
  }

  /// A type that both values have.
  func joined(_ other: StaticType) -> StaticType {
    switch (self, other) {
    case (.never, _), (.null, _): return other
    case (_, .never), (_, .null): return self
    case (.integer, .decimal), (.decimal, .integer): return .decimal
    case (.integer, .reference), (.reference, .integer): return .reference
    case (.text, .texts), (.texts, .text): return .texts
    case (.list(let one), .list(let two)): return .list(one.joined(two))
    case (.record(let one, let first), .record(let two, let second)):
      let fields = one.merging(two) { $0.joined($1) }
      return .record(fields: fields, origins: first + second.filter { !first.contains($0) })
    default: return self == other ? self : .unknown
    }
  }

  /// Whether the two could ever be equal.
  func isComparable(to other: StaticType) -> Bool {
    if isOpen || other.isOpen { return true }
    switch (self, other) {
    case (.list, .list), (.record, .record): return true
    default: return self == other || (isNumber && other.isNumber) || (isText && other.isText)
    }
  }
}
