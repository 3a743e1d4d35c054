import Records
import Testing

@testable import Mapping

/// Constants that a mapping file gives, and what is passed on with reads.
@Suite struct SettingsTests {
  private static let text = Files.customers(
    """
    settings: {margin: 2, houses: [1, 2], greeting: 'Hello', nothing: null}
    context: {house: setting(houses), lang: setting(greeting)}
    merge:
      - text(setting(greeting), setting(margin))
    """)

  private func evaluator(_ settings: [String: Value], _ layers: [String: String]...) throws -> Evaluator {
    let set = try MappingSet.load(
      layers: ([["customers.yaml": Self.text]] + layers).map { layer in
        layer.map { (name: $0.key, path: $0.key, text: $0.value) }
      })
    var surroundings = Surroundings(now: Instant(secondsSince1970: 0))
    surroundings.settings = settings
    return Evaluator(mapping: try #require(set["customers"]), set: set, surroundings: surroundings)
  }

  private let source = Source(Record(resource: "customers", key: 1, fields: ["id": 1]))

  @Test("A setting is what the connection says, else the file's constant; an override replaces that")
  func values() throws {
    #expect(try evaluator([:]).mergeOrder(source).value == ["Hello2"])
    #expect(try evaluator(["margin": 3]).mergeOrder(source).value == ["Hello3"])
    let own = ["customers.yaml": "settings: {margin: 4}\n"]
    #expect(try evaluator([:], own).mergeOrder(source).value == ["Hello4"])
    #expect(try evaluator(["margin": 3], own).mergeOrder(source).value == ["Hello3"])
    #expect(try evaluator([:]).context().value == ["house": [1, 2], "lang": "Hello"])
    #expect(
      try evaluator([:]).mapping.settings == ["margin": 2, "houses": [1, 2], "greeting": "Hello", "nothing": nil])
  }

  @Test("Another constant is another meaning of the file")
  func version() throws {
    #expect(
      try evaluator([:]).mapping.version
        != evaluator([:], ["customers.yaml": "settings: {margin: 4}\n"]).mapping.version)
  }

  @Test(
    "What is wrong with settings and contexts is said where it stands",
    arguments: [
      ("settings: {margin: 1 + 1}", "NOT_CONSTANT"), ("settings: {margin: other}", "NOT_CONSTANT"),
      ("settings: {'a-b': 1}", "BAD_NAME"), ("context: {house: id}", "CONTEXT_OF_A_RECORD"),
      ("let: {one: id_lang}\ncontext: {house: one}", "CONTEXT_OF_A_RECORD"),
      ("context:\n  house: linked(customers, 1)", "CONTEXT_OF_A_RECORD"),
      ("context: {house: 2d, since: setting(go_live) - 1d, list: list(record(a = 1))}", "TYPE_MISMATCH"),
      ("merge: [setting(margin)]", "UNKNOWN_SETTING"),
      ("settings: {margin: 1}\nfields: {name: setting(margin)}", "TYPE_MISMATCH"),
      ("settings: {margin: '1'}\nmerge: [setting(margin) - 1]", "TYPE_MISMATCH"),
    ])
  func mistakes(_ keys: String, _ code: String) {
    #expect(Files.diagnostics(["customers.yaml": Files.customers(keys)]).map(\.code).contains(code))
  }

  @Test("A mapping's own settings are known to its check, and only to its own")
  func known() {
    let own = Files.customers("settings: {margin: 1}\nmerge: [setting(margin), setting(go_live)]")
    #expect(Files.diagnostics(["customers.yaml": own]).isEmpty)
    let other = "mapping: others\nfrom: prestashop/customers\nto: odoo/res.partner\nmerge: [setting(margin)]\n"
    #expect(Files.diagnostics(["customers.yaml": own, "others.yaml": other]).map(\.code) == ["UNKNOWN_SETTING"])
  }

  @Test("What the connection sets is of the kind of the file's constant; a list or nothing at all may be anything")
  func kinds() throws {
    let set = try evaluatorSet()
    #expect(set.check(settings: ["margin": 3, "greeting": "Salut", "houses": [4], "nothing": "anything"]).isEmpty)
    #expect(set.check(settings: ["margin": .decimal(0.5), "nothing": [1]]).isEmpty)
    let wrong = set.check(settings: ["margin": "two", "greeting": 1, "houses": 1])
    #expect(wrong.map(\.code) == ["SETTING_TYPE", "SETTING_TYPE", "SETTING_TYPE"])
    #expect(wrong.first?.message == "The setting `margin` must be a number, and the connection sets it to `two`.")
  }

  private func evaluatorSet() throws -> MappingSet { try Files.load(["customers.yaml": Self.text]) }
}
