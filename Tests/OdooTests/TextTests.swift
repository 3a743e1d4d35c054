import Records
import Synchronization
import Testing

@testable import Odoo

/// Templates in English and French, as Odoo keeps them: French falls back to English.
private final class TextServer: Sendable {
  private let texts = Mutex<[Int: [String: String]]>([:])
  /// Ids that refuse any text but English.
  let refusing: Set<Int>

  init(_ texts: [Int: [String: String]] = [:], refusing: Set<Int> = []) {
    self.refusing = refusing
    self.texts.withLock { $0 = texts }
  }

  func name(_ id: Int, _ language: String) -> String? { texts.withLock { $0[id]?[language] } }

  var server: ScriptedServer { ScriptedServer(version: 18) { call throws(CallFailure) in try self.answer(call) } }

  private func answer(_ call: OdooCall) throws(CallFailure) -> JSON {
    if call.model == "res.lang" {
      return [["id": 1, "code": "en_US", "iso_code": "en"], ["id": 2, "code": "fr_FR", "iso_code": "fr"]]
    }
    let language = call.context["lang"]?.string ?? "en_US"
    switch call.method {
    case "search_read":
      return texts.withLock { texts in
        .array(
          texts.sorted { $0.key < $1.key }.map { id, texts in
            ["id": .integer(id), "name": (texts[language] ?? texts["en_US"]).map(JSON.string) ?? false]
          })
      }
    case "load":
      guard let columns = call.argument("fields")?.array?.compactMap(\.string),
        let column = columns.firstIndex(of: "name"), let rows = call.argument("data")?.array?.compactMap(\.array)
      else { return ["ids": false, "messages": []] }
      var ids: [Int] = []
      for (index, row) in rows.enumerated() {
        let id = columns[0] == ".id" ? Int(row[0].string ?? "") ?? 0 : 100 + index
        if refusing.contains(id), language != "en_US" { return CreationTests.refused(index, "no") }
        ids.append(id)
        if columns[0] == ".id" || name(id, language) == nil { set(row[column].string, id, language) }
      }
      return ["ids": .ids(ids), "messages": []]
    case "write":
      for id in call.ids ?? [] {
        if refusing.contains(id), language != "en_US" {
          throw CallFailure(Fault(.record, "ERP_REFUSED", "no"))
        }
        set(call.argument("vals")?["name"]?.string, id, language)
      }
      return true
    default: return true
    }
  }

  private func set(_ text: String?, _ id: Int, _ language: String) {
    texts.withLock { if let text { $0[id, default: [:]][language] = text } }
  }
}

@Suite("Translated texts are written in every language")
struct TextTests {
  private static func update(_ id: Int, _ name: Value) -> Write {
    Write(resource: "product.template", identity: .update(RecordKey(id)), fields: ["name": name])
  }

  private static func creation(_ name: Value) -> Write {
    Write(
      resource: "product.template", identity: .create(ExternalKey(scope: "shop", name: "product-1")),
      fields: ["name": name])
  }

  @Test("A language is one call for all records that differ in it")
  func batched() async {
    let store = TextServer([1: ["en_US": "Chair"], 2: ["en_US": "Table"], 3: ["en_US": "Lamp", "fr_FR": "Lampe"]])
    let server = store.server
    let outcomes = await OdooConnector(server).write([
      Self.update(1, ["en": "Chair", "fr": "Chaise"]), Self.update(2, ["en": "Desk", "fr": "Bureau"]),
      Self.update(3, ["en": "Lamp", "fr": "Lampe"]),
    ])
    #expect(outcomes == [.applied(1), .applied(2), .unchanged(3)])
    #expect(store.name(1, "fr_FR") == "Chaise")
    #expect(store.name(2, "en_US") == "Desk")
    #expect(store.name(2, "fr_FR") == "Bureau")
    let loads = server.calls("load")
    #expect(loads.count == 1)
    #expect(loads.first?.context["lang"] == "fr_FR")
    #expect(loads.first?.context["mode"] == nil)
    #expect(loads.first?.argument("fields") == [".id", "name"])
    #expect(loads.first?.argument("data") == [["1", "Chaise"], ["2", "Bureau"]])
  }

  @Test("A text that falls back to English keeps its language when the English changes")
  func fallback() async {
    let store = TextServer([1: ["en_US": "Chaise"]])
    _ = await OdooConnector(store.server).write([Self.update(1, ["en": "Chair", "fr": "Chaise"])])
    #expect(store.name(1, "en_US") == "Chair")
    #expect(store.name(1, "fr_FR") == "Chaise")
  }

  @Test("Languages that are not installed, or blank, change nothing")
  func foreign() async {
    let store = TextServer([1: ["en_US": "Chair", "fr_FR": "Chaise"]])
    let server = store.server
    let outcomes = await OdooConnector(server).write([
      Self.update(1, ["en": "Chair", "de": "Stuhl", "fr": ""])
    ])
    #expect(outcomes == [.unchanged(1)])
    #expect(server.calls.allSatisfy { $0.effect == .read })
  }

  @Test("Texts without English leave the English of a record alone, and make it where there is none")
  func withoutEnglish() async {
    let store = TextServer([1: ["en_US": "Chair"]])
    #expect(await OdooConnector(store.server).write([Self.update(1, ["fr": "Chaise"])]) == [.applied(1)])
    #expect(store.name(1, "en_US") == "Chair")
    #expect(store.name(1, "fr_FR") == "Chaise")
    let created = await OdooConnector(store.server).write([Self.creation(["fr": "Lampe", "it": "Lampada"])])
    #expect(created == [.applied(100)])
    #expect(store.name(100, "en_US") == "Lampe")
  }

  @Test("A creation has all its languages; sent again it changes nothing, and nothing that a person wrote meanwhile")
  func created() async {
    let store = TextServer()
    let write = Self.creation(["en": "Chair", "fr": "Chaise"])
    #expect(await OdooConnector(store.server).write([write]) == [.applied(100)])
    #expect(store.name(100, "fr_FR") == "Chaise")
    let again = store.server
    #expect(await OdooConnector(again).write([write]) == [.applied(100)])
    #expect(again.calls("load").count == 1)
    let changed = TextServer([100: ["en_US": "Armchair"]])
    #expect(await OdooConnector(changed.server).write([write]) == [.applied(100)])
    #expect(changed.name(100, "fr_FR") == nil)
  }

  @Test("A record that Odoo refuses in one language has its own outcome, the others theirs")
  func refused() async {
    let store = TextServer([1: ["en_US": "Chair"], 2: ["en_US": "Table"]], refusing: [1])
    let outcomes = await OdooConnector(store.server).write([
      Self.update(1, ["en": "Chair", "fr": "Chaise"]), Self.update(2, ["en": "Table", "fr": "Bureau"]),
    ])
    #expect(outcomes[0].refusalCode == "ERP_REFUSED")
    #expect(outcomes[1] == .applied(2))
    #expect(store.name(2, "fr_FR") == "Bureau")
  }
}

extension Outcome {
  fileprivate var refusalCode: String? { if case .refused(let fault) = self { fault.code } else { nil } }
}
