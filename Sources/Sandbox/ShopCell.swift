/// One column of a row: a text as the database holds it, or one text a language.
enum ShopCell: Sendable, Hashable {
  case text(String)
  /// Empty where the field was never given a value: an answer then shows its languages without links.
  case texts([String])

  /// The text; of a translated one the first.
  var plain: String {
    switch self {
    case .text(let text): text
    case .texts(let texts): texts.first ?? ""
    }
  }
}
