import Records

/// The faults that any expression may meet.
enum Faults {
  static func wrongType(_ site: String, _ wanted: String) -> Stop {
    .fault(
      Fault(
        .record, "WRONG_TYPE", "`\(site)` needs \(wanted).", context: ["value": site],
        hint: "Correct the field at the source, or the mapping."))
  }

  static func null(_ site: String) -> Stop {
    .fault(
      Fault(
        .record, "NULL_VALUE", "A value is missing in `\(site)`.", context: ["value": site],
        hint: "Fill in the field at the source, or say in the mapping what holds without it (`else`)."))
  }

  static func division(_ site: String) -> Stop {
    .fault(Fault(.record, "DIVISION_BY_ZERO", "`\(site)` divides by zero.", context: ["value": site]))
  }

  static func overflow(_ site: String) -> Stop {
    .fault(Fault(.record, "NUMBER_OVERFLOW", "The result of `\(site)` is too large.", context: ["value": site]))
  }

  static func incompleteItem(_ formula: Formula) -> Fault {
    Fault(
      .record, "KEY_INCOMPLETE", "What tells the items apart is empty: \(formula.text).",
      context: ["key": formula.text, "expression": formula.text],
      hint: "Fill in the field at the source, then replay the record.")
  }

  static func partedItem(_ formula: Formula, _ part: Value) -> Fault {
    Fault(
      .record, "ITEM_KEY_PARTED", "What tells the items apart has a comma: \(formula.text) is \(part).",
      context: ["key": part.description, "expression": formula.text],
      hint: "Let `item` name something without commas: an id, or a digest of the text.")
  }

  static func itemTaken(_ key: RecordKey) -> Fault {
    Fault(
      .record, "ITEM_KEY_TAKEN", "Two items have the key \(key).", context: ["key": key.description],
      hint: "Make the mapping's `item` tell them apart.")
  }

  static func unreadable(_ text: String, _ wanted: String) -> Stop {
    .fault(Fault(.record, "UNREADABLE_VALUE", "`\(text)` is not \(wanted).", context: ["value": text]))
  }

  static func empty(_ site: String) -> Stop {
    .fault(Fault(.record, "EMPTY_LIST", "The list in `\(site)` is empty.", context: ["value": site]))
  }

  static func gap(_ table: String, _ key: Value, column: String? = nil, searched: String = "") -> Stop {
    var context = ["table": table, "key": key.description]
    context["column"] = column
    if !searched.isEmpty { context["searched"] = searched }
    let what = column.map { "no \($0)" } ?? "no row"
    let looked = searched.isEmpty ? "" : "; searched for \(searched)"
    return .fault(
      Fault(
        .record, "TABLE_GAP", "The table \(table) has \(what) for \(key)\(looked).", context: context,
        hint: "Create what is missing, or write a row for \(key) into tables/\(table).yaml, then replay the record."))
  }
}
