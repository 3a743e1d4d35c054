import Foundation
import Records

@testable import Mapping

/// Random but repeatable: the same seed gives the same values on every machine.
struct Dice: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

  mutating func pick<T>(_ items: [T]) -> T { items[number(0...items.count - 1)] }

  /// Up to six decimals.
  mutating func money(_ range: ClosedRange<Int>) -> Decimal {
    Decimal(number((range.lowerBound * 1_000_000)...(range.upperBound * 1_000_000))) / 1_000_000
  }

  mutating func value(_ depth: Int = 2) -> Value {
    switch number(0...(depth > 0 ? 9 : 7)) {
    case 0: .null
    case 1: .bool(number(0...1) == 1)
    case 2: .integer(pick([0, 1, -1, 7, Int.max, Int.min, number(-1000...1000)]))
    case 3:
      .decimal(
        pick([
          0, money(-100...100), Decimal.greatestFiniteMagnitude, Decimal.leastFiniteMagnitude,
          Decimal.leastNonzeroMagnitude,
        ]))
    case 4: .text(pick(["", " ", "a", "12.50", "2024-02-30", "É{}'\"", String(repeating: "x", count: 300)]))
    case 5: .instant(Instant(secondsSince1970: pick([0, -62_135_596_800, 253_402_300_799, number(0...2_000_000_000)])))
    case 6: .list([])
    case 7: .map([:])
    case 8: .list((0...number(0...3)).map { _ in value(depth - 1) })
    default:
      .map([
        "a": value(depth - 1), "id": value(depth - 1), "rate": value(depth - 1), "incl": value(depth - 1),
        "excl": value(depth - 1),
      ])
    }
  }

  /// A random tree: it parses, whatever it means.
  mutating func syntax(_ depth: Int) -> Syntax {
    func made(_ kind: Syntax.Kind) -> Syntax { Syntax(kind: kind, range: 0..<0, depth: 1) }
    guard depth > 0 else {
      return made(
        pick([
          .literal(2), .literal("it's"), .literal(nil), .literal(true), .literal(.decimal(Decimal(15) / 10)),
          .name("f"), .name("g"), .name("h"), .duration(86_400),
        ]))
    }
    switch number(0...9) {
    case 0: return made(.path(syntax(depth - 1), pick(["a", "id", "rate"])))
    case 1: return made(.negate(syntax(depth - 1)))
    case 2: return made(.not(syntax(depth - 1)))
    case 3, 4: return made(.binary(pick(Syntax.Operator.allCases), syntax(depth - 1), syntax(depth - 1)))
    case 5: return made(.conditional(syntax(depth - 1), then: syntax(depth - 1), otherwise: syntax(depth - 1)))
    case 6:
      return made(
        .fallback(syntax(depth - 1), pick([syntax(depth - 1), made(.stop(.skip)), made(.stop(.quarantine("CODE")))])))
    default: return made(call(depth))
    }
  }

  private mutating func call(_ depth: Int) -> Syntax.Kind {
    let specification = pick(FunctionSpecification.all)
    var arguments: [Syntax.Argument] = []
    for parameter in specification.parameters {
      switch parameter.kind {
      case .table, .set, .setting:
        arguments.append(
          Syntax.Argument(name: nil, nameRange: 0..<0, value: Syntax(kind: .name("z"), range: 0..<0, depth: 1)))
      case .fields: arguments.append(Syntax.Argument(name: "n", nameRange: 0..<0, value: syntax(depth - 1)))
      default: arguments.append(Syntax.Argument(name: nil, nameRange: 0..<0, value: syntax(depth - 1)))
      }
    }
    return .call(specification.name, arguments)
  }
}
