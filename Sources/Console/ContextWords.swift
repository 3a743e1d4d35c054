import Foundation
import Records

/// What a fault's context says, in words for an operator: records by what they are, amounts as in a shop, sides by
/// their names.
struct ContextWords: Sendable {
  let fault: Fault
  let language: Language

  private static let amounts: Set<String> = ["expected", "actual", "difference", "within"]

  /// The word for one hole; nil when the fault does not carry it.
  func word(_ name: String) -> String? {
    switch name {
    case "record": return record
    case "from": return sides.from
    case "to": return sides.to
    case "code": return fault.context["code"] ?? fault.code
    case "hint": return visible(fault.hint)
    case "said": return said
    case "awaited": return awaited
    case "found": return found
    default: break
    }
    guard let value = visible(fault.context[name]) else { return nil }
    if Self.amounts.contains(name), let amount = Decimal(exactly: value) { return language.amount(amount) }
    switch name {
    case "seconds": return value.hasPrefix("-") ? String(value.dropFirst()) : value
    case "action": return Self.actions[value].map { language == .french ? $0.french : $0.english } ?? value
    case "state": return Self.states[value].map { language == .french ? $0.french : $0.english } ?? value
    case "current", "wanted": return Self.emptiness.contains(value) ? language.nothing : value
    case "candidates": return value.replacing("{", with: "(").replacing("}", with: ")")
    default: return value
    }
  }

  private func visible(_ text: String?) -> String? {
    guard let text, !text.allSatisfy(\.isWhitespace) else { return nil }
    return text
  }

  /// What the other system itself said: the part of the message after our own words.
  private var said: String? {
    guard let colon = fault.message.firstRange(of: ": ") else { return nil }
    return visible(String(fault.message[colon.upperBound...]))
  }

  private var record: String {
    if let (resource, key) = named { return RecordName(resource, key).text(language) }
    return language == .french ? "la fiche" : "the record"
  }

  /// A record of the target that was found, and not taken.
  private var found: String? {
    guard let parts = visible(fault.context["found"])?.split(separator: " ", maxSplits: 1), parts.count == 2 else {
      return nil
    }
    return RecordName(String(parts[0]), String(parts[1])).bare(language)
  }

  private var awaited: String? {
    guard let set = visible(fault.context["set"]), let key = visible(fault.context["key"]) else { return nil }
    return RecordName(set, key).text(language)
  }

  /// The record that the fault is about: "orders 12", or a key beside the name of its resource.
  private var named: (resource: String, key: String)? {
    let resource = visible(fault.context["resource"])
    if let record = visible(fault.context["record"]) {
      let parts = record.split(separator: " ", maxSplits: 1).map(String.init)
      return parts.count == 2 ? (parts[0], parts[1]) : (resource ?? "", record)
    }
    guard let resource, let key = visible(fault.context["key"]) else { return nil }
    return (resource, key)
  }

  /// Where the record comes from and where it goes. Resources of the ERP have a dot in their names. The shop's own
  /// refusals, which name the shop's record, are about what comes from the ERP.
  private var sides: (from: String, to: String) {
    let shop = language == .french ? "la boutique" : "the shop"
    let resource = fault.context["record"].flatMap { $0.contains(" ") ? $0.prefix { $0 != " " } : nil }
    let isFromERP = resource.map { $0.contains(".") } ?? fault.code.hasPrefix("SHOP_")
    return isFromERP ? ("Odoo", shop) : (shop, "Odoo")
  }

  private static let emptiness: Set<String> = ["null", "[]", "{}"]

  private static let actions: [String: (english: String, french: String)] = [
    "confirm": ("confirm", "confirmer"), "invoice": ("invoice", "facturer"), "cancel": ("cancel", "annuler"),
    "the change": ("carry over the change of", "reporter la modification de"),
    "add_state": ("change the status of", "changer l'état de"),
  ]

  /// States of an order at the ERP, as its screens call them.
  private static let states: [String: (english: String, french: String)] = [
    "draft": ("Quotation", "Devis"), "sent": ("Quotation Sent", "Devis envoyé"),
    "sale": ("Sales Order", "Bon de commande"), "done": ("Locked", "Verrouillé"), "cancel": ("Cancelled", "Annulé"),
  ]
}
