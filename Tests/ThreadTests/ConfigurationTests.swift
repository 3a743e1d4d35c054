import Foundation
import Records
import Sandbox
import Testing

/// The real program on a configuration that is wrong: exit code 1, the place and the remedy named, nothing asked of either side.
@Suite("A wrong configuration")
struct ConfigurationTests {
  private func prove(
    _ replacing: [String: String] = [:], arguments: [String] = ["sync"], says sentences: [String],
    mappings: [String: String] = [:],
    asksNothing: Bool = true, prepare: (Bench) throws -> Void = { _ in }
  ) async throws {
    try await Bench.run { bench in
      let order = bench.order()
      for (name, text) in mappings { try bench.folder.write("own/" + name, text) }
      try bench.configure(replacing, mappings: mappings.isEmpty ? [] : [bench.folder.path + "/own"])
      try prepare(bench)
      bench.comeToThePresent()
      let environment = ["THREAD_ERP_KEY": Bench.erpKey]
      let end = try await Program.run(arguments, in: bench.folder, environment: environment)
      #expect(end.status == 1, "\(end)")
      for sentence in sentences { #expect(end.errors.contains(sentence), "\(end)") }
      #expect(!end.errors.contains(bench.shop.key) && !end.errors.contains(Bench.erpKey))
      #expect(bench.recordsAsked == 0)
      #expect(bench.isERPUntouched)
      if asksNothing { #expect(bench.shop.log.count == 0 && bench.erp.log.count == 0) }
      // In French.
      let french = try await Program.run(
        arguments, in: bench.folder, environment: environment.merging(["LANG": "fr_FR.UTF-8"]) { $1 })
      #expect(french.status == 1)
      if mappings.isEmpty { #expect(french.errors != end.errors) }
      // Mended, it runs.
      try bench.configure()
      let next = try await bench.program("sync")
      #expect(next.status == 0, "\(next)")
      #expect(bench.differences([order]) == [])
    }
  }

  @Test("A file that is not there")
  func missing() async throws {
    try await prove(arguments: ["sync", "--config", "nowhere.yaml"], says: ["CONFIGURATION_MISSING", "nowhere.yaml"])
  }

  @Test("A file that is no YAML")
  func noYAML() async throws {
    try await prove(["instance: thread": "instance: [thread"], says: ["CONFIGURATION_INVALID", "passerelle.yaml"])
  }

  @Test("A field that is none: file, line and field are named")
  func unknownField() async throws {
    try await prove(
      ["login: connector": "logn: connector"],
      says: ["CONFIGURATION_UNKNOWN_FIELD", "passerelle.yaml", "line 11", "erp.logn"])
  }

  @Test("A setting that no mapping file asks for: a slip in `margin` would sell what is to be kept back")
  func unknownSetting() async throws {
    try await prove(
      ["settings:\n": "settings:\n  marge: 5\n"],
      says: ["CONFIGURATION_UNKNOWN_FIELD", "passerelle.yaml", "settings.marge"])
  }

  @Test("A field that is missing is named, with its section")
  func missingField() async throws {
    try await prove(["  database: erp\n": ""], says: ["CONFIGURATION_INCOMPLETE", "erp.database"])
  }

  @Test("A number that is none")
  func noNumber() async throws {
    try await prove(
      ["requests per second: 0": "requests per second: many"],
      says: ["CONFIGURATION_INVALID", "line 7", "shop.requests per second"])
  }

  @Test("A key in the file itself is refused, and not repeated")
  func keyInFile() async throws {
    try await prove(
      ["{file: shop.key}": ShopKey.everything.text], says: ["CONFIGURATION_INVALID", "shop.key", "line 6"])
  }

  @Test("A key file that others may read is refused")
  func keyExposed() async throws {
    try await prove(says: ["SECRET_EXPOSED", "shop.key"]) { bench in
      try bench.folder.write("shop.key", bench.shop.key, mode: 0o644)
    }
  }

  @Test("A key that is nowhere")
  func keyMissing() async throws {
    try await prove(["THREAD_ERP_KEY": "NO_SUCH_VARIABLE"], says: ["SECRET_MISSING", "NO_SUCH_VARIABLE"])
  }

  @Test("A flow that is none")
  func unknownFlow() async throws {
    try await prove(arguments: ["sync", "ordres"], says: ["FLOW_UNKNOWN", "ordres"])
  }

  @Test("A shop address that holds a key, or is plain http elsewhere")
  func address() async throws {
    try await Bench.run { bench in
      bench.order()
      try bench.configure(["url: http://127.0.0.1": "url: http://key@127.0.0.1"])
      let end = try await bench.program("sync")
      #expect(end.status == 1)
      #expect(end.errors.contains("SHOP_SETTINGS"), "\(end)")
      try bench.configure(["url: http://127.0.0.1": "url: http://shop.invalid"])
      let plain = try await bench.program("sync")
      #expect(plain.status == 1)
      #expect(plain.output.contains("_PLAIN_HTTP"), "\(plain)")
    }
  }

  @Test("A function that is none, in a mapping file: file, line, and what was meant")
  func unknownFunction() async throws {
    try await prove(
      says: ["own/customers.yaml:3", "UNKNOWN_FUNCTION", "trim"],
      mappings: ["customers.yaml": "mapping: customers\nfields:\n  name: trimm(firstname)\n"])
  }

  @Test("A field of the shop that is none")
  func unknownSourceField() async throws {
    try await prove(
      says: ["own/customers.yaml:3", "UNKNOWN_FIELD", "firstnam"],
      mappings: ["customers.yaml": "mapping: customers\nfields:\n  name: firstnam\n"], asksNothing: false)
  }

  @Test("A field of the ERP that is none")
  func unknownTargetField() async throws {
    try await prove(
      says: ["own/customers.yaml:3", "UNKNOWN_FIELD", "naame"],
      mappings: ["customers.yaml": "mapping: customers\nfields:\n  naame: firstname\n"], asksNothing: false)
  }

  @Test("A table that is none")
  func unknownTable() async throws {
    try await prove(
      says: ["own/customers.yaml:3", "UNKNOWN_TABLE", "tongues"],
      mappings: ["customers.yaml": "mapping: customers\nfields:\n  lang: lookup(tongues, id_lang).erp else null\n"],
      asksNothing: false)
  }
}
