import Records
import XMLStream

/// The documents that writes become. Pure.
struct WriteDocument: Sendable {
  var resource: ShopResource
  var context: ShopContext

  /// A new record: the fields given. Languages without a text get that of the default language: an empty name is
  /// refused or invisible.
  func creation(_ write: Write) throws(Fault) -> XMLElement { try entity(write, id: nil, current: nil) }

  /// A change on 8 and newer: the id and the fields given.
  /// - Parameter current: the record as the shop shows it; needed where a text is not given in all languages, for a
  ///   translated field that comes with one language loses the others (FACTS b).
  func patch(_ write: Write, key: RecordKey, current: XMLElement?) throws(Fault) -> XMLElement {
    try entity(write, id: key, current: current)
  }

  /// A change on older versions: the whole document as read, with the given fields replaced, without what cannot be
  /// written or had better not be. Associations not given are left out: the shop keeps those it does not see.
  func replacement(_ write: Write, key: RecordKey, current: XMLElement) throws(Fault) -> XMLElement {
    let changed = try entity(write, id: key, current: current)
    let given = Set(changed.children.map(\.name))
    let kept = current.children.filter { child in
      child.name != "associations" && !given.contains(child.name) && isWritable(child.name) && !isLeftOut(child)
    }
    var document = XMLElement(resource.node)
    document.children = [XMLElement("id", text: key.description)]
    document.children += kept.filter { $0.name != "id" }.map(Self.withoutLinks)
    document.children += changed.children.filter { $0.name != "id" }
    return document
  }

  /// What of the record as it is a change has to look at; empty: nothing must be read before, for every text comes in every language.
  func needed(for write: Write) -> [ShopQuery.Display] {
    CompanionFields.needed(for: write, of: resource) + (hasLanguagesMissing(write) ? translated(write) : [])
  }

  private func translated(_ write: Write) -> [ShopQuery.Display] {
    resource.schema.fields.filter { field in
      if case .texts = field.kind { write.fields[field.name] != nil && !resource.isAbsent(field) } else { false }
    }.map { .field($0.serverName) }
  }

  private func hasLanguagesMissing(_ write: Write) -> Bool {
    write.fields.contains { name, value in
      guard case .texts? = resource.schema.field(name)?.kind, let texts = value.map else { return false }
      return !context.languages.values.allSatisfy { texts[$0] != nil }
    }
  }

  /// What is nothing at the shop is nothing again when it is absent; sent as an empty text it would become 0 (1.7,
  /// low_stock_threshold).
  private func isLeftOut(_ element: XMLElement) -> Bool {
    guard element.children.isEmpty, element.text.isEmpty else { return false }
    return resource.schema.fields.first { $0.serverName == element.name }?.isRequired != true
  }

  private func isWritable(_ serverName: String) -> Bool {
    guard !resource.canon.derived.contains(serverName) else { return false }
    return resource.schema.fields.first { $0.serverName == serverName }?.isReadOnly != true || serverName == "id"
  }

  private func entity(_ write: Write, id: RecordKey?, current: XMLElement?) throws(Fault) -> XMLElement {
    var entity = XMLElement(resource.node)
    if let id { entity.children.append(XMLElement("id", text: id.description)) }
    var associations: [XMLElement] = []
    let fields = CompanionFields.whole(write, current: current, of: resource)
    for (name, value) in fields.sorted(by: { $0.key < $1.key }) {
      let field = try resource.field(name)
      // The version does not have it: what newer ones need, older ones do not.
      if resource.isAbsent(field) || name == "id" { continue }
      guard !field.isReadOnly else {
        throw Fault(
          .configuration, "SHOP_READ_ONLY_FIELD", "prestashop/\(resource.name).\(name) cannot be written.",
          context: ["resource": resource.name, "field": name], hint: "Remove it from the mapping.")
      }
      switch field.kind {
      case .texts: entity.children.append(try texts(field, value, current: current?.child(field.serverName)))
      case .references: associations.append(references(field, value))
      case .rows(let columns): associations.append(rows(field, value, columns: columns))
      default: entity.children.append(try plain(field, value))
      }
    }
    // Setting option values takes the pictures away: they come after.
    associations = associations.filter { $0.name != "images" } + associations.filter { $0.name == "images" }
    if !associations.isEmpty { entity.children.append(XMLElement("associations", children: associations)) }
    return entity
  }

