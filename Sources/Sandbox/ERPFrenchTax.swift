import Foundation
import Records

/// The sale taxes of the French chart, in the order of their ids.
struct ERPFrenchTax: Sendable {
  let externalID: String
  let rate: Decimal
  let included: Bool
  let isService: Bool

  /// Inactive in a fresh database although its price does not contain it.
  var isRare: Bool { !included && rate != 20 && rate != 0 }

  /// "TVA 20% TTC" in 16, "20% G INC" since 17.
  func name(_ version: ERPVersion) -> String {
    if rate == 0 { return zeroName(version) }
    guard version >= .v17 else {
      return "TVA \(rate.description.replacing(".", with: ","))%" + (included ? " TTC" : "")
    }
    return "\(rate)% \(isService ? "S" : "G")" + (included ? " INC" : "")
  }

  private func zeroName(_ version: ERPVersion) -> String {
    let kind = externalID.contains("export") ? "EX" : externalID.contains("intra") ? "EU" : "EXEMPT"
    guard version >= .v17 else {
      return "TVA 0% " + (["EX": "EXPORT", "EU": isService ? "EU S" : "EU M"][kind] ?? "EXO")
    }
    return "0% \(kind) \(isService ? "S" : "G")"
  }

  static let all: [ERPFrenchTax] =
    rates(service: false) + zeros("good", service: false) + rates(service: true) + zeros("service", service: true)

  private static func rates(service: Bool) -> [ERPFrenchTax] {
    let suffix = service ? "_encaissement" : ""
    let excluded: [(String, String)] = [
      ("tva_normale", "20"), ("tva_intermediaire", "10"), ("tva_reduite", "5.5"), ("tva_specifique", "8.5"),
      ("tva_super_reduite", "2.1"),
    ]
    let included = ["tva_normale", "tva_intermediaire", "tva_specifique", "tva_reduite", "tva_super_reduite"]
    let rates = Dictionary(excluded, uniquingKeysWith: { $1 })
    func tax(_ name: String, _ included: Bool) -> ERPFrenchTax {
      ERPFrenchTax(
        externalID: name + suffix + (included ? "_ttc" : ""), rate: Decimal(exactly: rates[name] ?? "") ?? 0,
        included: included,
        isService: service)
    }
    func fits(_ name: String) -> Bool { !service || name != "tva_specifique" }
    return excluded.map(\.0).filter(fits).map { tax($0, false) } + included.filter(fits).map { tax($0, true) }
  }

  private static func zeros(_ scope: String, service: Bool) -> [ERPFrenchTax] {
    ["", "export_", "intra_"].map {
      ERPFrenchTax(externalID: "tva_sale_\(scope)_\($0)0", rate: 0, included: false, isService: service)
    }
  }
}
