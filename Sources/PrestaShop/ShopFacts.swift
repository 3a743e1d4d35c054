import Foundation
import Records
import XMLStream

/// The facts of a `SystemSchema`, and back.
enum ShopFacts {
  static func rounding(_ settings: [String: String]) -> [String: Value] {
    // Order::ROUND_ITEM, ROUND_LINE, ROUND_TOTAL; PS_ROUND_UP to PS_ROUND_HALF_ODD.
    let types = ["1": "item", "2": "line", "3": "total"]
    let modes = ["0": "up", "1": "down", "2": "half_up", "3": "half_down", "4": "half_even", "5": "half_odd"]
    return [
      "round_type": (settings["PS_ROUND_TYPE"].flatMap { types[$0] }).map(Value.text) ?? .null,
      "round_mode": (settings["PS_PRICE_ROUND_MODE"].flatMap { modes[$0] }).map(Value.text) ?? .null,
    ]
  }

  static func facts(_ context: ShopContext, settings: [String: String]) -> [String: Value] {
    var facts = rounding(settings)
    facts["timezone"] = .text(context.zone.identifier)
    facts["languages"] = .map(
      Dictionary(uniqueKeysWithValues: context.languages.map { (String($0.key), Value.text($0.value)) }))
    facts["default_language"] = context.defaultLanguage.flatMap { context.languages[$0] }.map(Value.text) ?? .null
    facts["default_language_id"] = context.defaultLanguage.map(Value.integer) ?? .null
    facts["default_currency"] = settings["PS_CURRENCY_DEFAULT"].flatMap { Int($0) }.map(Value.integer) ?? .null
    facts["settings"] = .map(settings.mapValues(Value.text))
    return facts
  }
}

extension ShopContext {
  /// What an earlier `describe` told; nil when it lacks the zone or the languages.
  init?(version: ShopVersion, facts: [String: Value]) {
    guard let zone = facts["timezone"]?.text.flatMap({ TimeZone(identifier: $0) }),
      let languages = facts["languages"]?.map
    else { return nil }
    var codes: [Int: String] = [:]
    for (id, code) in languages {
      if let id = Int(id), let code = code.text { codes[id] = code }
    }
    self.init(
      version: version, zone: zone, languages: codes, defaultLanguage: facts["default_language_id"]?.integer,
      isMultishop: facts["settings"]?.map?["PS_MULTISHOP_FEATURE_ACTIVE"]?.text == "1")
  }
}
