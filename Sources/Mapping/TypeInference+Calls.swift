import Records

extension TypeInference {
  mutating func call(_ name: String, _ arguments: [Syntax.Argument], _ syntax: Syntax, _ items: [StaticType])
    -> StaticType
  {
    // What is wrong with the call itself was said when the file was read.
    guard let function = Function(rawValue: name), let specification = FunctionSpecification.byFunction[function] else {
      return .unknown
    }
    var types: [StaticType] = []
    var list = StaticType.unknown
    for (index, argument) in arguments.enumerated() {
      let parameter = specification.parameters[min(index, specification.parameters.count - 1)]
      switch parameter.kind {
      case .table, .set: types.append(.unknown)
      case .setting:
        types.append(setting(argument.value))
      case .each:
        let type = type(argument.value, items + [list.item])
        eachDemand(function, type, argument.value.range)
        types.append(type)
      default:
        let type = type(argument.value, items)
        check(type, parameter.kind, argument.value.range)
        if parameter.kind == .list { list = type }
        types.append(type)
      }
    }
    if function == .byLanguage, let type = types.first {
      demand(type, type == .texts || type.isOpen, arguments[0].value.range, "a text by language")
    }
    if function == .taxExcluded, types.count > 1, arguments.count > 1 {
      useTaxes(types[1].item, arguments[1].value.range)
    }
    if function == .record || function == .extend { return record(function, arguments, types) }
    if function == .link || function == .linked || function == .accepted || function == .held {
      checkKey(arguments, types, syntax.range)
    }
    return result(function, types, arguments)
  }

  /// The type of a setting is that of the constant which the mapping gives it.
  private mutating func setting(_ syntax: Syntax) -> StaticType {
    guard case .name(let name) = syntax.kind else { return .unknown }
    if let constant = context.defaults[name] { return constant == .null ? .unknown : Self.type(of: constant) }
    guard let settings = context.settings, !settings.contains(name) else { return .unknown }
    let hint =
      Nearest.name(to: name, among: settings).map { "Did you mean `\($0)`?" }
      ?? "Settings are declared in the connection's file, or under `settings` of the mapping."
    problem("UNKNOWN_SETTING", syntax.range, "There is no setting `\(name)`.", expected: settings.sorted(), hint: hint)
    return .unknown
  }

  /// A key has as many parts as the set's records have on this side; one list may hold them all.
  private mutating func checkKey(_ arguments: [Syntax.Argument], _ types: [StaticType], _ range: Range<Int>) {
    guard case .name(let set) = arguments.first?.value.kind, let key = context.links[set]?.end(at: context.system)?.key,
      arguments.count - 1 != key.count
    else { return }
    if arguments.count == 2, key.count > 1 {
      if case .list = types[1] { return }
      if types[1].isOpen { return }
    }
    problem(
      "ARGUMENTS", range, "A record of `\(set)` is named by \(key.map { "`\($0.name)`" }.joined(separator: ", ")) here."
    )
  }

  /// The fields of taxes that `tax_excluded` looks at: noted as used, and missed where they are not known.
  private mutating func useTaxes(_ tax: StaticType, _ range: Range<Int>) {
    demand(tax, tax.isRecord, range, "a list of the taxes' records")
    for name in ["amount", "amount_type", "price_include"] { _ = field(name, of: tax, range) }
    for name in ["include_base_amount", "is_base_affected", "sequence"] where has(name, tax) {
      _ = field(name, of: tax, range)
    }
  }

  /// Whether a record has the field, as far as is known.
  private func has(_ name: String, _ type: StaticType) -> Bool {
    guard case .record(let fields, let origins) = type else { return false }
    return fields[name] != nil
      || origins.contains { context.fields(of: $0)?[name] != nil || context.fields(of: $0) == nil }
  }

  private func linked(_ arguments: [Syntax.Argument]) -> StaticType {
    guard case .name(let set) = arguments.first?.value.kind else { return .reference }
    return context.links[set]?.linkedType(for: context.system) ?? .unknown
  }

