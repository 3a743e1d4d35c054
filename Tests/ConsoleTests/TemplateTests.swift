import Testing

@testable import Console

@Suite("Templates")
struct TemplateTests {
  @Test("Holes are filled once: a value with braces stays as it is")
  func valuesStay() {
    let text = Template("{a} and {b}").filled { ["a": "{b}", "b": "[c]"][$0] }
    #expect(text == "{b} and [c]")
  }

  @Test("What stands in brackets is left out when one of its holes is empty")
  func optionalParts() {
    let template = Template("It stopped[ at {place}][ on {day}].")
    #expect(template.filled { $0 == "day" ? "Monday" : nil } == "It stopped on Monday.")
    #expect(template.required.isEmpty)
    #expect(template.holes == ["place", "day"])
  }

  @Test("A hole outside brackets that cannot be filled makes no sentence at all")
  func requiredHoles() {
    #expect(Template("{a}[ {b}]").filled { $0 == "b" ? "x" : nil } == nil)
  }

  @Test("Braces around anything else than a name are text")
  func bracesAreText() {
    #expect(Template("write {file: PATH}, not { }").filled { _ in nil } == "write {file: PATH}, not { }")
  }
}
