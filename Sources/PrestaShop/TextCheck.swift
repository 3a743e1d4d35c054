import Records

/// Says of one text what the shop would refuse about it, before it is sent.
struct TextCheck: Sendable {
  var resource: String
  var version: ShopVersion

  /// - Parameter language: the code of the language; nil for a text that has none.
  /// - Throws: SHOP_VALUE_TOO_LONG, SHOP_NAME_REFUSED, SHOP_MARKUP_REFUSED, SHOP_INVALID_VALUE.
  func check(_ text: String, _ field: FieldSchema, language: String? = nil) throws(Fault) {
    var context = ["resource": resource, "field": field.name]
    context["language"] = language
    let place = language.map { "\(field.name) (\($0))" } ?? field.name
    if let limit = field.maximumLength, text.unicodeScalars.count > limit {
      throw Fault(
        .record, "SHOP_VALUE_TOO_LONG",
        "\(place) has \(text.unicodeScalars.count) characters; this shop takes \(limit).",
        context: context.merging(["limit": String(limit)]) { own, _ in own }, hint: "Shorten it where it comes from.")
    }
    guard let format = field.format, let violation = TextRule(format: format, version: version).violation(in: text)
    else { return }
    context["text"] = Excerpt.shorten(text, to: 120)
    switch violation {
    case .character(let character):
      context["character"] = String(character)
      throw Fault(
        .record, Self.isCode(format) ? "SHOP_INVALID_VALUE" : "SHOP_NAME_REFUSED",
        "\(place) holds the character \(character), which this shop does not take there.", context: context,
        hint: "Correct it where it comes from, or let the mapping replace the character.")
    case .markup(let what):
      context["markup"] = what
      throw Fault(
        .record, "SHOP_MARKUP_REFUSED", "\(place) holds \(what), which the shop takes for an attack.",
        context: context, hint: "Remove it from the text where it comes from.")
    case .form:
      throw Fault(
        .record, "SHOP_INVALID_VALUE", "\(place) is not a value that this shop takes there: \(text)", context: context,
        hint: "Correct the value where it comes from.")
    }
  }

  private static func isCode(_ format: String) -> Bool {
    ["isean13", "isupc", "isgtin", "iscolor"].contains(format.lowercased())
  }
}
