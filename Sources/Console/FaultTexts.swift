import Records

/// Every text by code: the one place where operators' sentences live. The topics are in the extensions.
enum FaultTexts {
  static let topics: [[FaultText]] = [
    records, mapping, shop, shopRecords, catalogue, erp, erpRecords, journal, configuration, findings, erpFindings,
    pictures, imports,
  ]

  private static let byName: [String: FaultText] = Dictionary(
    topics.joined().map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })

  /// The text of a code. A case of it is preferred: by the finding's severity, by the value table, by the shop's own
  /// error numbers, or by the reason that a mapping names.
  static func text(_ code: String, context: [String: String] = [:], severity: Finding.Severity? = nil) -> FaultText? {
    let cases = [severity?.rawValue, context["table"], context["codes"], context["reason"]].compactMap(\.self)
    return cases.lazy.compactMap { byName["\(code)/\($0)"] }.first ?? byName[code]
  }

  /// The texts of a code and of its cases, the general one first.
  static func texts(_ code: String) -> [FaultText] {
    topics.joined().filter { $0.code == code }.sorted { $0.name < $1.name }
  }
}
