/// The functions of the expression language, by the names that files use. `FunctionSpecification.all` says what each does.
enum Function: String, Sendable, CaseIterable {
  // Texts
  case text, trim, lower, upper, slug, replace, length, substring, join, split, contains, empty, digest, texts
  case startsWith = "starts_with"
  // Numbers and time
  case number, instant, round, floor, ceil, abs, min, max, age
  // Lists
  case sum, count, any, all, filter, map, flatten, concat, list, first, last, sort, unique, group, smallest, pick
  // Records
  case record, extend, `default`
  // Money
  case share
  case splitByRate = "split_by_rate"
  // What is handed in
  case lookup, lookups, rows, setting, link, links, linked, accepted, held
}