  private func plain(_ field: FieldSchema, _ value: Value) throws(Fault) -> XMLElement {
    guard let text = ServerText.text(of: Self.rounded(value, field.kind), kind: field.kind, zone: context.zone) else {
      throw Fault(
        .configuration, "WRONG_TYPE", "prestashop/\(resource.name).\(field.name) takes one value, not several.",
        context: ["resource": resource.name, "field": field.name], hint: "Correct the mapping.")
    }
    try check.check(text, field)
    return XMLElement(field.serverName, text: text)
  }

  private var check: TextCheck { TextCheck(resource: resource.name, version: context.version) }

  /// The shop keeps six decimals and refuses more than nine (Validate::isPrice).
  private static func rounded(_ value: Value, _ kind: FieldSchema.Kind) -> Value {
    guard case .decimal = kind, case .decimal(let number) = value else { return value }
    return .decimal(number.rounded(6))
  }

  private func texts(_ field: FieldSchema, _ value: Value, current: XMLElement?) throws(Fault) -> XMLElement {
    var element = XMLElement(field.serverName)
    let given = value.map ?? [:]
    let single = value.text
    let first = given.sorted { $0.key < $1.key }.lazy.compactMap(\.value.text).first
    let fallback = context.defaultLanguage.flatMap { context.languages[$0] }.flatMap { given[$0]?.text } ?? first ?? ""
    for (id, code) in context.languages.sorted(by: { $0.key < $1.key }) {
      let now = current?.children.first { $0.attributes["id"] == String(id) }?.text
      // A language that is named and null is emptied; one that is not named stays as it is.
      let text = single ?? (given[code].map { $0.text ?? "" }) ?? (value == .null ? "" : now ?? fallback)
      try check.check(text, field, language: code)
      guard !text.isEmpty || !isLink(field) || value == .null else { throw noLink(field, code) }
      element.children.append(XMLElement("language", attributes: ["id": String(id)], text: text))
    }
    return element
  }

  private func references(_ field: FieldSchema, _ value: Value) -> XMLElement {
    let node = ResourceNames.node(of: field.serverName)
    // An id that comes twice breaks the shop's own insertion, after the record was saved.
    var seen: Set<String> = []
    let ids = (value.list ?? []).map(\.description).filter { seen.insert($0).inserted }
      .map { XMLElement(node, children: [XMLElement("id", text: $0)]) }
    return XMLElement(field.serverName, children: ids)
  }

  private func rows(_ field: FieldSchema, _ value: Value, columns: [FieldSchema]) -> XMLElement {
    let node = ResourceNames.node(of: field.serverName)
    let rows = (value.list ?? []).map { row in
      XMLElement(
        node,
        children: columns.compactMap { column in
          guard let cell = row.map?[column.name], !column.isReadOnly else { return nil }
          return ServerText.text(of: cell, kind: column.kind, zone: context.zone).map {
            XMLElement(column.serverName, text: $0)
          }
        })
    }
    return XMLElement(field.serverName, children: rows)
  }

  private func isLink(_ field: FieldSchema) -> Bool { field.format?.lowercased() == "islinkrewrite" }

  /// The shop takes it, and the page has no address then.
  private func noLink(_ field: FieldSchema, _ language: String) -> Fault {
    Fault(
      .record, "SHOP_NO_LINK", "\(field.name) is empty (\(language)): the page would have no address.",
      context: ["resource": resource.name, "field": field.name, "language": language],
      hint: "Let the mapping make it of the name.")
  }

  /// An element as it may be sent back: links and remarks of the schema left out.
  private static func withoutLinks(_ element: XMLElement) -> XMLElement {
    XMLElement(
      element.name, attributes: element.attributes.filter { $0.key == "id" }, text: element.text,
      children: element.children.map(withoutLinks))
  }

  /// The body of several entities. Throws SHOP_INVALID_VALUE for a character that XML cannot carry.
  static func body(_ entities: [XMLElement]) throws(Fault) -> [UInt8] {
    do {
      var writer = XMLWriter()
      try writer.element(XMLElement("prestashop", children: entities))
      return try writer.finished()
    } catch {
      throw Fault(
        .record, "SHOP_INVALID_VALUE", "A text holds a character that cannot be sent: \(error)",
        hint: "Correct the text where it comes from.")
    }
  }
}
