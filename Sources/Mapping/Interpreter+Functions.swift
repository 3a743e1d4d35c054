import Foundation
import Records

/// Functions of their arguments' values alone.
extension Interpreter {
  mutating func call(_ function: Function, _ codes: [Code], _ site: String) throws(Stop) -> Value {
    if function == .pick { return try pick(codes, site) }
    var arguments: [Value] = []
    arguments.reserveCapacity(codes.count)
    for code in codes { arguments.append(try evaluate(code)) }
    switch function {
    case .text, .trim, .lower, .upper, .slug, .replace, .shorten, .plain, .html, .substring, .texts, .split, .join,
      .length, .startsWith, .contains:
      return try Texts.call(function, arguments, site)
    case .byLanguage: return try Texts.byLanguage(arguments[0], site)
    case .empty: return .bool(arguments[0].map?.values.allSatisfy(\.isEmpty) ?? arguments[0].isEmpty)
    case .isGTIN: return .bool(GTIN.isValid(arguments[0].description))
    case .digest: return .text(Digest.value(arguments[0]))
    case .number, .instant: return try Texts.read(function, arguments[0])
    case .round, .floor, .ceil, .abs, .min, .max: return try Self.number(function, arguments, site)
    case .age: return try age(arguments[0], site)
    case .default: return Self.isNothing(arguments[0]) ? arguments[1] : arguments[0]
    case .splitByRate: return try Self.splitByRate(arguments, site)
    case .taxExcluded: return try Self.taxExcluded(arguments, site)
    default: return try Self.list(function, arguments, site)
    }
  }

  private static func isNothing(_ value: Value) -> Bool {
    switch value {
    case .null, .text: value.isEmpty
    default: false
    }
  }

  private func age(_ value: Value, _ site: String) throws(Stop) -> Value {
    try Arithmetic.result(.subtract, .instant(surroundings.now), value, site)
  }

  private static func number(_ function: Function, _ arguments: [Value], _ site: String) throws(Stop) -> Value {
    var numbers: [Decimal] = []
    for argument in arguments { numbers.append(try Arithmetic.number(argument, site)) }
    switch function {
    case .round:
      guard let places = Arithmetic.integer(numbers[1]), (-20...20).contains(places) else {
        throw Faults.wrongType(site, "-20 to 20 places")
      }
      return try Arithmetic.checked(numbers[0].rounded(places), site)
    case .floor: return try whole(numbers[0].rounded(0, .down), site)
    case .ceil: return try whole(numbers[0].rounded(0, .up), site)
    case .abs:
      return arguments[0].integer.flatMap { $0 == Int.min ? nil : .integer(Swift.abs($0)) }
        ?? .decimal(numbers[0].magnitude)
    case .min: return arguments[numbers.indices.min { numbers[$0] < numbers[$1] } ?? 0]
    default: return arguments[numbers.indices.max { numbers[$0] < numbers[$1] } ?? 0]
    }
  }

  private static func whole(_ number: Decimal, _ site: String) throws(Stop) -> Value {
    if let integer = Arithmetic.integer(number) { return .integer(integer) }
    return try Arithmetic.checked(number, site)
  }

  private static func splitByRate(_ arguments: [Value], _ site: String) throws(Stop) -> Value {
    var bases: [RateSplit.Part] = []
    for base in try list(arguments[2], site) {
      bases.append(
        RateSplit.Part(
          rate: try Arithmetic.number(path(base, "rate"), site), incl: try Arithmetic.number(path(base, "incl"), site),
          excl: try Arithmetic.number(path(base, "excl"), site)))
    }
    let incl = try Arithmetic.number(arguments[0], site)
    let parts = RateSplit.parts(incl: incl, excl: try Arithmetic.number(arguments[1], site), over: bases)
    for part in parts where !(part.incl.isFinite && part.excl.isFinite) { throw Faults.overflow(site) }
    return .list(parts.map { .map(["rate": .decimal($0.rate), "incl": .decimal($0.incl), "excl": .decimal($0.excl)]) })
  }

  private static func taxExcluded(_ arguments: [Value], _ site: String) throws(Stop) -> Value {
    let price = try Arithmetic.number(arguments[0], site)
    return try Arithmetic.checked(price / IncludedTaxes.factor(list(arguments[1], site), site), site)
  }

  private static func list(_ function: Function, _ arguments: [Value], _ site: String) throws(Stop) -> Value {
    switch function {
    case .list: return .list(arguments)
    case .count: return .integer(try list(arguments[0], site).count)
    case .flatten:
      var items: [Value] = []
      for item in try list(arguments[0], site) { items += item.list ?? (item == .null ? [] : [item]) }
      return .list(items)
    case .concat:
      var items: [Value] = []
      for argument in arguments { items += try list(argument, site) }
      return .list(items)
    case .first, .last:
      let items = try list(arguments[0], site)
      guard let item = function == .first ? items.first : items.last else { throw Faults.empty(site) }
      return item
    case .position:
      let place = try list(arguments[0], site).firstIndex { Comparison.areEqual($0, arguments[1]) }
      return place.map { .integer($0) } ?? .null
    case .unique:
      var seen: Set<Value> = []
      return .list(try list(arguments[0], site).filter { seen.insert($0.normalized).inserted })
    default: return .null
    }
  }
}
