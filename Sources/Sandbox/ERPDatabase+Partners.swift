import Foundation

/// Contacts: a name or a type is needed, a VAT number must be possible, an address belongs to its company.
extension ERPDatabase {
  func preparePartner(_ values: inout RPCMap) throws(RPCFailure) {
    values = Self.defaults(["type": "contact", "lang": "en_US", "is_company": false], values)
    if values["company_type"] == "company" { values["is_company"] = true }
    let named = values["name"]?.isTrue ?? false
    guard named || (values["type"] != "contact") else { throw brokenConstraint("Contacts require a name") }
  }

  func checkPartner(_ id: Int, _ values: RPCMap) throws(RPCFailure) {
    guard values["vat"] != nil || values["country_id"] != nil, let number = text("res.partner", id, "vat"),
      !number.isEmpty
    else { return }
    let country = integer("res.partner", id, "country_id").flatMap { text("res.country", $0, "code") }
    guard let problem = ERPVATNumber.problem(with: number, country: country) else { return }
    let name = text("res.partner", id, "name") ?? ""
    let shown = version == .v19 ? String(number.dropFirst(2)) : number
    let space = version == .v19 ? "  " : " "
    throw RPCFailure.validation(
      "\nThe VAT number [\(shown)] for partner [\(name)] does not seem to be valid.\(space)\nNote: the expected format is "
        + problem)
  }

  /// The company that a contact trades for, or itself.
  func commercialPartner(_ id: Int) -> Int {
    var current = id
    while !flag("res.partner", current, "is_company"), let parent = integer("res.partner", current, "parent_id") {
      current = parent
    }
    return current
  }

  /// The address of this type below a contact, or the contact itself.
  func address(_ type: String, of partner: Int) -> Int {
    if text("res.partner", partner, "type") == type { return partner }
    return inverse("res.partner", "parent_id", partner).first {
      text("res.partner", $0, "type") == type && isActive("res.partner", $0)
    } ?? partner
  }
}