  private mutating func check(_ type: StaticType, _ kind: FunctionSpecification.Kind, _ range: Range<Int>) {
    switch kind {
    case .text: demand(type, type.isText && type != .texts, range, "a text")
    case .texts: demand(type, type.isText, range, "a text")
    case .number: demand(type, type.isNumber, range, "a number")
    case .instant: demand(type, type == .instant || type.isOpen, range, "a moment")
    case .list:
      if case .list = type { return }
      demand(type, type.isOpen, range, "a list")
    default: break
    }
  }

  private mutating func eachDemand(_ function: Function, _ type: StaticType, _ range: Range<Int>) {
    switch function {
    case .any, .all, .filter: demand(type, type == .bool || type.isOpen, range, "true or false")
    case .sum, .share: demand(type, type.isNumber, range, "a number")
    default: break
    }
  }

  private func record(_ function: Function, _ arguments: [Syntax.Argument], _ types: [StaticType]) -> StaticType {
    var fields: [String: StaticType] = [:]
    var origins: [FieldOrigin] = []
    if function == .extend {
      switch types.first {
      case .record(let base, let from): (fields, origins) = (base, from)
      case .any(let origin?): origins = [origin]
      default: return .unknown
      }
    }
    for (argument, type) in zip(arguments, types) { if let name = argument.name { fields[name] = type } }
    return .record(fields: fields, origins: origins)
  }

  private func result(_ function: Function, _ types: [StaticType], _ arguments: [Syntax.Argument]) -> StaticType {
    let first = types.first ?? .never
    switch function {
    case .text, .trim, .lower, .upper, .slug, .replace, .shorten, .plain, .html, .substring:
      return types.contains(.texts) ? .texts : .text
    case .texts: return .texts
    case .join, .digest: return .text
    case .byLanguage: return .list(.record(fields: ["language": .text, "text": .text], origins: []))
    case .split: return .list(.text)
    case .startsWith, .contains, .isGTIN, .empty, .any, .all, .linked, .accepted: return .bool
    case .length, .floor, .ceil, .count, .age, .position: return .integer
    case .number, .round, .held, .taxExcluded: return .decimal
    case .instant: return .instant
    case .abs: return first == .integer ? .integer : .decimal
    case .min, .max: return types.reduce(.never) { $0.joined($1) }
    case .sum: return (types.count > 1 ? types[1] : first.item) == .integer ? .integer : .decimal
    case .filter, .sort, .unique, .pick: return first
    case .map: return .list(types.count > 1 ? types[1] : .unknown)
    case .flatten: return .list(first.item.item)
    case .concat: return types.reduce(.list(.never)) { $0.joined($1) }
    case .list: return .list(types.reduce(.never) { $0.joined($1) })
    case .first, .last, .smallest: return first.item
    case .group:
      return .list(.record(fields: ["key": types.count > 1 ? types[1] : .unknown, "items": first], origins: []))
    case .default: return types.reduce(.never) { $0.joined($1) }
    case .share: return .list(shared(types.count > 1 ? types[1].item : .unknown))
    case .splitByRate:
      return .list(.record(fields: ["rate": .decimal, "incl": .decimal, "excl": .decimal], origins: []))
    case .lookup: return row(arguments)
    case .lookups: return .list(row(arguments))
    case .rows: return .list(row(arguments, with: ["key": .unknown]))
    case .link: return linked(arguments)
    case .links: return .list(linked(arguments))
    case .setting: return first
    case .record, .extend: return .unknown
    }
  }

  private func shared(_ item: StaticType) -> StaticType {
    switch item {
    case .record(let fields, let origins):
      .record(fields: fields.merging(["amount": .decimal]) { _, own in own }, origins: origins)
    case .any(let origin?): .record(fields: ["amount": .decimal], origins: [origin])
    case .any(nil): .unknown
    default: .record(fields: ["value": item, "amount": .decimal], origins: [])
    }
  }

  private func row(_ arguments: [Syntax.Argument], with fields: [String: StaticType] = [:]) -> StaticType {
    guard case .name(let table) = arguments.first?.value.kind else { return .unknown }
    return .record(fields: fields, origins: [.row(table: table)])
  }
}
