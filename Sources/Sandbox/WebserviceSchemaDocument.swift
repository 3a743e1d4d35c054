/// `?schema=synopsis` (what the fields are) and `?schema=blank` (an empty form).
enum WebserviceSchemaDocument {
  static func answer(_ call: WebserviceCall, _ state: ShopState) throws(WebserviceStop) -> WebserviceAnswer {
    let kind = call.request.parameter("schema") ?? ""
    guard kind == "synopsis" || kind == "blank", call.id == nil else {
      throw .error(
        400, 28,
        "Please select a schema of type 'synopsis' to get the whole schema informations (which fields are required, which kind of "
          + "content...) or 'blank' to get an empty schema to fill before using POST request")
    }
    var writer = Writer(
      document: WebserviceDocument(root: call.root), call: call, isBlank: kind == "blank", languages: state.languageIDs)
    writer.write()
    return WebserviceAnswer(status: 200, body: writer.document.end())
  }

  private struct Writer {
    var document: WebserviceDocument
    let call: WebserviceCall
    let isBlank: Bool
    let languages: [Int]

    mutating func write() {
      let resource = call.resource
      document.raw("<\(resource.entity)>\n")
      if isBlank { document.raw("\t<id><![CDATA[]]></id>\n") }
      for field in resource.fields where !(isBlank && field.isReadOnly) { write(field) }
      if !resource.associations.isEmpty {
        document.raw("<associations>\n")
        for association in resource.associations { write(association) }
        document.raw("</associations>\n")
      }
      document.raw("</\(resource.entity)>\n")
    }

    private mutating func write(_ field: WebserviceField) {
      document.raw("\t<\(field.name)\(isBlank ? "" : attributes(field))>")
      if field.isTranslated {
        for language in languages {
          let about = isBlank ? "" : " xlink:href=\"\(call.root)languages/\(language)\" format=\"isUnsignedId\" "
          document.raw("<language id=\"\(language)\"\(about)><![CDATA[]]></language>")
        }
      } else {
        document.data("")
      }
      document.raw("</\(field.name)>\n")
    }

    private func attributes(_ field: WebserviceField) -> String {
      var text = field.isDynamic ? " notFilterable=\"true\"" : ""
      if field.required { text += " required=\"true\"" }
      if let size = field.maxSize { text += " maxSize=\"\(size)\"" }
      if !field.format.isEmpty { text += " format=\"\(field.format)\"" }
      if field.isReadOnly { text += " read_only=\"true\" readOnly=\"true\"" }
      if field.isOnlyMarkedReadOnly { text += " readOnly=\"true\"" }
      return text
    }

    private mutating func write(_ association: WebserviceAssociation) {
      let kind = association.isVirtual ? " virtualEntity=\"true\"" : association.api.map { " api=\"\($0)\"" } ?? ""
      let about = isBlank ? "" : " nodeType=\"\(association.entity)\"" + kind
      document.raw("<\(association.name)\(about)>\n\t<\(association.entity)>\n")
      for member in association.members {
        var text = ""
        if !isBlank {
          if let link = member.link { text += " xlink:href=\"\(call.root)\(link)/\"" }
          if member.required { text += " required=\"true\"" }
          if member.isReadOnly { text += " read_only=\"true\" readOnly=\"true\"" }
        }
        document.raw("\t<\(member.name)\(text)><![CDATA[]]></\(member.name)>\n")
      }
      document.raw("\t</\(association.entity)>\n</\(association.name)>\n")
    }
  }
}
