extension KeySpecification {
  /// Every key, by the section it stands in, in the order of the documentation.
  public static let all: [Section: [KeySpecification]] = [
    .mapping: mapping, .read: read, .need: need, .holds: holds, .field: field, .child: child, .rows: rows, .gate: gate,
    .close: close,
    .step: step, .change: change, .link: link, .table: table, .find: find,
  ]

  private static let mapping = [
    key("mapping", .word, required: true, "The mapping's name, and the name of the links it makes."),
    key("about", .word, "What it does, for people."),
    key("from", .word, required: true, "The source, as system/resource."),
    key("to", .word, required: true, "The target, as system/resource."),
    key("run", .choice(["when needed"]), "Only the records that other mappings need."),
    key("refresh", .choice(["always"]), "Evaluated again each time another record needs it."),
    key("archived", .choice(["included"]), "Archived records of the source are read too."),
    key(
      "settings", .other,
      "Constants by name: what `setting(name)` gives where the connection does not set it. A connection or an override replaces them."
    ),
    key(
      "context", .named,
      "Passed on to the source's server with every read; it depends on settings alone, and what is null is left out."),
    key(
      "touched by", .other,
      "Other resources whose changes make records due: `resource: its field -> our field` (or a field of rows read beside the record: `read.field`), `holds: set`, `links: set` (with the record's own key, or `links: set -> read.field`)."
    ),
    key("read", .sections(.read), "Records read beside the source, in batches."),
    key("let", .named, "Named expressions."),
    key("since", .expression, "Records for which it is false are older than this connection."),
    key("enter", .expression, "Which records are carried over."),
    key("holds", .section(.holds), "What an open document takes from its items."),
    key("needs", .list(.need), "Records that must be linked before."),
    key(
      "each", .expression,
      "One record of the target for each item of this list, which is `it` in the rest of the file; known by the source's key and the item's."
    ),
    key("item", .other, "What tells the items apart, and stays: an expression, or a list of them."),
    key(
      "surplus", .choice(Mapping.Surplus.allCases.map(\.rawValue)),
      "What becomes of a record whose item is no longer in the list, or whose source has gone (keep without it). `delete made` leaves what was there before it was linked."
    ),
    key("key", .template, "The key under which the target remembers what was created."),
    key(
      "scope", .choice(["connection", "database"]),
      "Whether the key is this connection's, or shared by all of the target's database."),
    key("same", .words, "Fields that a record found under our key must have as wanted."),
    key("merge", .expressions, "Of several records with one key, the one with the smallest values speaks."),
    key(
      "match", .other,
      "A list of rules, tried in order: conditions (field: expression) that tell which record of the target it is. `if: expression` leaves a rule out where it does not hold, and so does an empty value; in `exactly: {field: expression}` an empty value counts, too: the target has nothing there."
    ),
    key(
      "fits", .expression,
      "Whether a record found by `match`, the `target` here, is taken: false passes over it; what it quarantines stops the record, unless another one found by the same rule fits."
    ),
    key("find", .named, "The fields that are the key of a target record that exists already."),
    key("probe", .named, "The natural key that tells after an unknown outcome whether a record was created."),
    key("create", .choice(["never"]), "Nothing is created."),
    key("missing", .word, "The fault when nothing was found and nothing may be created."),
    key("rewrite while", .expression, "As long as it holds, a linked document is written again."),
    key("fields", .sections(.field), "The target's fields."),
    key("children", .sections(.child), "Rows that the document owns, by the target's field."),
    key("gate", .list(.gate), "Figures that the target must agree on."),
    key("steps", .list(.step), "Actions that the target must have done."),
    key("changed", .list(.change), "What a change does to a linked document: the first rule that holds."),
    key(
      "frozen", .expressions, "Once the document is no longer rewritten, a change of these is for a person to look at."),
    key("sealed when", .expression, "From then on the record is not looked at again."),
    key(
      "others", .choice(["report"]),
      "A complete comparison tells of the target's records that nothing here is linked to; they are left alone."),
    key(
      "gone", .namedOr("keep"),
      "What is written to the linked record when the source has gone. With `surplus: delete` the records of its items are removed without it, and stay with `keep`."
    ),
    key(
      "others where", .named, "Which of them it tells of; a list is any of its values. It depends on settings alone."),
    key(
      "sets", .words,
      "Link sets that files of another folder make; where they are not loaded, the sets hold what these have linked before."
    ),
    key("links", .list(.link), "Further links that a record makes, beside its own in the set of the mapping's name."),
  ]

  private static let read = [
    key("from", .word, required: true, "The resource."),
    key(
      "where", .named, required: true, "Its field that equals a value of the source; other conditions are constants."),
    key("if", .expression, "Read only where this holds."),
    key("archived", .choice(["included"]), "Archived records too."),
  ]

