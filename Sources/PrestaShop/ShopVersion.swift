/// A version of PrestaShop as its webservice tells it in `PSWS-Version`: "1.7.8.11", "8.2.1".
struct ShopVersion: Sendable, Hashable, Comparable, CustomStringConvertible {
  let numbers: [Int]

  /// Nil for "0" (what a shop says before it has accepted the key) and for anything that is no version.
  init?(_ text: String) {
    let release = text.prefix { $0.isNumber || $0 == "." }
    let numbers = release.split(separator: ".").compactMap { Int($0) }
    guard numbers.first ?? 0 > 0 else { return nil }
    self.numbers = numbers
  }

  /// PATCH exists from 8.0 on (FACTS b).
  var hasPatch: Bool { numbers[0] >= 8 }

  /// 1.6.1 is the oldest and 9 the newest major version that was measured.
  var isKnown: Bool {
    numbers[0] >= 8 ? numbers[0] <= 9 : numbers[0] == 1 && numbers.count > 1 && (6...7).contains(numbers[1])
  }

  var description: String { numbers.map(String.init).joined(separator: ".") }

  static func < (left: ShopVersion, right: ShopVersion) -> Bool {
    left.numbers.lexicographicallyPrecedes(right.numbers)
  }
}
