/// The functions of the expression language, by the names that files use. `FunctionSpecification.all` says what each does.
enum Function: String, Sendable, CaseIterable {
  // Texts
  case text, trim, lower, upper, slug, replace, shorten, plain, html, length, substring, join, split, contains, empty
  case digest, texts
  case startsWith = "starts_with"
  case isGTIN = "is_gtin"
  case byLanguage = "by_language"
  // Numbers and time
  case number, instant, round, floor, ceil, abs, min, max, age
  // Lists
  case sum, count, any, all, filter, map, flatten, concat, list, first, last, sort, unique, group, smallest, pick
  case position
  // Records
  case record, extend, `default`
  // Money
  case share
  case splitByRate = "split_by_rate"
  case taxExcluded = "tax_excluded"
  // What is handed in
  case lookup, lookups, rows, setting, link, links, linked, accepted, held

  /// Whether it gives texts by language where it is given some.
  var isOfTexts: Bool {
    switch self {
    case .text, .trim, .lower, .upper, .slug, .replace, .shorten, .plain, .html, .substring, .texts: true
    default: false
    }
  }
}
