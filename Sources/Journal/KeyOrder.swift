import Records

/// A text that sorts bytewise as keys compare: a whole number is preceded by the count of its digits, any other part by
/// a colon, which sorts after all digits. It is as unique as the key: "7" is `017`, "12,0" is `0212,010`, "A-1" is
/// `:A-1`.
enum KeyOrder {
  static func text(_ key: RecordKey) -> String {
    // The stored form of a key is its description, which may split into other parts than it was made of.
    RecordKey(text: key.description).parts.map(part).joined(separator: ",")
  }

  private static func part(_ part: String) -> String {
    let digits = part.utf8.count
    let isCanonical =
      (1...18).contains(digits) && part.utf8.allSatisfy { (48...57).contains($0) }
      && (digits == 1 || part.utf8.first != 48)
    guard isCanonical else { return ":" + part }
    return (digits < 10 ? "0" : "") + String(digits) + part
  }
}