  private static let need = [
    key("create", .other, "mapping(key parts): carried over first."),
    key("match", .other, "mapping(key parts): looked for, never created for this record's sake."),
    key("each", .expression, "One need an item of this list."),
    key("if", .expression, "Needed only where this holds."),
  ]

  private static let holds = [
    key("each", .expression, "One hold an item of this list."),
    key("unless", .expression, "Nothing is held where this holds: the items are named with the quantity 0."),
    key("item", .other, required: true, "set(key parts) of what is held."),
    key("quantity", .expression, required: true, "How much."),
  ]

  private static let field = [
    key("value", .expression, required: true, "The field's value."),
    key(
      "write", .choice(FieldRule.Policy.allCases.map(\.rawValue)),
      "When it may be written: whenever it differs; `if untouched`: not over what somebody changed there; `if known`: as always, but null leaves what we did not write; `if empty`; `on create`."
    ),
    key(
      "keep others", .word,
      "Of a list: what the target has there and this link set does not know is somebody else's, and stays."),
  ]

  private static let child = [
    key("always", .named, "Fields that every row gets."),
    key("rows", .list(.rows), required: true, "Where the rows come from."),
  ]

  private static let rows = [
    key("each", .expression, "One row an item of this list; without it, one row."),
    key("if", .expression, "No rows where this does not hold."),
    key("let", .named, "Named expressions, evaluated for each row."),
    key("key", .template, required: true, "Tells the rows of one document apart, and stays."),
    key("fields", .named, required: true, "The row's fields."),
  ]

  private static let gate = [
    key("field", .word, required: true, "The target's figure."),
    key("equals", .expression, required: true, "What it must be."),
    key("within", .expression, "The largest difference that may be closed (0 without it)."),
    key("code", .word, "The fault when it differs by more."),
    key("close", .section(.close), "A row that closes a small difference."),
  ]

  private static let close = [
    key("child", .word, required: true, "The target's field of the row."),
    key("key", .template, required: true, "The row's key."),
    key("fields", .named, required: true, "The row's fields; `difference` is what is missing."),
  ]

  private static let step = [
    key("do", .word, required: true, "The target system's own action."),
    key("if", .expression, "Only where this holds."),
    key("with", .named, "The action's parameters."),
    key("until", .expression, required: true, "Done already where this holds; demanded afterwards."),
  ]

  private static let change = [
    key("if", .expression, required: true, "The rule applies where this holds."),
    key("do", .word, required: true, "The target system's own action."),
    key("with", .named, "The action's parameters."),
    key("until", .expression, "Done already where this holds; demanded afterwards."),
    key("unless", .expression, "Where this holds the record goes to quarantine instead."),
    key("code", .word, "The fault of `unless`."),
  ]

  private static let link = [
    key("if", .expression, "Only where this holds; where it no longer does, the link is removed."),
    key("set", .word, required: true, "The link set; it may have been declared the other way round."),
    key("from", .other, required: true, "The key on the source's side: an expression, or a list of its parts."),
    key("to", .other, required: true, "The key on the target's side; `target` is the record written."),
    key(
      "as", .choice(LinkRule.Standing.allCases.map(\.rawValue)),
      "How the set's own mapping takes it: as made by itself (without it), as proposed (written to once it is accepted), or as settled (only later changes are written)."
    ),
  ]

  private static let table = [
    key("table", .word, required: true, "The table's name."),
    key("about", .word, "What it means, for people."),
    key("from", .word, "Where its rows come from, as system/resource; without it only the rows written here."),
    key("key", .choice(ValueTable.KeyKind.allCases.map(\.rawValue)), "What its keys are."),
    key("key field", .word, "The source's field that is the key (id without it)."),
    key("columns", .named, "Values from the source's row, or constants that rows may replace."),
    key("find", .sections(.find), "Columns that are looked for at the other system."),
    key("rows by", .word, "The column by whose value `rows` are written."),
    key("rows", .other, "Rows written by hand: key, then column: constant."),
  ]

  private static let find = [
    key("in", .word, required: true, "Where to look, as system/resource."),
    key(
      "where", .other, required: true,
      "Conditions (field: expression), or a list of them tried in order, each with an optional `if`."),
    key(
      "pick", .choice(TableFind.Pick.allCases.map(\.rawValue)), "What to do with several: `only` takes none of them."),
    key("give", .word, "The field that becomes the value (id without it)."),
  ]

  private static func key(_ name: String, _ kind: Kind, required: Bool = false, _ summary: String) -> KeySpecification {
    KeySpecification(name: name, kind: kind, isRequired: required, summary: summary)
  }
}
