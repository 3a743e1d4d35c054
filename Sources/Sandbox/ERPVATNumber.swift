import Foundation

/// The check of `base_vat`, for the countries that shops of these tests sell to: form everywhere, check digits for France.
enum ERPVATNumber {
  private static let forms: [String: (pattern: String, example: String)] = [
    "FR": ("^[0-9A-Z]{2}[0-9]{9}$", "FR23334175221"), "DE": ("^[0-9]{9}$", "DE123456788 or 12/345/67890"),
    "BE": ("^[01]?[0-9]{9}$", "BE0477472701"), "ES": ("^[0-9A-Z][0-9]{7}[0-9A-Z]$", "ESA12345674"),
    "IT": ("^[0-9]{11}$", "IT12345670017"), "NL": ("^[0-9]{9}B[0-9]{2}$", "NL123456782B90"),
    "LU": ("^[0-9]{8}$", "LU12345613"), "PT": ("^[0-9]{9}$", "PT123456789"), "AT": ("^U[0-9]{8}$", "ATU12345675"),
    "IE": ("^[0-9][0-9A-Z+*][0-9]{5}[A-Z]{1,2}$", "IE1234567FA"), "PL": ("^[0-9]{10}$", "PL1234567883"),
  ]

  /// The expected form when the number cannot be right; nil when it can, or when nothing is known of its country.
  static func problem(with number: String, country: String?) -> String? {
    let plain = number.uppercased().filter { $0.isLetter || $0.isNumber }
    let prefix = String(plain.prefix(2))
    let code = forms[prefix] != nil ? prefix : country ?? ""
    guard let form = forms[code] else { return nil }
    let digits = plain.hasPrefix(code) ? String(plain.dropFirst(2)) : plain
    guard digits.range(of: form.pattern, options: .regularExpression) != nil, code != "FR" || isFrench(digits) else {
      return form.example
    }
    return nil
  }

  /// Two check digits over the company's nine; keys with letters are not checked.
  private static func isFrench(_ number: String) -> Bool {
    guard let key = Int(number.prefix(2)), let company = Int(number.dropFirst(2)) else { return true }
    return (12 + 3 * (company % 97)) % 97 == key
  }
}
