/// A repeatable source of numbers for references and secret keys: two shops built alike hold the same rows.
struct ShopRandom: RandomNumberGenerator, Sendable {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// SplitMix64.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// An order's reference: nine capital letters.
  mutating func reference() -> String {
    String((0..<9).map { _ in "ABCDEFGHIJKLMNOPQRSTUVWXYZ".randomElement(using: &self) ?? "A" })
  }

  /// 32 hexadecimal digits, as an MD5 sum is written.
  mutating func digest() -> String {
    String((0..<32).map { _ in "0123456789abcdef".randomElement(using: &self) ?? "0" })
  }
}
