extension FunctionSpecification {
  /// Every function, in the order of the documentation.
  public static let all: [FunctionSpecification] = texts + numbers + lists + records + handed

  static let byFunction: [Function: FunctionSpecification] = Dictionary(
    uniqueKeysWithValues: all.map { ($0.function, $0) })

  /// Those that give texts change a text by language language by language.
  private static let texts: [FunctionSpecification] = [
    make(
      .text, "parts...", "texts",
      "Joins the canonical texts of its arguments, language by language where one has several; null adds nothing.",
      ("text('a', 1, null)", "a1")),
    make(
      .texts, "x:texts", "texts",
      "A text by language as it is. A plain text is one that is the same in every language.", ("texts('a')", "a")),
    make(.trim, "x:texts", "texts", "Without white space at both ends.", ("trim(' a ')", "a")),
    make(.lower, "x:texts", "texts", "In lower case.", ("lower('É')", "é")),
    make(.upper, "x:texts", "texts", "In upper case.", ("upper('é')", "É")),
    make(
      .slug, "x:texts [instead]:texts", "texts",
      "For addresses of pages: at most 128 letters a to z, digits and hyphens; accents and other scripts become plain letters. Of `instead` where nothing is left of `x`.",
      ("slug('Été, à Nice!')", "ete-a-nice")),
    make(
      .replace, "x:texts from:text to:text [pairs]:text...", "texts",
      "Each `from` in `x` replaced by `to`. Further pairs follow; what one has put there the others leave alone.",
      ("replace('a<b>', '<', '(', '>', ')')", "a(b)")),
    make(
      .shorten, "x:texts most:number", "texts",
      "As many whole words as fit into so many characters; a first word that is too long is cut.",
      ("shorten('a chair, blue', 10)", "a chair")),
    make(
      .plain, "html:texts", "texts", "HTML as plain text: without tags, entities as characters, blocks as lines.",
      ("plain('<p>a &amp; <b>b</b></p>')", "a & b")),
    make(
      .html, "x:texts [most]:number", "texts",
      "A plain text as HTML: paragraphs and line breaks, reserved characters escaped; at most so many characters without the tags, those that are escaped counted as they are written, quotes too.",
      ("html('a < b')", "<p>a &lt; b</p>")),
    make(
      .byLanguage, "x:texts", "list",
      "Records `language` and `text`, one a language that has a text; of a text by language.",
      nil),
    make(.length, "x:text", "integer", "The number of characters.", ("length('été')", "3")),
    make(
      .substring, "x:texts start:number length:number", "texts", "Characters from `start` (the first is 0).",
      ("substring('abcd', 1, 2)", "bc")),
    make(
      .join, "list:list separator:text [most]:number", "text",
      "The items' texts with a separator; null items are left out. With `most`, as many whole items as fit into so many characters.",
      ("join(list('ab', 12, 'cd'), ', ', 7)", "ab, 12")),
    make(
      .split, "x:text separator:text", "list", "The parts of `x` between separators.", ("split('a,b', ',')", "[a, b]")),
    make(
      .startsWith, "x:text start:text", "bool", "Whether `x` begins with `start`.", ("starts_with('abc', 'ab')", "true")
    ),
    make(
      .isGTIN, "x:text", "bool",
      "Whether `x` is a barcode of the trade (8, 12, 13 or 14 digits) with a right check digit.",
      ("is_gtin('4006381333931')", "true")),
    make(.contains, "x:text part:text", "bool", "Whether `part` occurs in `x`.", ("contains('abc', 'bc')", "true")),
    make(
      .empty, "x", "bool", "True for null, blank text, empty lists and a text by language without any text.",
      ("empty(' ')", "true")),
    make(
      .digest, "x", "text", "A digest of the normalised value: 32 hexadecimal digits.", ("length(digest('a'))", "32")),
  ]

  private static let numbers: [FunctionSpecification] = [
    make(
      .number, "x:text", "decimal", "The number that a text holds.", ("number('1.50') else 0", "1.5"), fallible: true),
    make(
      .instant, "x:text", "instant", "The moment that a text holds, in UTC.",
      ("instant('2024-01-31') else null", "2024-01-31 00:00:00"), fallible: true),
    make(.round, "x:number places:number", "decimal", "Rounded half away from zero.", ("round(2.345, 2)", "2.35")),
    make(.floor, "x:number", "integer", "The largest whole number that is not above `x`.", ("floor(-1.5)", "-2")),
    make(.ceil, "x:number", "integer", "The smallest whole number that is not below `x`.", ("ceil(1.2)", "2")),
    make(.abs, "x:number", "decimal", "Without its sign.", ("abs(-1.5)", "1.5")),
    make(.min, "x:number...", "decimal", "The smallest of its arguments.", ("min(3, 1, 2)", "1")),
    make(.max, "x:number...", "decimal", "The largest of its arguments.", ("max(0, -4)", "0")),
    make(.age, "x:instant", "integer", "Seconds from `x` to the start of the run.", nil),
  ]

