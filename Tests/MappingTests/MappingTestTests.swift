import Testing

@testable import Mapping

@Suite struct MappingTestTests {
  @Test("The shipped tests pass")
  func shipped() throws {
    let outcomes = try MappingTest.run(directories: [Shipped.directory])
    #expect(outcomes.count >= 6)
    for outcome in outcomes { #expect(outcome.hasPassed, "\(outcome.location): \(outcome.name): \(outcome.failures)") }
  }

  @Test("A test that expects something else fails and says what was found")
  func failing() throws {
    let set = try Files.load(["customers.yaml": Files.customers("fields: {name: firstname}\nkey: c-{id}\n")])
    let text = """
      tests:
        - name: one
          given: {record: {id: 1, firstname: Ann}}
          expect: {fields: {name: Bob}, key: c-2, fault: TABLE_GAP, enters: true}
      """
    let outcomes = try MappingTest.run(text, path: "customers.tests.yaml", mapping: "customers", set: set)
    #expect(
      outcomes.first?.failures == [
        "key is c-1, expected c-2.", "name is Ann, expected Bob.", "Expected the fault TABLE_GAP, found a document.",
      ])
  }

  @Test("A test file with an unknown key is refused")
  func unknownKey() throws {
    let set = try Files.load(["customers.yaml": Files.customers("fields: {name: firstname}\n")])
    #expect(throws: MappingErrors.self) {
      try MappingTest.run("tests: [{nmae: a}]", path: "t", mapping: "customers", set: set)
    }
  }
}
