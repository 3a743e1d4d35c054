/// Entities as the webservice's XML. The details (tabs, CDATA, which attribute stands where) follow the recorded
/// answers.
struct WebserviceXMLRenderer {
  let resource: WebserviceResource
  let root: String
  let marksEmpty: Bool
  /// Rows of associations have their address and not their id.
  var hidesIDs = false

  /// A list in its own element, or several entities side by side without one, as the answers to writes and single reads
  /// are.
  func document(_ views: [WebserviceView], isList: Bool) -> [UInt8] {
    var document = WebserviceDocument(root: root, marksEmpty: marksEmpty, reserving: 256 + views.count * 3500)
    if isList { document.raw("<\(resource.list)>\n") }
    for view in views { entity(view, into: &document) }
    if isList { document.raw("</\(resource.list)>\n") }
    return document.end()
  }

  /// `<products><product id="1" xlink:href="…"/>…`: a list without `display`.
  func minimum(_ ids: [Int]) -> [UInt8] {
    var document = WebserviceDocument(root: root, marksEmpty: marksEmpty, reserving: 256 + ids.count * 80)
    document.raw("<\(resource.list)>\n")
    for id in ids { document.raw("<\(resource.entity) id=\"\(id)\" xlink:href=\"\(root)\(resource.name)/\(id)\"/>\n") }
    document.raw("</\(resource.list)>\n")
    return document.end()
  }

  private func entity(_ view: WebserviceView, into document: inout WebserviceDocument) {
    document.raw("<\(resource.entity)>\n")
    if view.showsID { document.raw("\t<id><![CDATA[\(view.id)]]></id>\n") }
    for field in view.fields { write(field, of: view, into: &document) }
    if !view.lists.isEmpty {
      document.raw("<associations>\n")
      for list in view.lists { write(list, of: view, into: &document) }
      document.raw("</associations>\n")
    }
    document.raw("</\(resource.entity)>\n")
  }

  private func write(_ shown: WebserviceView.Field, of view: WebserviceView, into document: inout WebserviceDocument) {
    let field = shown.field
    document.raw("\t<")
    document.raw(field.name)
    switch shown.value {
    case .text(let text):
      let link = field.name == "id_default_image" ? "images/products/\(view.pictured)" : field.link
      if let link, Self.isLinked(field.name, text) {
        document.raw(" xlink:href=\"")
        document.raw(root)
        document.raw(link)
        document.raw("/")
        document.raw(text)
        document.raw("\"")
      }
      document.raw(field.isDynamic ? " notFilterable=\"true\">" : ">")
      document.data(text)
    case .texts(let texts):
      document.raw(">")
      for (language, text) in texts {
        document.raw("<language id=\"\(language)\" xlink:href=\"\(root)languages/\(language)\">")
        document.data(text)
        document.raw("</language>")
      }
    case .unset(let languages):
      document.raw(">")
      for language in languages {
        document.raw("<language id=\"\(language)\">")
        document.data("")
        document.raw("</language>")
      }
    }
    document.raw("</")
    document.raw(field.name)
    document.raw(">\n")
  }

  /// A reference to nothing carries no address, unless its name does not begin with `id_` (`current_state` does even
  /// when empty).
  private static func isLinked(_ name: String, _ text: String) -> Bool {
    !name.hasPrefix("id_") || !(text.isEmpty || text == "0")
  }

  private func write(_ list: WebserviceView.List, of view: WebserviceView, into document: inout WebserviceDocument) {
    let association = list.association
    document.raw("<\(association.name) nodeType=\"\(association.entity)\"")
    if association.isVirtual {
      document.raw(" virtualEntity=\"true\"")
    } else if let api = association.api {
      document.raw(" api=\"\(api)\"")
    }
    guard !list.items.isEmpty else {
      document.raw("/>\n")
      return
    }
    document.raw(">\n")
    let api = association.name == "images" ? "images/products/\(view.pictured)" : association.api
    for item in list.items {
      let address =
        association.linksItems
        ? api.map { " xlink:href=\"\(root)\($0)/\(item.first?.text ?? "")\"" } ?? "" : ""
      document.raw("\t<\(association.entity)\(address)>\n")
      for (member, text) in item where !(hidesIDs && member.name == "id") {
        document.raw("\t<")
        document.raw(member.name)
        if let link = member.link { document.raw(" xlink:href=\"\(root)\(link)/\(text)\"") }
        document.raw(">")
        document.data(text)
        document.raw("</")
        document.raw(member.name)
        document.raw(">\n")
      }
      document.raw("\t</\(association.entity)>\n")
    }
    document.raw("</\(association.name)>\n")
  }
}