  private static let lists: [FunctionSpecification] = [
    make(.list, "[items]...", "list", "A list of its arguments.", ("list(1, 2)", "[1, 2]")),
    make(.count, "list:list", "integer", "The number of items.", ("count(list(1, 2))", "2")),
    make(
      .sum, "list:list [x]:each", "decimal", "The sum of `x` over the items; nulls are left out.",
      ("sum(list(1, 2, null))", "3")),
    make(.any, "list:list [x]:each", "bool", "Whether `x` holds for an item.", ("any(list(1, 2), it = 2)", "true")),
    make(.all, "list:list [x]:each", "bool", "Whether `x` holds for every item.", ("all(list(1, 2), it > 1)", "false")),
    make(
      .filter, "list:list x:each", "list", "The items for which `x` holds.", ("filter(list(1, 2, 3), it > 1)", "[2, 3]")
    ),
    make(.map, "list:list x:each", "list", "`x` for each item.", ("map(list(1, 2), it * 2)", "[2, 4]")),
    make(
      .flatten, "list:list", "list", "The items of the lists in the list.",
      ("flatten(list(list(1), list(2, 3)))", "[1, 2, 3]")),
    make(.concat, "lists:list...", "list", "Its lists one after the other.", ("concat(list(1), list(2))", "[1, 2]")),
    make(.first, "list:list", "item", "The first item.", ("first(list(7, 8)) else 0", "7"), fallible: true),
    make(.last, "list:list", "item", "The last item.", ("last(list(7, 8)) else 0", "8"), fallible: true),
    make(
      .sort, "list:list x:each", "list", "By `x`, smallest first; null before everything; equal ones keep their order.",
      ("sort(list(2, 1), it)", "[1, 2]")),
    make(.unique, "list:list", "list", "Each value once.", ("unique(list(1, 1.0, 2))", "[1, 2]")),
    make(
      .group, "list:list x:each", "list",
      "Records `key` and `items`, by the value of `x`, in the order of their first item.",
      ("map(group(list(1, 2, 3), it > 1), count(it.items))", "[1, 2]")),
    make(
      .smallest, "list:list x:each", "item", "The item with the smallest `x`, the first of several.",
      ("smallest(list(5, 3, 4), abs(it - 4)) else null", "4"), fallible: false),
    make(
      .pick, "list:list ids", "list", "The items whose `id` is one of `ids`, in the order of `ids`.",
      ("pick(list(record(id = 1), record(id = 2)), list(2)).id", "[2]")),
    make(
      .position, "list:list x", "integer",
      "Where in the list the value stands, 0 for the first; null where it does not.",
      ("position(list('a', 'b'), 'b')", "1")),
    make(
      .share, "total:number list:list x:each", "list",
      "The items with `amount`: cents in proportion of `x` that add up to the total, by largest remainder.",
      ("share(1, list(1, 1, 1), it).amount", "[0.34, 0.33, 0.33]")),
    make(
      .splitByRate, "incl:number excl:number bases:list", "list",
      "An amount known with and without tax, over the tax rates of `bases`: records `rate`, `incl`, `excl`.",
      ("split_by_rate(12, 10, list(record(rate = 20, incl = 120, excl = 100))).incl", "[12]")),
    make(
      .taxExcluded, "price:number taxes:list", "decimal",
      "The price without those of the taxes that it contains (records with `amount` in percent, `amount_type`, `price_include`), not rounded. Other taxes than percentages are TAXES_NOT_SUPPORTED.",
      ("tax_excluded(12, list(record(amount = 20, amount_type = 'percent', price_include = true)))", "10")),
  ]

  private static let records: [FunctionSpecification] = [
    make(.record, "fields:fields", "record", "A record of named values.", ("record(a = 1).a", "1")),
    make(
      .extend, "x fields:fields", "record", "The record with more fields, or other values of them.",
      ("extend(record(a = 1), b = 2).b", "2")),
    make(.default, "x y", "anything", "`x`, or `y` where `x` is null or blank.", ("default(null, 1)", "1")),
  ]

  private static let handed: [FunctionSpecification] = [
    make(
      .lookup, "table:table key", "row", "A row of a value table; without one the record stops with TABLE_GAP.", nil),
    make(.lookups, "table:table keys:list", "list", "The rows of several keys.", nil),
    make(.rows, "table:table", "list", "Every row, each with its `key`.", nil),
    make(.setting, "name:setting", "anything", "A setting of the connection.", nil),
    make(
      .link, "set:set key...", "reference",
      "What a record is linked to on the other side; without a link the record waits.", nil),
    make(.links, "set:set keys:list", "list", "What several records are linked to.", nil),
    make(.linked, "set:set key...", "bool", "Whether a record is linked.", nil),
    make(
      .accepted, "set:set key...", "bool",
      "Whether a record is linked and may be written: we made it, or a person accepted what was matched.", nil),
    make(.held, "set:set key...", "decimal", "What open documents hold of an item.", nil),
  ]

  /// Parameters are written "name:kind", "[name]" when optional, with "..." after the last when it may be repeated.
  private static func make(
    _ function: Function, _ parameters: String, _ result: String, _ summary: String, _ example: (String, String)?,
    fallible: Bool = false
  ) -> FunctionSpecification {
    FunctionSpecification(
      name: function.rawValue, parameters: parameters.split(separator: " ").map(parameter), result: result,
      isFallible: fallible,
      summary: summary, example: example.map { (expression: $0.0, value: $0.1) }, function: function)
  }

  private static func parameter(_ text: Substring) -> Parameter {
    let isRepeated = text.hasSuffix("...")
    let parts = (isRepeated ? text.dropLast(3) : text).split(separator: ":")
    let isOptional = parts[0].hasPrefix("[")
    let kinds: [Substring: Kind] = [
      "text": .text, "number": .number, "bool": .bool, "instant": .instant, "list": .list, "each": .each,
      "texts": .texts,
      "table": .table, "set": .set,
      "setting": .setting, "fields": .fields,
    ]
    return Parameter(
      name: String(isOptional ? parts[0].dropFirst().dropLast() : parts[0]),
      kind: parts.count > 1 ? kinds[parts[1]] ?? .anything : .anything, isOptional: isOptional, isRepeated: isRepeated)
  }
}
